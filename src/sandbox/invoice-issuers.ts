import type { IssuerInput } from '../api/issuers/issuers.schema.ts';
import { importIssuers } from '../api/issuers/issuers.service.ts';
import type { Tx } from '../platform/database/index.ts';

const ROME = { zip: '00100', municipality: 'Roma', province: 'RM', country: 'IT' };

/** VAT numbers and fiscal codes of nobody: the office 999 gives out none like these, and no town has the code X001. */
const COMPANY: Omit<IssuerInput, 'name'> = {
  kind: 'company',
  vatNumber: '00000019992',
  fiscalCode: '00000019992',
  regime: 'RF01',
  address: { street: 'Via dei Tigli', number: '12', ...ROME },
  iban: 'IT60X0542811101000000123456',
  section: 'A',
  creditNoteSection: 'NC',
  active: true,
  externalIds: [],
};
const PROFESSIONAL: IssuerInput = {
  kind: 'professional',
  name: 'Dott.ssa Nadia Movimenti',
  firstName: 'Nadia',
  lastName: 'Movimenti',
  vatNumber: '00000029991',
  fiscalCode: 'MVMNDA80A41X001V',
  regime: 'RF01',
  address: { street: 'Corso Porta Nuova', number: '4', ...ROME },
  register: { name: 'Ordine dei fisioterapisti', province: 'RM', number: '1742' },
  fund: { type: 'TC22', rate: 4 },
  section: 'P',
  active: true,
  externalIds: [],
};

/** The clinic itself, and in a clinic that is not small a professional whose fees it collects. @returns their ids */
export async function seedIssuers(
  tx: Tx,
  tenantId: string,
  { name, small }: { name: string; small: boolean },
): Promise<number[]> {
  const ids = await importIssuers(tx, tenantId, [{ ...COMPANY, name: `${name} S.r.l.` }]);
  if (small) return ids;
  const professional = { ...PROFESSIONAL, collectedByIssuerId: ids[0]! };
  return [...ids, ...(await importIssuers(tx, tenantId, [professional]))];
}
