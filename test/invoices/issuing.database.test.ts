import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { COMPANY, openTill, type Till } from './till.ts';

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
