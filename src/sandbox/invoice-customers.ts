import type { Customer } from '../api/invoices/invoice-parts.schema.ts';

const ROME = { street: 'Viale Europa', number: '1', zip: '00144', municipality: 'Roma', province: 'RM', country: 'IT' };

/** Numbers of nobody: the office 999 gives out none like these. */
export const COMPANY: Customer = {
  kind: 'company',
  name: 'Salute Serena S.p.A.',
  vatNumber: '00000039990',
  sdiCode: 'ABC1234',
  address: ROME,
};
export const AURORA: Customer = {
  kind: 'company',
  name: 'Officine Aurora S.r.l.',
  vatNumber: '00000059998',
  pec: 'fatture@aurora.test',
  address: { ...ROME, street: 'Via delle Officine', number: '7' },
};
export const PUBLIC_BODY: Customer = {
  kind: 'public_body',
  name: 'Comune di Prova',
  fiscalCode: '00000049999',
  sdiCode: 'UF1234',
  address: ROME,
};
