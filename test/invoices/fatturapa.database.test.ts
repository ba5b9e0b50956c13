import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sdiProblems } from './sdi-rules.ts';
import { CLINIC, COMPANY, openTill, PUBLIC_BODY, type Till } from './till.ts';

let till: Till;
beforeAll(async () => {
  till = await openTill();
});
afterAll(() => till.close());

const xmlOf = async (id: number) => {
  const response = await till.platform.call('GET', `${CLINIC}/invoices/${id}/fatturapa.xml`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/xml; charset=utf-8');
  return response.text();
};
const sent = async (fields: object) => xmlOf((await till.issued({ patientId: undefined, ...fields })).id);
const line = (unitPrice: number, vat: object = { rate: 0, nature: 'N4' }) => ({
  description: 'Visite',
  unitPrice,
  vat,
});
const professional = {
  kind: 'professional',
  firstName: 'Nadia',
  lastName: 'Movimenti',
  fiscalCode: 'MVMNDA80A41X001V',
  register: { name: 'Ordine dei fisioterapisti', province: 'RM', number: '1742' },
} as const;

describe('is what SdI accepts', () => {
  test.each([
    ['an exempt invoice with stamp duty', {}, { customer: COMPANY }],
    ['a taxed one', { iban: 'IT60X0542811101000000123456' }, { customer: COMPANY, lines: [line(33.33, { rate: 22 })] }],
    [
      'a mixed one',
      {},
      {
        customer: COMPANY,
        lines: [{ ...line(40), quantity: 3 }, line(9.99, { rate: 10 }), line(5, { rate: 0, nature: 'N1' })],
      },
    ],
    [
      'one for a public body',
      {},
      {
        customer: PUBLIC_BODY,
        purchaseOrder: { number: 'ODA 7', date: '2026-10-01', cig: 'Z123456789', cup: 'J11B21000000001' },
      },
    ],
    ['split payment', {}, { customer: PUBLIC_BODY, splitPayment: true, lines: [line(100, { rate: 22 })] }],
    [
      'a fee note with contribution and withholding',
      { ...professional, fund: { type: 'TC21', rate: 2 } },
      { customer: COMPANY, lines: [line(76), line(33.33, { rate: 22 })] },
    ],
    ['a fee note with INPS', { ...professional, fund: { type: 'TC22', rate: 4 } }, { customer: COMPANY }],
    [
      'a flat-rate one',
      { ...professional, regime: 'RF19' },
      { customer: COMPANY, lines: [{ description: 'Visita', unitPrice: 200 }] },
    ],
    ['one by PEC', {}, { customer: { ...COMPANY, sdiCode: undefined, pec: 'azienda@pec.test' } }],
    [
      'names of any letters',
      {},
      {
        customer: { ...COMPANY, name: 'Łódź & Söhne <GmbH> “東京”' },
        notes: 'Più € …\u2028fine',
        lines: [{ ...line(10), description: 'Élan – naïve ﬁn' }],
      },
    ],
    [
      'a long address',
      {},
      {
        customer: {
          ...COMPANY,
          address: { ...COMPANY.address, street: 'Via '.repeat(40), number: '12/bis interno 4' },
        },
      },
    ],
  ] as const)('%s', async (_what, issuer, fields) => {
    const issuerId = await till.issuer(issuer as never);
    expect(await sdiProblems(await sent({ issuerId, ...fields }))).toEqual([]);
  });

  test('a credit note of a part, and of the rest', async () => {
    const issuerId = await till.issuer({ ...professional, fund: { type: 'TC22', rate: 4 } });
    const lines = [line(33.33, { rate: 22 }), line(99.99)];
    const { id, formattedNumber } = await till.issued({ issuerId, patientId: undefined, customer: COMPANY, lines });
    const credit = (body: object) => till.done('POST', `/invoices/${id}/credit-notes`, { reason: 'Errore', ...body });
    const part = await xmlOf((await credit({ lines: [{ lineNumber: 1, amount: 0.07 }] })).id);
    const rest = await xmlOf((await credit({})).id);
    for (const xml of [part, rest]) {
      expect(await sdiProblems(xml)).toEqual([]);
      expect(xml).toContain('<TipoDocumento>TD04</TipoDocumento>');
      expect(xml).toContain(`<IdDocumento>${formattedNumber}</IdDocumento>`);
    }
    expect(rest).toContain('Riaddebito imposta di bollo');
    expect(part).not.toContain('Riaddebito imposta di bollo');
  });

  test('and names no patient', async () => {
    const patient = await till.patient({ lastName: 'Segretissimi', fiscalCode: 'RSSMRA80A01X001Y' });
    const xml = await sent({ patientId: patient.id, customer: COMPANY });
    expect(xml).not.toMatch(/segretissimi|RSSMRA|Anna/i);
  });

  test('the check finds what is wrong', async () => {
    const xml = await sent({ customer: COMPANY, lines: [line(100), line(50, { rate: 22 })] });
    for (const [from, to, problem] of [
      ['<Natura>N4</Natura>', '', '00400'],
      ['<Natura>N4', '<Natura>N2', 'Natura'],
      ['<Imposta>11.00', '<Imposta>11.50', '00421'],
      ['<ImponibileImporto>50.00', '<ImponibileImporto>51.00', '00422'],
      ['<PrezzoTotale>50.00', '<PrezzoTotale>51.00', '00423'],
      ['ABC1234', 'ABC123', '00427'],
      ['FPR12</', 'FPA12</', '00428'],
      ['<Divisa>EUR</Divisa>', '', 'Divisa'],
      ['<Descrizione>Visite', '<Descrizione>東京', 'Descrizione'],
      ['<CAP>20100', '<CAP>2010', 'CAP'],
    ] as const) {
      expect(xml).toContain(from);
      expect([from, (await sdiProblems(xml.replace(from, to))).join()]).toEqual([
        from,
        expect.stringContaining(problem),
      ]);
    }
  });
});

test('is kept byte for byte, with its digest', async () => {
  const invoice = await till.issued({ patientId: undefined, customer: COMPANY });
  const xml = await xmlOf(invoice.id);
  expect(invoice.xml).toEqual({
    path: `/invoices/${invoice.id}/fatturapa.xml`,
    sha256: createHash('sha256').update(xml).digest('hex'),
    bytes: Buffer.byteLength(xml),
  });
  expect(await xmlOf(invoice.id)).toBe(xml);
});

test('is refused for persons, issued or not, and for drafts', async () => {
  for (const { id } of [await till.draft(), await till.issued()])
    expect(await till.send('GET', `/invoices/${id}/fatturapa.xml`)).toMatchObject({
      status: 422,
      body: { error: 'sdi_forbidden' },
    });
  const { id } = await till.draft({ patientId: undefined, customer: COMPANY });
  expect(await till.send('GET', `/invoices/${id}/fatturapa.xml`)).toMatchObject({
    status: 422,
    body: { error: 'invalid_transition' },
  });
});
