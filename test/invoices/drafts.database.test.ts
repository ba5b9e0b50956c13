import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COMPANY, openTill, PUBLIC_BODY, type Till } from './till.ts';

let till: Till;
beforeAll(async () => {
  till = await openTill();
});
afterAll(() => till.close());

const EXEMPT = { rate: 0, nature: 'N4' };
const line = (unitPrice: number, vat: object = EXEMPT) => ({ description: 'Prestazione', unitPrice, vat });
const preview = async (fields: object) =>
  till.send('POST', '/invoices/preview', { issuerId: await till.issuer(), lines: [line(100)], ...fields });

/** The field and the code of what a rule refused. */
const refusal = ({ status, body }: Awaited<ReturnType<Till['send']>>) =>
  `${status} ${body.details[0]?.field} ${body.details[0]?.code}`;

describe('a preview', () => {
  test('works out and stores nothing', async () => {
    const before = await till.done('GET', '/invoices?includeTotal=true&limit=1');
    const { id } = await till.patient();
    const { status, body } = await preview({ patientId: id });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      totals: { fees: 100, social: 0, stamp: 2, vat: 0, total: 102, withheld: 0, due: 102 },
      stamp: { due: true, amount: 2, chargedToCustomer: true, charged: 2, mode: 'paper' },
      channel: 'paper',
      documentType: 'TD01',
      customer: { kind: 'person', firstName: 'Anna' },
    });
    expect((await till.done('GET', '/invoices?includeTotal=true&limit=1')).total).toBe(before.total);
  });

  test.each([
    [[line(77.47)], 0],
    [[line(77.48)], 2],
    [[line(500, { rate: 22 })], 0],
    [[line(77.47), line(500, { rate: 22 })], 0],
    [[line(70, { rate: 0, nature: 'N1' }), line(7.48)], 2],
  ])('owes stamp duty above 77.47 of what bears no VAT: %j', async (lines, stamp) => {
    const { body } = await preview({ customer: { kind: 'person', firstName: 'A', lastName: 'B' }, lines });
    expect(body.stamp).toMatchObject({ due: stamp > 0, amount: stamp, charged: stamp });
  });

  test('leaves stamp duty to the issuer when it is not charged', async () => {
    const { body } = await preview({ customer: COMPANY, chargeStamp: false });
    expect(body).toMatchObject({
      totals: { total: 100, stamp: 0 },
      stamp: { due: true, charged: 0, mode: 'einvoice' },
    });
  });

  test('adds the contribution of the fund, which counts for stamp duty', async () => {
    const issuerId = await till.issuer({ kind: 'professional', fund: { type: 'TC21', rate: 2 } });
    const { body } = await preview({ issuerId, customer: COMPANY, lines: [line(76)] });
    expect(body).toMatchObject({
      documentType: 'TD06',
      social: [{ fundType: 'TC21', rate: 2, base: 76, amount: 1.52, vatRate: 0, vatNature: 'N4' }],
      stamp: { due: true },
      // The recharged stamp is part of the fee; the contribution is not.
      withholding: { type: 'RT01', rate: 20, reason: 'A', base: 78, amount: 15.6 },
      totals: { fees: 76, social: 1.52, stamp: 2, total: 79.52, withheld: 15.6, due: 63.92 },
    });
  });

  test('withholds from the contribution to INPS, too', async () => {
    const issuerId = await till.issuer({ kind: 'professional', fund: { type: 'TC22', rate: 4 } });
    const { body } = await preview({ issuerId, customer: COMPANY, chargeStamp: false });
    expect(body.withholding).toMatchObject({ base: 104, amount: 20.8 });
  });

  test.each([
    ['a company issues', {}, COMPANY],
    ['a person pays', { kind: 'professional' }, { kind: 'person', firstName: 'A', lastName: 'B' }],
    ['the regime is flat-rate', { kind: 'professional', regime: 'RF19' }, COMPANY],
    ['the customer is no agent', { kind: 'professional' }, { ...COMPANY, withholdingAgent: false }],
  ] as const)('withholds nothing when %s', async (_what, issuer, customer) => {
    const { body } = await preview({ issuerId: await till.issuer(issuer), customer });
    expect(body.withholding).toBeUndefined();
    expect(body.totals.withheld).toBe(0);
  });

  test('of a flat-rate issuer bears no VAT, and says so', async () => {
    const issuerId = await till.issuer({ kind: 'professional', regime: 'RF19' });
    const { body } = await preview({ issuerId, customer: COMPANY, lines: [{ description: 'X', unitPrice: 10 }] });
    expect(body.vatSummary).toMatchObject([
      { rate: 0, nature: 'N2.2', legalText: expect.stringContaining('190/2014') },
    ]);
    expect(refusal(await preview({ issuerId, customer: COMPANY, lines: [line(10, { rate: 22 })] }))).toBe(
      '422 lines.0.vat.rate vat_not_allowed',
    );
  });

  test('with split payment leaves the VAT out of what is due', async () => {
    const { body } = await preview({ customer: PUBLIC_BODY, splitPayment: true, lines: [line(100, { rate: 22 })] });
    expect(body.totals).toMatchObject({ vat: 22, total: 122, due: 100 });
    expect(
      refusal(await preview({ customer: { kind: 'person', firstName: 'A', lastName: 'B' }, splitPayment: true })),
    ).toBe('422 splitPayment not_for_persons');
    const issuerId = await till.issuer({ kind: 'professional' });
    expect(refusal(await preview({ issuerId, customer: PUBLIC_BODY, splitPayment: true }))).toBe(
      '422 splitPayment not_with_withholding',
    );
  });

  test("takes names and taxes from the treatment, and the patient's share from the lists", async () => {
    const { items } = await till.done('GET', '/treatments?code=DERM-EST');
    const [taxed] = items;
    const { id } = await till.patient();
    const { body } = await preview({ patientId: id, lines: [{ treatmentId: taxed.id }] });
    expect(body.lines).toMatchObject([
      { description: taxed.name, quantity: 1, unitPrice: 120, amount: 120, vat: { rate: 22 }, tsExpenseType: 'AC' },
    ]);
    expect(body.totals).toMatchObject({ vat: 26.4, total: 146.4 });
    const exempt = { treatmentId: taxed.id, vat: EXEMPT };
    expect(refusal(await preview({ patientId: id, lines: [exempt] }))).toBe(
      '422 lines.0.vat.medicalAttestationId required',
    );
    const attested = { ...exempt, vat: { ...EXEMPT, medicalAttestationId: 'att-1' } };
    expect((await preview({ patientId: id, lines: [attested] })).status).toBe(200);
  });

  test('names a parent as the payer of a minor', async () => {
    const guardians = [{ relation: 'mother', firstName: 'Carla', lastName: 'Prova', fiscalCode: 'PRVCRL80A41X001R' }];
    const minor = await till.patient({ birthDate: '2015-05-05', guardians });
    expect((await preview({ patientId: minor.id })).body.payer).toMatchObject({
      relation: 'mother',
      firstName: 'Carla',
    });
    const adult = await till.patient({ birthDate: '2008-11-20', guardians });
    expect((await preview({ patientId: adult.id })).body.payer).toBeUndefined();
  });

  const A_PERSON = { kind: 'person', firstName: 'A', lastName: 'B' };
  test.each([
    ['nobody to invoice', {}, '422 customer required'],
    ['no such issuer', { issuerId: 999_999, customer: COMPANY }, '422 issuerId not_found'],
    ['no such patient', { patientId: 999_999 }, '422 patientId not_found'],
    ['no such appointment', { customer: COMPANY, appointmentId: 999_999 }, '422 appointmentId not_found'],
    [
      'no such treatment',
      { customer: COMPANY, lines: [{ treatmentId: 999_999, unitPrice: 1 }] },
      '422 lines.0.treatmentId not_found',
    ],
    ['no description', { customer: COMPANY, lines: [{ unitPrice: 1 }] }, '422 lines.0.description required'],
    ['no price', { customer: COMPANY, lines: [{ description: 'x' }] }, '422 lines.0.unitPrice required'],
    ['nothing to pay', { customer: COMPANY, lines: [line(0)] }, '422 lines nothing_to_pay'],
    ['too much', { customer: COMPANY, lines: [{ ...line(99_999_999), quantity: 2 }] }, '422 lines amount_too_large'],
    ['more than two decimals', { customer: COMPANY, lines: [line(1.005)] }, '400 lines.0.unitPrice invalid_decimals'],
    ['0 % without nature', { customer: COMPANY, lines: [line(1, { rate: 0 })] }, '422 lines.0.vat.nature required'],
    [
      'a nature with VAT',
      { customer: COMPANY, lines: [line(1, { rate: 22, nature: 'N4' })] },
      '422 lines.0.vat.nature not_allowed',
    ],
    [
      'a rate of three decimals',
      { customer: COMPANY, lines: [line(1, { rate: 2.125 })] },
      '422 lines.0.vat.rate invalid_decimals',
    ],
    ['tomorrow', { customer: COMPANY, issueDate: '2026-11-21' }, '422 issueDate in_future'],
    ['a person without a name', { customer: { kind: 'person', name: 'X' } }, '422 customer.firstName required'],
    ['a company without a name', { customer: { kind: 'company' } }, '422 customer.name required'],
    ['no fiscal code', { customer: { ...A_PERSON, fiscalCode: 'XYZ' } }, '422 customer.fiscalCode invalid_syntax'],
    [
      'no VAT number',
      { customer: { ...COMPANY, vatNumber: '00000039991' } },
      '422 customer.vatNumber invalid_check_digit',
    ],
    ['SdI for a person', { customer: { ...A_PERSON, sdiCode: 'ABC1234' } }, '422 customer.sdiCode not_for_persons'],
    [
      'a code of six for a company',
      { customer: { ...COMPANY, sdiCode: 'ABC123' } },
      '422 customer.sdiCode invalid_length',
    ],
  ])('refuses %s', async (_what, fields, expected) => {
    expect(refusal(await preview(fields))).toBe(expected);
  });

  test('shows no patient to a token that may not read patients', async () => {
    const patient = await till.patient();
    const token = await till.platform.token({ scope: 'giponext.invoices' });
    const body = { issuerId: await till.issuer(), patientId: patient.id, lines: [line(10)] };
    expect(await till.send('POST', '/invoices/preview', body, { token })).toMatchObject({
      status: 403,
      body: { error: 'insufficient_scope', scope: 'giponext.patients' },
    });
    const told = { ...body, customer: { kind: 'person', firstName: 'A', lastName: 'B' } };
    expect((await till.send('POST', '/invoices/preview', told, { token })).status).toBe(200);
  });

  test('names no patient to a company', async () => {
    const { id, lastName } = await till.patient({ fiscalCode: 'RSSMRA80A01X001X' });
    const told = (description: string) =>
      preview({ patientId: id, customer: COMPANY, lines: [{ ...line(10), description }] });
    expect(refusal(await told(`Visita di ANNA ${lastName}`))).toBe('422 lines.0.description patient_identified');
    expect(refusal(await told('Visita rssmra80a01x001x'))).toBe('422 lines.0.description patient_identified');
    expect((await told('Visita')).status).toBe(200);
    expect(refusal(await preview({ patientId: id, customer: COMPANY, notes: `Per Anna ${lastName}` }))).toBe(
      '422 notes patient_identified',
    );
  });
});

describe('a draft', () => {
  test('is stored, read, listed, changed and removed', async () => {
    const draft = await till.draft();
    expect(draft).toMatchObject({ status: 'draft', version: 1, paid: 0, credited: 0, balance: 102 });
    for (const name of ['number', 'year', 'formattedNumber', 'issuedAt', 'issueDate', 'pdf'])
      expect(draft).not.toHaveProperty(name);
    expect(await till.done('GET', `/invoices/${draft.id}`)).toEqual(draft);
    expect((await till.done('GET', `/invoices?patientId=${draft.patientId}`)).items).toEqual([draft]);

    const patched = await till.done('PATCH', `/invoices/${draft.id}`, { notes: 'Nota', lines: [line(10)] });
    expect(patched).toMatchObject({ version: 2, notes: 'Nota', totals: { total: 10 } });
    const { pdf: _, ...whole } = patched;
    expect(await till.done('PUT', `/invoices/${draft.id}`, whole)).toEqual({
      ...patched,
      version: 3,
      updatedAt: expect.any(String),
    });
    expect((await till.send('DELETE', `/invoices/${draft.id}`)).status).toBe(204);
    expect((await till.send('GET', `/invoices/${draft.id}`)).status).toBe(404);
  });

  test('keeps what was settled for it when prices change, and what was not charged', async () => {
    const { items } = await till.done('GET', '/treatments?code=CARD-VIS');
    const draft = await till.draft({ lines: [{ treatmentId: items[0].id, unitPrice: 90 }], chargeStamp: false });
    const patched = await till.done('PATCH', `/invoices/${draft.id}`, { notes: 'x' });
    expect(patched).toMatchObject({ lines: draft.lines, totals: draft.totals, chargeStamp: false });
  });

  test('does not change when it was changed meanwhile', async () => {
    const { id } = await till.draft();
    await till.done('PATCH', `/invoices/${id}`, { notes: 'a' });
    const old = { headers: { 'if-match': '"1"' } };
    for (const [method, path, body] of [
      ['PATCH', '', { notes: 'b' }],
      ['DELETE', '', undefined],
      ['POST', '/issue', undefined],
    ] as const)
      expect(await till.send(method, `/invoices/${id}${path}`, body, old)).toMatchObject({
        status: 409,
        body: { error: 'version_conflict', currentVersion: 2 },
      });
    expect((await till.send('PATCH', `/invoices/${id}`, { notes: 'b', version: 1 })).status).toBe(409);
  });

  test('refuses an episode of somebody else', async () => {
    const { id } = await till.patient();
    const body = { issuerId: await till.issuer(), patientId: id, lines: [line(10)], episodeId: 999_999 };
    expect(refusal(await till.send('POST', '/invoices', body))).toBe('422 episodeId not_found');
    const anonymous = { ...body, patientId: undefined, customer: COMPANY };
    expect(refusal(await till.send('POST', '/invoices', anonymous))).toBe('422 episodeId needs_patient');
  });

  test('is found at its episode', async () => {
    const { items } = await till.done('GET', '/episodes?limit=1');
    const [{ id: episodeId, patientId }] = items;
    const draft = await till.draft({ episodeId, patientId });
    expect((await till.done('GET', `/episodes/${episodeId}/invoices`)).items).toEqual([draft]);
    const token = await till.platform.token({ scope: 'giponext.episodes' });
    expect((await till.send('GET', `/episodes/${episodeId}/invoices`, undefined, { token })).status).toBe(403);
    const other = await till.patient();
    const body = { issuerId: draft.issuerId, patientId: other.id, episodeId, lines: [line(10)] };
    expect(refusal(await till.send('POST', '/invoices', body))).toBe('422 episodeId not_found');
  });

  test('is found by what it is', async () => {
    const issuerId = await till.issuer();
    const one = await till.draft({ issuerId });
    const other = await till.issued({ issuerId, patientId: undefined, customer: COMPANY });
    const ids = async (query: string) =>
      (await till.done('GET', `/invoices?issuerId=${issuerId}&${query}`)).items.map(({ id }: { id: number }) => id);
    expect(await ids('status=draft')).toEqual([one.id]);
    expect(await ids('status=draft,issued&sort=-id')).toEqual([other.id, one.id]);
    expect(await ids('customerKind=company')).toEqual([other.id]);
    expect(await ids('documentType=TD06')).toEqual([]);
    expect(await ids(`formattedNumber=${encodeURIComponent(other.formattedNumber)}`)).toEqual([other.id]);
    expect(await ids('issuedFrom=2026-11-20&issuedTo=2026-11-20')).toEqual([other.id]);
    expect(await ids('issuedFrom=2026-11-21')).toEqual([]);
    expect(await ids('sort=issueDate')).toEqual([other.id, one.id]);
    expect((await till.send('GET', '/invoices?status=open')).status).toBe(400);
  });
});
