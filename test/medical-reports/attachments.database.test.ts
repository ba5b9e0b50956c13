import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { CLINIC, PNG, type ReportClinic, startReportClinic } from './reports.ts';

let clinic: ReportClinic;
/** Other tests of this machine receive files as well. */
let spoolFolder: string;
beforeAll(async () => {
  clinic = await startReportClinic();
  spoolFolder = await mkdtemp(join(tmpdir(), 'corsia-spool-'));
  vi.stubEnv('TMPDIR', spoolFolder);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await clinic.close();
  await rm(spoolFolder, { recursive: true });
});

const MOST_BYTES = 20 * 1024 * 1024;
const attachmentsOf = ({ id }: { id: number }) => `/medical-reports/${id}/attachments`;
/** A PDF by its first bytes, of any size. */
const pdfOf = (bytes: number) => new Blob(['%PDF-1.7\n', Buffer.alloc(bytes - 9, 'x')]);
const storedFiles = async () => {
  const entries = await readdir(clinic.platform.fileFolder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
};
const spooled = async () => readdir(spoolFolder);
const download = (path: string, headers: Record<string, string> = {}) =>
  clinic.platform.call('GET', CLINIC + path, { headers });

describe('a file', () => {
  test('is attached to a draft, and answered as it was sent, whole or in part', async () => {
    const report = await clinic.draft();
    const content = Buffer.from(await pdfOf(300_000).arrayBuffer());
    const answer = await clinic.upload('other', attachmentsOf(report), new Blob([content]), 'Esame è 1.pdf');
    const sha256 = createHash('sha256').update(content).digest('hex');
    expect(answer).toMatchObject({
      status: 201,
      body: { name: 'Esame è 1.pdf', mediaType: 'application/pdf', bytes: 300_000, sha256 },
    });
    const path = `${attachmentsOf(report)}/${answer.body.id}`;
    expect(answer.headers.get('location')).toBe(CLINIC + path);
    const after = (await clinic.as('author', 'GET', `/medical-reports/${report.id}`)).body;
    expect(after).toMatchObject({ version: 2, attachments: [answer.body] });
    expect((await clinic.as('author', 'GET', attachmentsOf(report))).body).toEqual({ items: [answer.body] });

    const whole = await download(path);
    expect(Buffer.from(await whole.arrayBuffer())).toEqual(content);
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
      'content-disposition': expect.stringMatching(/^attachment/),
      'repr-digest': `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`,
    });
    const end = await download(path, { range: 'bytes=-10' });
    expect([end.status, end.headers.get('content-range')]).toEqual([206, 'bytes 299990-299999/300000']);
    expect(Buffer.from(await end.arrayBuffer())).toEqual(content.subarray(-10));
  });

  test.each([
    ['HTML', '<!doctype html><script>alert(1)</script>', 'page.pdf'],
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', 'image.png'],
    ['a program', Buffer.from('7f454c460201010000000000000000000000', 'hex'), 'scan.jpg'],
    ['a ZIP archive', Buffer.from('504b0304140000000000', 'hex'), 'scan.pdf'],
    ['text', 'hello', 'note.txt'],
  ])('is told by its content, whatever its name: %s is refused', async (_what, content, name) => {
    const report = await clinic.draft();
    const before = await storedFiles();
    const answer = await clinic.upload('author', attachmentsOf(report), new Blob([content]), name);
    expect(answer).toMatchObject({ status: 415, body: { error: 'unsupported_media_type' } });
    expect(await storedFiles()).toEqual(before);
  });

  test('is one of at most 20', async () => {
    const report = await clinic.draft();
    await clinic.sql(
      `insert into medical_report_attachments (tenant_id, report_id, name, media_type, bytes, sha256, store_key)
       select 'sandbox-clinic', $1::bigint, 'scan.png', 'image/png', 1, '', 'ab' || n || $1 from generate_series(1, 19) n`,
      [report.id],
    );
    expect((await clinic.upload('author', attachmentsOf(report), PNG, 'a.png')).status).toBe(201);
    const before = await storedFiles();
    expect(await clinic.upload('author', attachmentsOf(report), PNG, 'a.png')).toMatchObject({
      status: 422,
      body: { error: 'validation_failed', details: [{ field: 'file', code: 'too_many' }] },
    });
    expect(await storedFiles()).toEqual(before);
  });

  test.each([['x'.repeat(201)], [' ']])('has a name of some length', async (name) => {
    const report = await clinic.draft();
    expect(await clinic.upload('author', attachmentsOf(report), PNG, name)).toMatchObject({
      status: 400,
      body: { error: 'invalid_request', details: [{ field: 'file', code: 'invalid_name' }] },
    });
  });

  test('has at most 20 MB, and is not empty', async () => {
    const report = await clinic.draft();
    expect((await clinic.upload('author', attachmentsOf(report), pdfOf(MOST_BYTES), 'a.pdf')).status).toBe(201);
    expect(await clinic.upload('author', attachmentsOf(report), pdfOf(MOST_BYTES + 1), 'a.pdf')).toMatchObject({
      status: 413,
      body: { error: 'payload_too_large' },
    });
    expect(await clinic.upload('author', attachmentsOf(report), new Blob([]), 'a.pdf')).toMatchObject({
      status: 400,
      body: { error: 'invalid_request', details: [{ field: 'file' }] },
    });
    expect(await spooled()).toEqual([]);
  });

  test.each([
    ['JSON', 'application/json', '{}', 415],
    ['no boundary', 'multipart/form-data', 'x', 400],
    ['nothing between the boundaries', 'multipart/form-data; boundary=x', '--x--\r\n', 400],
    [
      'a field',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="file"\r\n\r\n1\r\n--x--\r\n',
      400,
    ],
    [
      'a part of another name',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="other"; filename="a.pdf"\r\n\r\n%PDF-1.7\r\n--x--\r\n',
      400,
    ],
    [
      'a file without an end',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7',
      400,
    ],
  ])('comes as one part of a form: %s is refused', async (_what, type, body, status) => {
    const report = await clinic.draft();
    const headers = { 'content-type': type };
    const answer = await clinic.platform.call('POST', CLINIC + attachmentsOf(report), { body, headers });
    expect(answer.status).toBe(status);
    expect((await clinic.as('author', 'GET', attachmentsOf(report))).body).toEqual({ items: [] });
    expect(await spooled()).toEqual([]);
  });

  test('is not received where there is no room for it, and can be sent again later', async () => {
    const report = await clinic.draft();
    vi.stubEnv('TMPDIR', join(spoolFolder, 'no-room'));
    const answer = await clinic.upload('author', attachmentsOf(report), PNG, 'a.png').finally(() => {
      vi.stubEnv('TMPDIR', spoolFolder);
    });
    expect(answer).toMatchObject({ status: 503, body: { error: 'unavailable' } });
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(await clinic.upload('author', attachmentsOf(report), PNG, 'a.png')).toMatchObject({ status: 201 });
  });

  test('leaves nothing behind when whoever sends it goes away', async () => {
    const report = await clinic.draft();
    const before = await storedFiles();
    const { port } = new URL(clinic.platform.apiUrl);
    const token = await clinic.platform.token();
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), 'localhost', () => {
        socket.write(
          `POST ${CLINIC}${attachmentsOf(report)} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n` +
            'Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 100000\r\n\r\n' +
            '--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7',
        );
        setTimeout(() => socket.destroy(), 300);
      });
      socket.on('close', () => resolve());
    });
    await expect.poll(spooled).toEqual([]);
    expect(await storedFiles()).toEqual(before);
    expect((await clinic.as('author', 'GET', attachmentsOf(report))).body).toEqual({ items: [] });
  });

  test('is removed with its content while the report is a draft, and with the draft', async () => {
    const before = await storedFiles();
    const report = await clinic.draft();
    const one = (await clinic.upload('author', attachmentsOf(report), PNG, 'a.png')).body;
    await clinic.upload('author', attachmentsOf(report), PNG, 'b.png');
    expect((await clinic.as('author', 'DELETE', `${attachmentsOf(report)}/${one.id}`)).status).toBe(204);
    expect((await clinic.as('author', 'DELETE', `${attachmentsOf(report)}/${one.id}`)).status).toBe(404);
    expect((await download(`${attachmentsOf(report)}/${one.id}`)).status).toBe(404);
    expect(await storedFiles()).toHaveLength(before.length + 1);
    expect((await clinic.as('author', 'DELETE', `/medical-reports/${report.id}`)).status).toBe(204);
    expect(await storedFiles()).toEqual(before);
    expect(await clinic.sql('select * from forsaken_files')).toEqual([]);
  });

  test('belongs to one report', async () => {
    const [one, other] = [await clinic.draft(), await clinic.draft()];
    const { body } = await clinic.upload('author', attachmentsOf(one), PNG, 'a.png');
    expect((await download(`${attachmentsOf(other)}/${body.id}`)).status).toBe(404);
    expect((await clinic.as('author', 'DELETE', `${attachmentsOf(other)}/${body.id}`)).status).toBe(404);
    expect((await download(`${attachmentsOf(one)}/${body.id}`)).status).toBe(200);
  });

  test('is one of twenty at most', async () => {
    const report = await clinic.draft();
    const upload = () => clinic.upload('author', attachmentsOf(report), PNG, 'a.png');
    const answers = await Promise.all(Array.from({ length: 24 }, upload));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(20);
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(4);
    expect((await clinic.as('author', 'GET', attachmentsOf(report))).body.items).toHaveLength(20);
  });
});

describe('a signed report', () => {
  test('neither gains nor loses files, by the database itself', async () => {
    const draft = await clinic.draft();
    const { body } = await clinic.upload('author', attachmentsOf(draft), PNG, 'a.png');
    const signed = await clinic.sign({ id: draft.id, version: 2 });
    expect(signed.body.attachments).toEqual([body]);
    const before = await storedFiles();
    expect(await clinic.upload('author', attachmentsOf(draft), PNG, 'b.png')).toMatchObject({
      status: 409,
      body: { error: 'report_signed' },
    });
    expect(await clinic.as('author', 'DELETE', `${attachmentsOf(draft)}/${body.id}`)).toMatchObject({
      status: 409,
      body: { error: 'report_signed' },
    });
    expect(await storedFiles()).toEqual(before);
    for (const statement of [
      'delete from medical_report_attachments where id = $1',
      `insert into medical_report_attachments (tenant_id, report_id, name, media_type, bytes, sha256, store_key)
       select tenant_id, report_id, name, media_type, bytes, sha256, store_key || '0' from medical_report_attachments where id = $1`,
    ])
      await expect(clinic.sql(statement, [body.id])).rejects.toThrow(/attachments of a signed medical report/);
  });

  test('was reviewed with its files: a file more is another version', async () => {
    const draft = await clinic.draft();
    await clinic.upload('other', attachmentsOf(draft), PNG, 'a.png');
    expect(await clinic.sign(draft)).toMatchObject({ status: 409, body: { error: 'version_conflict' } });
  });
});

test('an Idempotency-Key attaches a file once, and stands for that file', async () => {
  const report = await clinic.draft();
  const before = (await storedFiles()).length;
  const send = (file: Blob) =>
    clinic.upload('author', attachmentsOf(report), file, 'a.png', { 'idempotency-key': 'attach-once' });
  const first = await send(PNG);
  const again = await send(PNG);
  expect(again).toMatchObject({ status: 201, body: first.body });
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  expect(await send(pdfOf(100))).toMatchObject({ status: 422, body: { error: 'idempotency_key_reused' } });
  expect((await clinic.as('author', 'GET', attachmentsOf(report))).body.items).toHaveLength(1);
  expect(await storedFiles()).toHaveLength(before + 1);
});
