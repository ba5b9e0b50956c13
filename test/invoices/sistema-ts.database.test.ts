import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Body, COMPANY, openTill, type Till } from './till.ts';

let till: Till;
beforeAll(async () => {
  till = await openTill();
});
afterAll(() => till.close());

const CODE = 'RSSMRA80A01X001Y';
const tsOf = (id: number) => till.done('GET', `/invoices/${id}/sistema-ts`);
const pay = (id: number, method: string, amount: number, date?: string) =>
  till.done('POST', `/invoices/${id}/payments`, { method, amount, ...(date && { date }) });
const person = (fields: object = {}) => ({
  patientId: undefined,
  customer: { kind: 'person', firstName: 'Mario', lastName: 'Rossi', fiscalCode: CODE, ...fields },
});

test('tells each payment by day and whether it is traceable', async () => {
  const invoice = await till.issued({
    ...person(),
    lines: [
      { description: 'Visita', unitPrice: 100 },
      { description: 'Peeling', unitPrice: 50, vat: { rate: 22 }, tsExpenseType: 'IC' },
    ],
  });
  expect(invoice.totals.due).toBe(163);
  await pay(invoice.id, 'cash', 20);
  await pay(invoice.id, 'card', 100, '2026-11-19');
  await pay(invoice.id, 'card', 43);
  const { sendable, deadline, records } = await tsOf(invoice.id);
  expect({ sendable, deadline }).toEqual({ sendable: true, deadline: '2027-01-31' });
  const known = {
    idSpesa: {
      pIva: invoice.issuer.vatNumber,
      dataEmissione: '2026-11-20',
      dispositivo: 1,
      numDocumento: invoice.formattedNumber,
    },
    flagOperazione: 'I',
    cfCittadino: CODE,
    tipoDocumento: 'F',
    flagOpposizione: 0,
  };
  expect(records).toEqual([
    {
      ...known,
      dataPagamento: '2026-11-19',
      flagPagamentoAnticipato: 1,
      pagamentoTracciato: 'SI',
      voceSpesa: [
        { tipoSpesa: 'SR', importo: 62.58, naturaIVA: 'N4' },
        { tipoSpesa: 'IC', importo: 37.42, aliquotaIVA: 22 },
      ],
    },
    {
      ...known,
      dataPagamento: '2026-11-20',
      pagamentoTracciato: 'NO',
      voceSpesa: [
        { tipoSpesa: 'SR', importo: 12.52, naturaIVA: 'N4' },
        { tipoSpesa: 'IC', importo: 7.48, aliquotaIVA: 22 },
      ],
    },
    {
      ...known,
      dataPagamento: '2026-11-20',
      pagamentoTracciato: 'SI',
      voceSpesa: [
        { tipoSpesa: 'SR', importo: 26.91, naturaIVA: 'N4' },
        { tipoSpesa: 'IC', importo: 16.09, aliquotaIVA: 22 },
      ],
    },
  ]);
});

test('names nobody with opposition', async () => {
  const { id } = await till.issued({ ...person(), tsOpposition: true });
  await pay(id, 'card', 102);
  const answer = await till.send('GET', `/invoices/${id}/sistema-ts`);
  expect(answer.body).toMatchObject({ sendable: true, records: [{ flagOpposizione: 1 }] });
  expect(answer.body.records[0]).not.toHaveProperty('cfCittadino');
  expect(answer.text).not.toContain(CODE);
});

test('tells what was given back', async () => {
  const invoice = await till.issued({ ...person(), lines: [{ description: 'Visita', unitPrice: 50 }] });
  await pay(invoice.id, 'card', 50);
  const note: Body = await till.done('POST', `/invoices/${invoice.id}/credit-notes`, { reason: 'Errore' });
  expect(await tsOf(note.id)).toEqual({ sendable: false, reason: 'not_paid', records: [] });
  await pay(note.id, 'bank_transfer', 50);
  expect((await tsOf(note.id)).records).toMatchObject([
    {
      idSpesa: { numDocumento: note.formattedNumber },
      idRimborso: { numDocumento: invoice.formattedNumber },
      flagOperazione: 'R',
      voceSpesa: [{ importo: 50 }],
    },
  ]);
});

test('tells why there is nothing to send', async () => {
  const reasonOf = async (fields: object, issue = true) => {
    const { id } = issue ? await till.issued(fields) : await till.draft(fields);
    return (await tsOf(id)).reason;
  };
  expect(await reasonOf(person(), false)).toBe('not_issued');
  expect(await reasonOf(person())).toBe('not_paid');
  expect(await reasonOf({ patientId: undefined, customer: COMPANY })).toBe('not_a_person');
  expect(await reasonOf(person({ fiscalCode: undefined }))).toBe('no_fiscal_code');
});
