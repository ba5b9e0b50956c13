import { createHash } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Body, CLINIC, COMPANY, openTill, type Till } from './till.ts';

let till: Till;
let superuser: pg.Client;
beforeAll(async () => {
  till = await openTill();
  superuser = new pg.Client({ connectionString: till.platform.superuserUrl });
  await superuser.connect();
});
afterAll(async () => {
  await superuser.end();
  await till.close();
});
beforeEach(() => till.setClock('2026-11-20T10:00:00+01:00'));

const EXEMPT = { rate: 0, nature: 'N4' };
const lines = (...prices: number[]) => prices.map((unitPrice) => ({ description: 'Visita', unitPrice, vat: EXEMPT }));
const refusal = ({ status, body }: Awaited<ReturnType<Till['send']>>) =>
  `${status} ${body.error} ${body.details[0]?.field ?? ''} ${body.details[0]?.code ?? ''}`.trim();
const read = (id: number) => till.done('GET', `/invoices/${id}`);

describe('issuing', () => {
  test('gives the numbers of each series in order', async () => {
    const issuerId = await till.issuer();
    const numbers: string[] = [];
    for (const fields of [{}, {}, { section: 'B' }, {}]) {
      const invoice = await till.issued({ issuerId, ...fields });
      expect(invoice).toMatchObject({ status: 'issued', version: 2, year: 2026, issueDate: '2026-11-20' });
      numbers.push(invoice.formattedNumber);
    }
    expect(numbers).toEqual(['1/T/2026', '2/T/2026', '1/B/2026', '3/T/2026']);
  });

  test('takes the year of Rome', async () => {
    const issuerId = await till.issuer();
    till.setClock('2026-12-31T22:59:59Z');
    expect(await till.issued({ issuerId })).toMatchObject({ formattedNumber: '1/T/2026', issueDate: '2026-12-31' });
    till.setClock('2026-12-31T23:30:00Z');
    expect(await till.issued({ issuerId })).toMatchObject({ formattedNumber: '1/T/2027', issueDate: '2027-01-01' });
  });

  test('keeps to the order of dates within a series', async () => {
    const issuerId = await till.issuer();
    await till.issued({ issuerId, issueDate: '2026-11-10' });
    const late = await till.draft({ issuerId, issueDate: '2026-11-09' });
    expect(refusal(await till.send('POST', `/invoices/${late.id}/issue`))).toBe(
      '422 issue_date_out_of_order issueDate out_of_order',
    );
    expect(await read(late.id)).toEqual(late);
    await till.done('PATCH', `/invoices/${late.id}`, { issueDate: '2026-11-10' });
    expect((await till.done('POST', `/invoices/${late.id}/issue`)).number).toBe(2);
    expect((await till.issued({ issuerId, issueDate: '2026-11-09', section: 'Z' })).number).toBe(1);
  });

  test('takes the patient as the patient is then, and freezes what stands there', async () => {
    const patient = await till.patient({ fiscalCode: 'RSSMRA80A01X001X' });
    const draft = await till.draft({ patientId: patient.id });
    expect(refusal(await till.send('POST', `/invoices/${draft.id}/issue`))).toBe(
      '422 validation_failed customer.fiscalCode checksum_invalid',
    );
    await till.done('PATCH', `/patients/${patient.id}`, { fiscalCode: 'RSSMRA80A01X001Y', lastName: 'Nuova' });
    const issued = await till.done('POST', `/invoices/${draft.id}/issue`);
    expect(issued.customer).toMatchObject({ lastName: 'Nuova', fiscalCode: 'RSSMRA80A01X001Y' });
    await till.done('PATCH', `/patients/${patient.id}`, { lastName: 'Altra' });
    expect(await read(draft.id)).toEqual(issued);
  });

  test('sends a doubtful code nowhere with opposition, so it may stand there', async () => {
    const patient = await till.patient({ fiscalCode: 'RSSMRA81A01X001X', tsOpposition: true });
    expect((await till.issued({ patientId: patient.id })).tsOpposition).toBe(true);
  });

  test('does nothing twice', async () => {
    const { id } = await till.issued();
    for (const [method, path, body] of [
      ['POST', '/issue', undefined],
      ['PUT', '', { issuerId: 1, customer: COMPANY, lines: lines(1) }],
      ['PATCH', '', { notes: 'x' }],
      ['DELETE', '', undefined],
    ] as const) {
      const before = await read(id);
      expect(refusal(await till.send(method, `/invoices/${id}${path}`, body))).toBe('422 invalid_transition');
      expect(await read(id)).toEqual(before);
    }
    expect(refusal(await till.send('PATCH', `/invoices/${id}`, { issuerId: 'x' }))).toMatch(/^400 invalid_request/);
  });

  test('one answer to one key', async () => {
    const { id } = await till.draft();
    const headers = { 'idempotency-key': `issue-${id}` };
    const first = await till.send('POST', `/invoices/${id}/issue`, undefined, { headers });
    const second = await till.send('POST', `/invoices/${id}/issue`, undefined, { headers });
    expect(second).toMatchObject({ status: 200, text: first.text });
  });

  test('needs what SdI needs', async () => {
    const issue = async (customer: object) => {
      const { id } = await till.draft({ patientId: undefined, customer });
      return refusal(await till.send('POST', `/invoices/${id}/issue`));
    };
    const { vatNumber: _, ...nameless } = COMPANY;
    expect(await issue(nameless)).toBe('422 validation_failed customer.vatNumber required');
    expect(await issue({ ...COMPANY, address: { street: 'Via' } })).toBe(
      '422 validation_failed customer.address.zip required',
    );
    const body = { kind: 'public_body', name: 'Ente', fiscalCode: '00000049999', address: COMPANY.address };
    expect(await issue(body)).toBe('422 validation_failed customer.sdiCode required');
  });

  test.each([
    `update invoices set total_cents = total_cents + 1 where id = $1`,
    `update invoices set details = jsonb_set(details, '{document,notes}', '"x"') where id = $1`,
    `update invoices set status = 'draft', number = null, year = null, formatted_number = null, issued_at = null where id = $1`,
    `update invoices set number = number + 1 where id = $1`,
    `update invoices set issue_date = issue_date - 1 where id = $1`,
    'delete from invoices where id = $1',
  ])('the database refuses, too: %s', async (sql) => {
    const { id } = await till.issued();
    const before = await read(id);
    await expect(superuser.query(sql, [id])).rejects.toThrow(/an issued invoice cannot/);
    expect(await read(id)).toEqual(before);
  });

  test('the database lets no number be skipped or invented', async () => {
    const { issuerId } = await till.issued();
    const { id } = await till.draft({ issuerId });
    const series = (set: string) =>
      superuser.query(`update invoice_series set ${set} where issuer_id = $1`, [issuerId]);
    await expect(series('last_number = last_number + 2')).rejects.toThrow('grows by one');
    await expect(series('last_number = last_number')).rejects.toThrow('grows by one');
    await expect(series(`last_number = last_number + 1, last_date = last_date - 1`)).rejects.toThrow('grows by one');
    for (const number of [1, 2])
      await expect(
        superuser.query(
          `update invoices set status = 'issued', year = 2026, number = $2, formatted_number = 'x1', issued_at = now(),
                  issue_date = '2026-11-20' where id = $1`,
          [id, number],
        ),
      ).rejects.toThrow(number === 1 ? 'invoices_number' : 'not taken of the series');
  });
});

describe('the PDF', () => {
  const pdfOf = (id: number, headers: Record<string, string> = {}) =>
    till.platform.call('GET', `${CLINIC}/invoices/${id}/pdf`, { headers });
  const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());
  let invoice: Body;
  let whole: Buffer;
  beforeAll(async () => {
    invoice = await till.issued();
    whole = await bytesOf(await pdfOf(invoice.id));
  });

  test('is what was rendered at issue, with its digest', async () => {
    const response = await pdfOf(invoice.id);
    const digest = createHash('sha256').update(whole).digest();
    expect(response.status).toBe(200);
    expect(whole.subarray(0, 5).toString()).toBe('%PDF-');
    expect(whole.subarray(-6).toString()).toBe('%%EOF\n');
    expect(invoice.pdf).toEqual({
      path: `/invoices/${invoice.id}/pdf`,
      sha256: digest.toString('hex'),
      bytes: whole.length,
    });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(whole.length),
      'content-disposition': 'attachment; filename="1-T-2026.pdf"',
      digest: `sha-256=${digest.toString('base64')}`,
      'repr-digest': `sha-256=:${digest.toString('base64')}:`,
      'accept-ranges': 'bytes',
    });
    expect((await bytesOf(await pdfOf(invoice.id))).equals(whole)).toBe(true);
  });

  test('comes in parts', async () => {
    const size = whole.length;
    for (const [range, start, end] of [
      ['bytes=0-9', 0, 10],
      ['bytes=10-', 10, size],
      ['bytes=-7', size - 7, size],
      [`bytes=5-${size + 100}`, 5, size],
      [`bytes=-${size + 100}`, 0, size],
    ] as const) {
      const response = await pdfOf(invoice.id, { range });
      expect([range, response.status, response.headers.get('content-range')]).toEqual([
        range,
        206,
        `bytes ${start}-${end - 1}/${size}`,
      ]);
      expect((await bytesOf(response)).equals(whole.subarray(start, end))).toBe(true);
    }
    for (const range of [`bytes=${size}-`, 'bytes=-0']) {
      const response = await pdfOf(invoice.id, { range });
      expect([response.status, response.headers.get('content-range')]).toEqual([416, `bytes */${size}`]);
      expect(((await response.json()) as Body).error).toBe('range_not_satisfiable');
    }
    for (const range of ['bytes=0-1,3-4', 'bytes=9-2', 'pages=1-2', 'bytes=x-', 'bytes=-', ''])
      expect((await pdfOf(invoice.id, { range })).status).toBe(200);
  });

  test('goes on where it stopped only if it is the same', async () => {
    const etag = (await pdfOf(invoice.id)).headers.get('etag')!;
    expect((await pdfOf(invoice.id, { 'if-none-match': etag })).status).toBe(304);
    expect((await pdfOf(invoice.id, { range: 'bytes=0-9', 'if-range': etag })).status).toBe(206);
    expect((await pdfOf(invoice.id, { range: 'bytes=0-9', 'if-range': '"other"' })).status).toBe(200);
  });

  test('of a draft is none', async () => {
    const { id } = await till.draft();
    expect(refusal(await till.send('GET', `/invoices/${id}/pdf`))).toBe('422 invalid_transition');
  });

  test('can never change', async () => {
    const db = till.platform.database.forTenant({ tenantId: 'sandbox-clinic', timeZone: 'UTC' });
    for (const [name, sql] of [
      ['test_change_pdf', `update invoice_documents set content = 'x'`],
      ['test_delete_pdf', 'delete from invoice_documents'],
      ['test_change_payment', 'update invoice_payments set amount_cents = 1'],
      ['test_delete_series', 'delete from invoice_series'],
    ] as const)
      await expect(db.query({ name, text: sql })).rejects.toThrow('permission denied');
  });

  test('is rendered for names of any letters and many lines', async () => {
    const patient = await till.patient({ lastName: 'Đorđević 東京' });
    const many = Array.from({ length: 100 }, (_, index) => ({
      description: `Riga ${index} ${'lunga '.repeat(20)}`,
      unitPrice: 1,
    }));
    expect((await till.issued({ patientId: patient.id, lines: many })).pdf.bytes).toBeGreaterThan(5_000);
  });
});

describe('payments', () => {
  const pay = (id: number, body: object) => till.send('POST', `/invoices/${id}/payments`, body);

  test('are noted up to the balance', async () => {
    const { id } = await till.issued();
    const first = await pay(id, { method: 'cash', amount: 52 });
    expect(first).toMatchObject({ status: 201, body: { amount: 52, traceable: false, date: '2026-11-20' } });
    expect(await read(id)).toMatchObject({ status: 'partially_paid', version: 3, paid: 52, balance: 50 });
    expect(refusal(await pay(id, { method: 'card', amount: 50.01 }))).toBe(
      '422 validation_failed amount exceeds_balance',
    );
    await pay(id, { method: 'card', amount: 50, date: '2026-11-19', reference: 'POS 7' });
    expect(await read(id)).toMatchObject({ status: 'paid', paid: 102, balance: 0 });
    expect(refusal(await pay(id, { method: 'card', amount: 0.01 }))).toBe(
      '422 validation_failed amount exceeds_balance',
    );
    const { items, hasMore } = await till.done('GET', `/invoices/${id}/payments?limit=1`);
    expect([items, hasMore]).toEqual([[first.body], true]);
    expect(await till.done('GET', `/invoices/${id}/payments?offset=1&includeTotal=true`)).toMatchObject({
      items: [{ method: 'card', traceable: true, reference: 'POS 7', date: '2026-11-19' }],
      total: 2,
    });
  });

  test('of nothing, of fractions, of tomorrow, of traceable cash and of drafts are refused', async () => {
    const { id } = await till.issued();
    expect(refusal(await pay(id, { method: 'card', amount: 0 }))).toMatch(/^400 invalid_request amount/);
    expect(refusal(await pay(id, { method: 'card', amount: 1.234 }))).toBe(
      '400 invalid_request amount invalid_decimals',
    );
    expect(refusal(await pay(id, { method: 'card', amount: 1, date: '2026-11-21' }))).toBe(
      '422 validation_failed date in_future',
    );
    expect(refusal(await pay(id, { method: 'cash', amount: 1, traceable: true }))).toBe(
      '422 validation_failed traceable cash_not_traceable',
    );
    expect(refusal(await pay((await till.draft()).id, { method: 'card', amount: 1 }))).toBe('422 invalid_transition');
  });

  test('of 20 at once never exceed the balance', async () => {
    const { id } = await till.issued();
    const answers = await Promise.all(Array.from({ length: 20 }, () => pay(id, { method: 'card', amount: 10.2 })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(10);
    expect(await read(id)).toMatchObject({ status: 'paid', paid: 102 });
  });
});

describe('credit notes', () => {
  const credit = (id: number, body: object = {}) =>
    till.send('POST', `/invoices/${id}/credit-notes`, { reason: 'Errore', ...body });

  test('take back the whole, with numbers of their own', async () => {
    const invoice = await till.issued();
    const { status, body: note } = await credit(invoice.id);
    expect(status).toBe(201);
    expect(note).toMatchObject({
      status: 'issued',
      documentType: 'TD04',
      creditsInvoiceId: invoice.id,
      reason: 'Errore',
      formattedNumber: '2/T/2026',
      customer: invoice.customer,
      lines: [{ creditsLineNumber: 1, amount: 100, vat: { nature: 'N4' } }],
      totals: { fees: 100, stamp: 2, total: 102 },
      stamp: { due: true, amount: 2, chargedToCustomer: false, charged: 2 },
    });
    expect(await read(invoice.id)).toMatchObject({ status: 'credited', credited: 102, balance: 0 });
    expect(refusal(await credit(invoice.id))).toBe('422 invalid_transition');
    expect(refusal(await credit(note.id))).toBe('422 invalid_transition');
    expect((await till.done('GET', `/invoices?creditsInvoiceId=${invoice.id}`)).items).toEqual([note]);
  });

  test('take back parts, never more than is left of a line', async () => {
    const issuerId = await till.issuer({
      kind: 'professional',
      fund: { type: 'TC21', rate: 2 },
      creditNoteSection: 'NC',
    });
    const vat = { rate: 22 };
    const invoice = await till.issued({
      issuerId,
      patientId: undefined,
      customer: COMPANY,
      lines: [{ description: 'A', unitPrice: 33.33, vat }, ...lines(66.67)],
    });
    const part = (await credit(invoice.id, { lines: [{ lineNumber: 1, amount: 11.11 }] })).body;
    expect(part).toMatchObject({
      formattedNumber: '1/NC/2026',
      totals: { fees: 11.11, social: 0.22, vat: 2.49, stamp: 0, total: 13.82, withheld: 2.22, due: 11.6 },
    });
    expect(await read(invoice.id)).toMatchObject({ status: 'partially_credited', credited: 13.82 });
    const over = { lines: [{ lineNumber: 1, amount: 22.23 }] };
    expect(refusal(await credit(invoice.id, over))).toBe('422 validation_failed lines.0.amount exceeds_invoice');
    expect(refusal(await credit(invoice.id, { lines: [{ lineNumber: 3, amount: 1 }] }))).toBe(
      '422 validation_failed lines.0.lineNumber not_found',
    );
    expect(refusal(await credit(invoice.id, { lines: [{ lineNumber: 1, amount: 0 }] }))).toBe(
      '422 validation_failed lines.0.amount nothing_to_credit',
    );
    const twice = {
      lines: [
        { lineNumber: 1, amount: 1 },
        { lineNumber: 1, amount: 1 },
      ],
    };
    expect(refusal(await credit(invoice.id, twice))).toBe('422 validation_failed lines.1.lineNumber duplicate');
    const rest = (await credit(invoice.id)).body;
    for (const amount of ['fees', 'social', 'vat', 'total', 'withheld', 'due'])
      expect(part.totals[amount] + rest.totals[amount]).toBeCloseTo(invoice.totals[amount], 6);
    expect(await read(invoice.id)).toMatchObject({ status: 'credited', balance: 0 });
  });

  test('are dated after the invoice and not in the future', async () => {
    const { id } = await till.issued({ issueDate: '2026-11-10' });
    expect(refusal(await credit(id, { issueDate: '2026-11-09' }))).toBe(
      '422 validation_failed issueDate before_invoice',
    );
    expect(refusal(await credit(id, { issueDate: '2026-11-21' }))).toBe('422 validation_failed issueDate in_future');
    expect(refusal(await credit((await till.draft()).id))).toBe('422 invalid_transition');
  });

  test('of an invoice that was paid are given back', async () => {
    const { id } = await till.issued({ lines: lines(50) });
    await till.done('POST', `/invoices/${id}/payments`, { method: 'card', amount: 50 });
    const note = (await credit(id, { lines: [{ lineNumber: 1, amount: 20 }] })).body;
    expect(await read(id)).toMatchObject({ status: 'paid', balance: -20 });
    await till.done('POST', `/invoices/${note.id}/payments`, { method: 'bank_transfer', amount: 20 });
    expect(await read(note.id)).toMatchObject({ status: 'paid', paid: 20, stamp: { due: false } });
  });

  test('of 12 at once together never exceed the invoice', async () => {
    const { id } = await till.issued({ lines: lines(50) });
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => credit(id, { lines: [{ lineNumber: 1, amount: 10 }] })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(5);
    expect(await read(id)).toMatchObject({ status: 'credited', credited: 50 });
    const numbers = answers.flatMap(({ body }) => body.number ?? []).sort();
    expect(numbers).toEqual([2, 3, 4, 5, 6]);
  });
});

describe('what a patient has', () => {
  test('becomes that of whom the patient is merged into; what was issued stays as it is', async () => {
    const [loser, winner] = [await till.patient(), await till.patient()];
    const issued = await till.issued({ patientId: loser.id });
    const draft = await till.draft({ patientId: loser.id });
    await till.done('POST', `/patients/${loser.id}/merge`, { intoId: winner.id });
    expect(await read(issued.id)).toMatchObject({ patientId: winner.id, customer: issued.customer, pdf: issued.pdf });
    expect(await till.done('POST', `/invoices/${draft.id}/issue`)).toMatchObject({
      patientId: winner.id,
      customer: { lastName: winner.lastName },
    });
  });

  test('cannot be left without the patient', async () => {
    const { patientId } = await till.issued();
    expect((await till.send('DELETE', `/patients/${patientId}`)).status).toBe(422);
  });
});
