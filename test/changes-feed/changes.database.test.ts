import pg from 'pg';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeCursor } from '../../src/api/changes/cursor.ts';
import { type CheckedCall, checkedCalls } from '../contract/checked-calls.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { settle } from '../polling/poller.ts';
import { CHANGES, drain, type Feed, poll } from './feed.ts';

const CLINIC = '/v2/tenants/sandbox-clinic';
const PATIENTS = `${CLINIC}/patients`;

let platform: Platform;
let call: CheckedCall<Feed>;
let client: pg.Client;
let instant = Temporal.Instant.from('2026-11-21T10:00:00Z');
beforeAll(async () => {
  platform = await startPlatform({ clock: () => instant });
  const checked = await checkedCalls<Feed>(platform);
  call = async (method, path, options) => {
    // The whole server shares the horizon: other tests' transactions may still be running.
    if (path.includes('/changes')) await settle(platform);
    return checked(method, path, options);
  };
  client = new pg.Client({ connectionString: platform.superuserUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await platform.close();
});

const later = (hours: number) => {
  instant = instant.add({ hours });
};
const create = async (): Promise<number> => {
  const { body } = await call('POST', PATIENTS, { body: { firstName: 'Anna', lastName: 'Seguita' } });
  return (body as unknown as { id: number }).id;
};
const now = async (options: Parameters<typeof poll>[2] = {}) => (await poll(call, 'now', options)).nextCursor;
const brief = ({ items }: Pick<Feed, 'items'>) =>
  items.map(({ resource, id, op, version }) => [resource, id, op, version]);

describe('the feed', () => {
  test('tells every change once, in order, deletions and merges included', async () => {
    const cursor = await now();
    const [kept, merged, gone] = [await create(), await create(), await create()];
    await call('PATCH', `${PATIENTS}/${kept}`, { body: { sex: 'F' } });
    await call('POST', `${PATIENTS}/${merged}/merge`, { body: { intoId: kept } });
    await call('DELETE', `${PATIENTS}/${gone}`);
    const feed = await poll(call, cursor);
    expect(brief(feed)).toEqual([
      ['patients', kept, 'created', 1],
      ['patients', merged, 'created', 1],
      ['patients', gone, 'created', 1],
      ['patients', kept, 'updated', 2],
      ['patients', merged, 'merged', 2],
      ['patients', kept, 'updated', 3],
      ['patients', gone, 'deleted', 2],
    ]);
    expect(feed.hasMore).toBe(false);
    expect((await poll(call, feed.nextCursor)).items).toEqual([]);
  });

  test('comes in pages that neither overlap nor leave anything out', async () => {
    const cursor = await now();
    const ids: number[] = [];
    for (let at = 0; at < 7; at += 1) ids.push(await create());
    const seen: number[] = [];
    let next = cursor;
    for (const size of [3, 3, 1]) {
      const { body } = await call('GET', `${CHANGES}?cursor=${next}&limit=3`);
      expect({ size: body.items.length, hasMore: body.hasMore }).toEqual({ size, hasMore: size === 3 });
      seen.push(...body.items.map(({ id }) => id));
      next = body.nextCursor;
    }
    expect(seen).toEqual(ids);
  });

  test('pages through the many changes of one transaction', async () => {
    const cursor = await now();
    await client.query(
      `insert into patients (tenant_id, first_name, last_name, fiscal_code_type, fiscal_code_status)
       select 'sandbox-clinic', 'A', 'B', 'NONE', 'unverified' from generate_series(1, 450)`,
    );
    const { items } = await drain(call, cursor);
    expect(items).toHaveLength(450);
    expect(new Set(items.map(({ id }) => id)).size).toBe(450);
  });

  test('without a cursor tells of everything that exists', async () => {
    const { items } = await drain(call, undefined, { query: '&resources=rooms,practitioners' });
    const { rows } = await client.query(
      `select 'rooms ' || id as name from rooms where tenant_id = 'sandbox-clinic'
       union all select 'practitioners ' || id from practitioners where tenant_id = 'sandbox-clinic'`,
    );
    expect(rows.length).toBeGreaterThan(5);
    expect(new Set(items.map(({ resource, id }) => `${resource} ${id}`))).toEqual(
      new Set(rows.map(({ name }) => name)),
    );
  });

  test('is only about the resources that are asked for', async () => {
    const cursor = await now();
    const patientId = await create();
    const body = { patientId, title: 'Cure', start: '2026-11-01' };
    const { body: episode } = await call('POST', `${CLINIC}/episodes`, { body });
    const { id } = episode as unknown as { id: number };
    expect(brief(await poll(call, cursor, { query: '&resources=episodes' }))).toEqual([['episodes', id, 'created', 1]]);
    expect(brief(await poll(call, cursor)).map(([resource]) => resource)).toEqual(['patients', 'episodes']);
    const unknown = await call('GET', `${CHANGES}?resources=patients,nonsense`);
    expect(unknown).toMatchObject({
      status: 400,
      body: { error: 'invalid_parameter', details: [{ field: 'resources' }] },
    });
  });

  test('is 304 while nothing is new, and tells nobody in the audit', async () => {
    const cursor = await now();
    const first = await call('GET', `${CHANGES}?cursor=${cursor}`);
    const audited = async () =>
      (await client.query(`select count(*)::int as n from audit_events where action = 'changes.list'`)).rows[0].n;
    const before = await audited();
    const headers = { 'if-none-match': first.headers.get('etag')! };
    const again = await call('GET', `${CHANGES}?cursor=${first.body.nextCursor}`, { headers });
    expect({ status: again.status, text: again.text }).toEqual({ status: 304, text: '' });
    expect(await audited()).toBe(before);
    await create();
    expect((await call('GET', `${CHANGES}?cursor=${cursor}`, { headers })).body.items).toHaveLength(1);
    expect(await audited()).toBe(before + 1);
  });
});

describe('who may follow what', () => {
  test('is what the token and the role may read', async () => {
    const doctor = { email: 'doctor@sandbox.test' };
    const token = await platform.token(doctor);
    const narrow = await platform.token({ ...doctor, scope: 'giponext.patients' });
    const resourcesOf = async (options: { token: string }) =>
      new Set((await drain(call, undefined, options)).items.map(({ resource }) => resource));
    const all = await resourcesOf({ token });
    expect(all).toContain('appointments');
    expect(all).toContain('medical_reports');
    expect(all).not.toContain('invoices');
    expect(await resourcesOf({ token: narrow })).toEqual(new Set(['patients']));
  });

  test('is refused by scope, by permission, and when nothing is left', async () => {
    const narrow = await platform.token({ scope: 'giponext.patients' });
    const refused = (query: string, token: string) => call('GET', `${CHANGES}${query}`, { token });
    expect(await refused('?resources=patients,episodes', narrow)).toMatchObject({
      status: 403,
      body: { error: 'insufficient_scope', scope: 'giponext.episodes' },
    });
    const doctor = await platform.token({ email: 'doctor@sandbox.test' });
    expect(await refused('?resources=invoices', doctor)).toMatchObject({
      status: 403,
      body: { error: 'insufficient_permission', permission: 'invoices.read' },
    });
    const bare = await platform.token({ scope: 'openid' });
    expect(await refused('', bare)).toMatchObject({ status: 403, body: { error: 'insufficient_scope' } });
  });

  test('is one clinic', async () => {
    const cursor = await now();
    const token = await platform.token({ email: 'manager@other.test' });
    const theirs = '/v2/tenants/other-clinic/changes';
    const { body } = await call('GET', `${theirs}?cursor=now`, { token });
    await create();
    expect((await call('GET', `${theirs}?cursor=${body.nextCursor}`, { token })).body.items).toEqual([]);
    const foreign = await call('GET', `${theirs}?cursor=${cursor}`, { token });
    expect(foreign).toMatchObject({
      status: 400,
      body: { error: 'invalid_parameter', details: [{ field: 'cursor' }] },
    });
  });
});

describe('a cursor', () => {
  const expired = { status: 410, body: { error: 'cursor_expired' } };
  const follow = (cursor: string, query = '') => call('GET', `${CHANGES}?cursor=${cursor}${query}`);

  test('is good for 90 days, and renewed while it is polled', async () => {
    const cursor = await now();
    later(90 * 24);
    expect((await follow(cursor)).status).toBe(200);
    later(1);
    expect(await follow(cursor)).toMatchObject(expired);
    let polled = await now();
    for (let days = 0; days < 200; days += 50) {
      later(50 * 24);
      polled = (await poll(call, polled)).nextCursor;
    }
    expect((await follow(polled)).status).toBe(200);
  });

  test('is not good for what it was not asked for', async () => {
    const cursor = await now({ query: '&resources=patients' });
    expect((await follow(cursor, '&resources=patients')).status).toBe(200);
    expect(await follow(cursor, '&resources=patients,episodes')).toMatchObject(expired);
    expect(await follow(cursor)).toMatchObject(expired);
    const wide = await now();
    const narrow = (await poll(call, wide, { query: '&resources=patients' })).nextCursor;
    expect(await follow(narrow, '&resources=episodes')).toMatchObject(expired);
  });

  test('of a longer life of the database is not followed', async () => {
    const issuedAt = Math.floor(instant.epochMilliseconds / 1000);
    const ahead = writeCursor('sandbox-clinic', { xid: '99999999999', seq: 1, issuedAt, resources: ['patients'] });
    expect(await follow(ahead, '&resources=patients')).toMatchObject(expired);
  });

  test('is answered as it was written, or refused', async () => {
    const cursor = await now();
    const [content] = cursor.split('.');
    const sealed = (text: string) =>
      writeCursor('sandbox-clinic', { xid: text, seq: 0, issuedAt: 0, resources: ['patients'] });
    const wrong = [
      'x',
      content!,
      `${cursor}x`,
      cursor.slice(1),
      `${cursor}.${cursor}`,
      sealed(`1'`),
      sealed('-1'),
      sealed('9'.repeat(30)),
    ];
    for (const text of wrong) {
      const answer = await follow(encodeURIComponent(text));
      expect({ text, status: answer.status, body: answer.body }).toMatchObject({
        text,
        status: 400,
        body: { error: 'invalid_parameter', details: [{ field: 'cursor', code: 'invalid_cursor' }] },
      });
    }
  });
});

describe('the log', () => {
  test('loses after 90 days what nobody can miss: superseded changes, and deletions', async () => {
    const { compactChanges } = await import('../../src/api/changes/compaction.ts');
    const [kept, gone, fresh] = [await create(), await create(), await create()];
    await call('PATCH', `${PATIENTS}/${kept}`, { body: { sex: 'F' } });
    await call('DELETE', `${PATIENTS}/${gone}`);
    const log = async (id: number) =>
      (
        await client.query(
          `select op from change_log where tenant_id = 'sandbox-clinic' and resource = 'patients' and resource_id = $1 order by xid, seq`,
          [id],
        )
      ).rows.map(({ op }) => op);
    await compactChanges(platform.database);
    expect([await log(kept), await log(gone)]).toEqual([
      ['created', 'updated'],
      ['created', 'deleted'],
    ]);
    await client.query(
      `update change_log set changed_at = changed_at - interval '92 days'
        where tenant_id = 'sandbox-clinic' and resource_id = any ($1)`,
      [[kept, gone]],
    );
    await call('PATCH', `${PATIENTS}/${fresh}`, { body: { sex: 'F' } });
    expect(await compactChanges(platform.database)).toBeGreaterThan(0);
    expect([await log(kept), await log(gone), await log(fresh)]).toEqual([['updated'], [], ['created', 'updated']]);
  });

  test('cannot be emptied by the server', async () => {
    const own = new pg.Client({ connectionString: platform.applicationUrl });
    await own.connect();
    await own.query(`select set_config('corsia.tenant_id', 'sandbox-clinic', false)`);
    await expect(own.query('delete from change_log')).rejects.toThrow('permission denied');
    await expect(own.query(`select compact_change_log('89 days')`)).rejects.toThrow('kept for 90 days');
    await own.end();
  });
});
