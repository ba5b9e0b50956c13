import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPolicies } from '../../src/api/changes/readable.ts';
import { exportable } from '../../src/api/exports/exportable.ts';
import { resources } from '../../src/api/resources.ts';
import { type Body, CLINIC, EXPORTS, type ExportClinic, startExportClinic } from './exporting.ts';

const FEED = [...readPolicies(resources).keys()].sort();

let clinic: ExportClinic;
let everything: Body;
beforeAll(async () => {
  clinic = await startExportClinic();
  everything = await clinic.exported();
}, 60_000);
afterAll(() => clinic.close());

/** All items of a list, each as the text in which it was answered. */
async function listed(path: string, query = ''): Promise<string[]> {
  const items: string[] = [];
  for (let offset = 0; ; offset += 200) {
    const answer = await clinic.call('GET', `${CLINIC}${path}?limit=200&offset=${offset}${query}`);
    expect(answer.status).toBe(200);
    expect(JSON.stringify(answer.body)).toBe(answer.text);
    items.push(...answer.body.items.map((item: unknown) => JSON.stringify(item)));
    if (!answer.body.hasMore) return items;
  }
}

async function listedAs(resource: string, query = ''): Promise<string[]> {
  if (resource !== 'price_list_items') return listed(`/${resource.replaceAll('_', '-')}`, query);
  const items: string[] = [];
  for (const list of await listed('/price-lists'))
    items.push(...(await listed(`/price-lists/${JSON.parse(list).id}/items`, query)));
  return items.sort((a, b) => JSON.parse(a).id - JSON.parse(b).id);
}

const fileOf = (body: Body, resource: string) => body.files.find((file: Body) => file.resource === resource);

describe('an export', () => {
  test('has everything that the changes feed tells of', () => {
    expect(Object.keys(exportable).sort()).toEqual(FEED);
    expect(everything.resources).toEqual(FEED);
    expect(everything.files.map(({ resource }: Body) => resource)).toEqual(FEED);
  });

  test.each(FEED)('has %s byte for byte as their list answers them, in the same order', async (resource) => {
    const file = fileOf(everything, resource);
    const lines = await clinic.lines(file.url);
    expect(lines).toEqual(await listedAs(resource));
    expect(lines.length).toBe(file.count);
    expect(lines.length).toBeGreaterThan(0);
    const content = Buffer.from(lines.map((line) => `${line}\n`).join(''));
    expect(file).toMatchObject({
      name: `${resource}.ndjson`,
      bytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
    });
  });

  test('is queued first, counts, and is 304 while nothing changes', async () => {
    const release = await clinic.hold('rooms');
    const begun = await clinic.begin({ resources: ['rooms'] });
    expect(begun.status).toBe(202);
    expect(begun.body).toMatchObject({ status: 'queued', resources: ['rooms'], files: [], progress: { done: 0 } });
    expect(begun.headers.get('location')).toBe(`${EXPORTS}/${begun.body.id}`);
    expect(begun.headers.get('retry-after')).toBe('2');
    await clinic.until(begun.body.id, ['running']);
    await release();
    const ended = await clinic.until(begun.body.id, ['completed']);
    const { count } = ended.files[0];
    expect(ended.progress).toEqual({ done: count, total: count });
    expect(Date.parse(ended.expiresAt) - Date.parse(ended.completedAt)).toBe(24 * 3600 * 1000);
    const answer = await clinic.call('GET', `${EXPORTS}/${begun.body.id}`);
    const again = await clinic.call('GET', `${EXPORTS}/${begun.body.id}`, {
      headers: { 'if-none-match': answer.headers.get('etag')! },
    });
    expect(again.status).toBe(304);
    expect(answer.headers.get('retry-after')).toBeNull();
  });

  test('with updatedSince has what the list has with it', async () => {
    const since = new Date().toISOString();
    await clinic.sql(`update rooms set updated_at = now(), version = version + 1 where tenant_id = 'sandbox-clinic' and id =
                        (select max(id) from rooms where tenant_id = 'sandbox-clinic')`);
    const body = await clinic.exported({ resources: ['rooms', 'patients'], updatedSince: since });
    const query = `&updatedSince=${encodeURIComponent(since)}`;
    expect(await clinic.lines(fileOf(body, 'rooms').url)).toEqual(await listedAs('rooms', query));
    expect(fileOf(body, 'rooms').count).toBe(1);
    expect(fileOf(body, 'patients')).toMatchObject({ count: 0, bytes: 0 });
    const empty = await clinic.platform.call('GET', fileOf(body, 'patients').url);
    expect([empty.status, await empty.text()]).toEqual([200, '']);
  });

  test('is of one moment, however many pages it has', async () => {
    await clinic.sql(`insert into patients (tenant_id, first_name, last_name, fiscal_code_type, fiscal_code_status)
                      select 'sandbox-clinic', 'A', 'Pagina ' || n, 'NONE', 'unverified' from generate_series(1, 1200) n`);
    const before = await listed('/patients');
    const release = await clinic.hold('patients');
    const begun = await clinic.begin({ resources: ['patients'] });
    await clinic.waiting('%from patients r%');
    // The first page will be read, and cannot be audited before the writer is done.
    const write = await clinic.hold('audit_events', 'share');
    await release();
    await clinic.waiting('insert into audit_events%');
    await write(`update patients set last_name = 'Changed', version = version + 1 where last_name like 'Pagina %';
                 insert into patients (tenant_id, first_name, last_name, fiscal_code_type, fiscal_code_status)
                 values ('sandbox-clinic', 'A', 'Later', 'NONE', 'unverified')`);
    const body = await clinic.until(begun.body.id, ['completed']);
    expect(await clinic.lines(body.files[0].url)).toEqual(before);
  });

  test('is begun once per Idempotency-Key', async () => {
    const options = { body: { resources: ['rooms'] }, headers: { 'idempotency-key': 'nightly' } };
    const first = await clinic.call('POST', EXPORTS, options);
    const second = await clinic.call('POST', EXPORTS, options);
    expect(second.body).toEqual(first.body);
    expect(second.status).toBe(202);
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    await clinic.until(first.body.id, ['completed']);
  });

  test('audits every patient and every document that it shows', async () => {
    const rows = await clinic.sql(
      `select distinct unnest(patient_ids)::int as id from audit_events
        where action = 'exports.create' and document_id is null and request_id =
              (select actor ->> 'requestId' from exports where id = $1)`,
      [everything.id],
    );
    const patients = (await clinic.lines(fileOf(everything, 'patients').url)).map((line) => JSON.parse(line).id);
    expect(rows.map(({ id }) => id)).toEqual(expect.arrayContaining(patients));
    const documents = await clinic.sql(
      `select distinct document_id::int as id from audit_events where action = 'exports.create' and document_id is not null
          and user_id = 'sandbox-manager' and client_id = 'sandbox-web' and cardinality(patient_ids) = 1`,
    );
    const reports = (await clinic.lines(fileOf(everything, 'medical_reports').url)).map(
      (line) => JSON.parse(line).documentId,
    );
    expect(documents.map(({ id }) => id).sort()).toEqual([...new Set(reports)].sort());
  });
});

describe('a download', () => {
  let file: Body;
  const get = (headers: Record<string, string>) => clinic.platform.call('GET', file.url, { headers });
  beforeAll(() => {
    file = fileOf(everything, 'appointments');
  });

  test('that broke off goes on where it was', async () => {
    const whole = await get({});
    const etag = whole.headers.get('etag')!;
    const content = Buffer.from(await whole.arrayBuffer());
    expect(whole.headers.get('content-type')).toBe('application/x-ndjson');
    expect(whole.headers.get('accept-ranges')).toBe('bytes');
    expect(content.length).toBe(file.bytes);
    const half = Math.floor(file.bytes / 2);
    const first = await get({ range: `bytes=0-${half - 1}` });
    const rest = await get({ range: `bytes=${half}-`, 'if-range': etag });
    expect([first.status, rest.status]).toEqual([206, 206]);
    expect(rest.headers.get('content-range')).toBe(`bytes ${half}-${file.bytes - 1}/${file.bytes}`);
    const parts = [Buffer.from(await first.arrayBuffer()), Buffer.from(await rest.arrayBuffer())];
    expect(createHash('sha256').update(Buffer.concat(parts)).digest('hex')).toBe(file.sha256);
  });

  test('of another file than before begins anew', async () => {
    const answer = await get({ range: 'bytes=10-', 'if-range': '"another"' });
    expect(answer.status).toBe(200);
    expect((await answer.arrayBuffer()).byteLength).toBe(file.bytes);
  });

  test('is 304 for who has it, and 416 behind its end', async () => {
    const etag = (await get({})).headers.get('etag')!;
    expect((await get({ 'if-none-match': etag })).status).toBe(304);
    const behind = await get({ range: `bytes=${file.bytes}-` });
    expect([behind.status, behind.headers.get('content-range')]).toEqual([416, `bytes */${file.bytes}`]);
    expect(await behind.json()).toMatchObject({ error: 'range_not_satisfiable' });
  });
});

describe('removal', () => {
  const filesInStore = async () =>
    (await readdir(clinic.platform.fileFolder, { recursive: true })).filter((name) => name.length > 20);
  const keysOf = async (id: number) =>
    (await clinic.sql('select store_key from export_files where export_id = $1', [id])).map(
      ({ store_key }) => store_key,
    );
  const stored = async (keys: string[]) => {
    const names = await filesInStore();
    return keys.filter((key) => names.some((name) => name.endsWith(key)));
  };
  const gone = async (keys: string[]) => {
    while ((await stored(keys)).length > 0);
  };

  test('after a day takes the files, then the export', async () => {
    const { id, files } = await clinic.exported({ resources: ['rooms', 'locations'] });
    const keys = await keysOf(id);
    expect(await stored(keys)).toEqual(keys);
    await clinic.sql(`update exports set expires_at = now() - interval '1 second' where id = $1`, [id]);
    // Over is over, before any worker came by.
    expect(await clinic.call('GET', `${EXPORTS}/${id}`)).toMatchObject({ body: { status: 'expired', files: [] } });
    expect((await clinic.platform.call('GET', files[0].url)).status).toBe(404);
    await clinic.sql('update export_jobs set due_at = now() where export_id = $1', [id]);
    await gone(keys);
    while ((await keysOf(id)).length > 0);
    expect(await clinic.call('GET', `${EXPORTS}/${id}`)).toMatchObject({ body: { status: 'expired' } });
    await clinic.sql('update export_jobs set due_at = now() where export_id = $1', [id]);
    while ((await clinic.sql('select 1 from exports where id = $1', [id])).length > 0);
    expect((await clinic.call('GET', `${EXPORTS}/${id}`)).status).toBe(404);
  });

  test('at once takes it from sight, and the files from the store', async () => {
    const { id, files } = await clinic.exported({ resources: ['rooms'] });
    const keys = await keysOf(id);
    expect((await clinic.call('DELETE', `${EXPORTS}/${id}`)).status).toBe(204);
    expect((await clinic.call('GET', `${EXPORTS}/${id}`)).status).toBe(404);
    expect((await clinic.call('DELETE', `${EXPORTS}/${id}`)).status).toBe(404);
    expect((await clinic.platform.call('GET', files[0].url)).status).toBe(404);
    await gone(keys);
    // What somebody who did not know yet has stored meanwhile is removed an hour later, with the rows.
    expect(await keysOf(id)).toEqual(keys);
    await clinic.sql(`update exports set deleted_at = deleted_at - interval '1 hour' where id = $1`, [id]);
    await clinic.sql('update export_jobs set due_at = now() where export_id = $1', [id]);
    while ((await clinic.sql('select 1 from exports where id = $1', [id])).length > 0);
    expect(
      await clinic.sql(`select user_id from audit_events where action = 'exports.delete' and outcome = 'success'`),
    ).toEqual([{ user_id: 'sandbox-manager' }]);
  });

  test('while it runs ends it, and leaves nothing behind', async () => {
    // Read with the treatments, but not when they are counted.
    const release = await clinic.hold('treatment_practitioners');
    const { body } = await clinic.begin({ resources: ['rooms', 'treatments'] });
    while (
      (await clinic.sql('select 1 from export_files where export_id = $1 and finished_at is null', [body.id]))
        .length === 0
    );
    expect((await clinic.call('DELETE', `${EXPORTS}/${body.id}`)).status).toBe(204);
    await release();
    await gone(await keysOf(body.id));
    const next = await clinic.exported({ resources: ['treatments'] });
    expect(next.files).toHaveLength(1);
    expect(await stored(await keysOf(body.id))).toEqual([]);
  });
});
