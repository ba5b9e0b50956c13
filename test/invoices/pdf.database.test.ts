import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Body, CLINIC, openTill, type Till } from './till.ts';

let till: Till;
beforeAll(async () => {
  till = await openTill();
});
afterAll(async () => {
  await till.close();
});
beforeEach(() => till.setClock('2026-11-20T10:00:00+01:00'));

const refusal = ({ status, body }: Awaited<ReturnType<Till['send']>>) =>
  `${status} ${body.error} ${body.details[0]?.field ?? ''} ${body.details[0]?.code ?? ''}`.trim();

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
