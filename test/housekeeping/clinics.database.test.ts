import { readdir } from 'node:fs/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compactChanges } from '../../src/api/changes/compaction.ts';
import { keepClinics } from '../../src/api/housekeeping/housekeeping.ts';
import { createLocalFileStore } from '../../src/platform/files/index.ts';
import { type Change, drain } from '../changes-feed/feed.ts';
import { asSuperuser } from '../harness/database.ts';
import { PNG, type ReportClinic, startReportClinic } from '../medical-reports/reports.ts';
import { settle } from '../polling/poller.ts';

let clinic: ReportClinic;
beforeAll(async () => {
  clinic = await startReportClinic();
  await keep();
});
afterAll(() => clinic.close());

const keep = (changes: Partial<Parameters<typeof keepClinics>[0]> = {}) =>
  keepClinics({
    database: clinic.platform.database,
    files: createLocalFileStore(clinic.platform.fileFolder),
    auditRetentionDays: 730,
    ...changes,
  });
const count = async (table: string, condition: string) =>
  Number((await clinic.sql(`select count(*) as count from ${table} where ${condition}`))[0].count);

/** Answers kept for requests of a clinic, of an age. */
const addKeys = (name: string, many: number, age: string, tenantId = 'sandbox-clinic') =>
  clinic.sql(
    `insert into idempotency_keys (tenant_id, client_id, user_id, route, key, request_hash, status, headers, body, created_at)
     select $1, 'c', 'u', 'POST /', $2 || n, '', 201, '{}', '{}', now() - $4::interval from generate_series(1, $3::int) n`,
    [tenantId, name, many, age],
  );
const keysNamed = (name: string) => count('idempotency_keys', `key like '${name}%'`);

describe('answers kept for an Idempotency-Key', () => {
  test('are removed after a day, in every clinic', async () => {
    await addKeys('old', 3, '26 hours');
    await addKeys('old', 2, '26 hours', 'other-clinic');
    await addKeys('young', 1, '24 hours');
    expect(await keep()).toBe(5);
    expect([await keysNamed('old'), await keysNamed('young')]).toEqual([0, 1]);
  });

  test('are removed once by any number of processes, but for one that somebody works on', async () => {
    await addKeys('many', 1203, '26 hours');
    const somebody = new pg.Client({ connectionString: clinic.platform.superuserUrl });
    await somebody.connect();
    try {
      await somebody.query('begin');
      await somebody.query(`select from idempotency_keys where key = 'many7' for update`);
      const removed = await Promise.all([keep(), keep(), keep()]);
      expect(removed.reduce((sum, one) => sum + one, 0)).toBe(1202);
      await somebody.query('rollback');
    } finally {
      await somebody.end();
    }
    expect(await keysNamed('many')).toBe(1);
    expect(await keep()).toBe(1);
  });
});

describe('audit events', () => {
  const add = (action: string, age: string, documentId: number | null = null) =>
    clinic.sql(
      `insert into audit_events (tenant_id, action, outcome, at, document_id)
       values ('sandbox-clinic', $1, 'success', now() - $2::interval, $3)`,
      [action, age, documentId],
    );
  const actions = async () =>
    (await clinic.sql(`select action from audit_events where action like 'test%' order by action`)).map(
      ({ action }) => action,
    );

  test('are removed after the time that is set, those about obscured documents like the others', async () => {
    const hidden = await clinic.signed({ obscuredFor: 'by_law' });
    await add('test.gone', '731 days');
    await add('test.gone.hidden', '731 days', hidden.id);
    await add('test.stays', '729 days');
    await keep({ auditRetentionDays: 1000 });
    expect(await actions()).toEqual(['test.gone', 'test.gone.hidden', 'test.stays']);
    expect(await keep()).toBe(2);
    expect(await actions()).toEqual(['test.stays']);
  });

  test('cannot be removed by the server before, nor in another way', async () => {
    await add('test.young', '729 days');
    await expect(keep({ auditRetentionDays: 729 })).rejects.toMatchObject({
      errors: [expect.any(Error), expect.any(Error)],
    });
    const server = new pg.Client({ connectionString: clinic.platform.applicationUrl });
    await server.connect();
    await server.query(`select set_config('corsia.tenant_id', 'sandbox-clinic', false)`);
    await expect(server.query('delete from audit_events')).rejects.toThrow('permission denied');
    await expect(server.query(`update audit_events set at = now() - interval '3 years'`)).rejects.toThrow('permission');
    await expect(server.query(`select remove_audit_events('729 days', 1)`)).rejects.toThrow('kept for 24 months');
    await server.end();
    expect(await actions()).toContain('test.young');
  });
});

describe('the log of changes', () => {
  const seen = async (email: string) => {
    const token = await clinic.platform.token({ email });
    await settle(clinic.platform);
    const { items } = await drain(clinic.call as never, undefined, { token, query: '&resources=medical_reports' });
    const newest = new Map<number, Change>();
    for (const change of items) newest.set(change.id, change);
    return [...newest.values()]
      .filter(({ op }) => op !== 'deleted')
      .map(({ id, version }) => `${id} ${version}`)
      .sort();
  };

  test('keeps what each reader sees who begins anew, while reports are hidden and shown again', async () => {
    const [hidden, shown] = [await clinic.signed(), await clinic.signed()];
    for (const { id } of [hidden, shown]) {
      await clinic.as('author', 'POST', `/medical-reports/${id}/obscure`, { reason: 'by_law' });
    }
    await clinic.as('author', 'POST', `/medical-reports/${shown.id}/unobscure`);
    // The feed waits for what runs anywhere on the server of the database.
    const [hiddenNow, shownNow] = [`${hidden.id} 3`, `${shown.id} 4`];
    const caughtUp = (wanted: string[]) => (list: string[]) => wanted.filter((one) => !list.includes(one));
    await expect
      .poll(() => seen('doctor@sandbox.test').then(caughtUp([hiddenNow, shownNow])), { timeout: 20_000 })
      .toEqual([]);
    await expect.poll(() => seen('manager@sandbox.test').then(caughtUp([shownNow])), { timeout: 20_000 }).toEqual([]);
    const before = { author: await seen('doctor@sandbox.test'), other: await seen('manager@sandbox.test') };
    expect(before.author.filter((one) => !before.other.includes(one))).toContain(hiddenNow);
    const mine = `resource = 'medical_reports' and resource_id in (${hidden.id}, ${shown.id})`;
    const rows = await count('change_log', mine);
    await clinic.sql(`update change_log set changed_at = changed_at - interval '92 days' where ${mine}`);
    const runs = await Promise.all([1, 2, 3].map(() => compactChanges(clinic.platform.database)));
    await compactChanges(clinic.platform.database);
    expect(Math.max(...runs)).toBeGreaterThan(0);
    expect(await count('change_log', mine)).toBeLessThan(rows);
    expect({ author: await seen('doctor@sandbox.test'), other: await seen('manager@sandbox.test') }).toEqual(before);
  });

  test('keeps a deletion while anything that it deletes is kept', async () => {
    await clinic.sql(
      `insert into change_log (tenant_id, resource, resource_id, op, version, changed_at) values
       ('sandbox-clinic', 'patients', 999999, 'created', 1, now() - interval '89 days'),
       ('sandbox-clinic', 'patients', 999999, 'deleted', 2, now() - interval '92 days')`,
    );
    await compactChanges(clinic.platform.database);
    expect(await count('change_log', 'resource_id = 999999')).toBe(2);
  });
});

describe('files whose row never came', () => {
  const stored = async () => {
    const entries = await readdir(clinic.platform.fileFolder, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).length;
  };
  const attach = async (headers: Record<string, string> = {}) => {
    const { id } = await clinic.draft();
    return clinic.upload('author', `/medical-reports/${id}/attachments`, PNG, 'scan.png', headers);
  };
  const aDayLater = () => clinic.sql(`update arriving_files set at = at - interval '25 hours'`);

  test('are removed a day later; what was stored as it should be stays', async () => {
    expect((await attach()).status).toBe(201);
    expect((await attach({ 'idempotency-key': 'kept' })).status).toBe(201);
    expect(await count('arriving_files', 'true')).toBe(0);
    const before = await stored();

    await asSuperuser(clinic.platform.superuserUrl, 'revoke insert on idempotency_keys from corsia_app');
    expect((await attach({ 'idempotency-key': 'lost' })).status).toBe(500);
    await asSuperuser(clinic.platform.superuserUrl, 'grant insert on idempotency_keys to corsia_app');
    expect(await stored()).toBe(before + 1);
    await keep();
    expect(await stored()).toBe(before + 1);
    await aDayLater();
    expect((await Promise.all([keep(), keep()])).sort()).toEqual([0, 1]);
    expect(await stored()).toBe(before);
    expect((await count('arriving_files', 'true')) + (await count('forsaken_files', 'true'))).toBe(0);
  });

  test('are tried again while the store is away', async () => {
    await clinic.sql(`insert into arriving_files values ('sandbox-clinic', 'ab12', now() - interval '2 days')`);
    const away = { put: failing, read: failing, remove: failing };
    expect(await keep({ files: away })).toBe(0);
    expect(await count('forsaken_files', `store_key = 'ab12'`)).toBe(1);
    expect(await keep()).toBe(1);
  });

  async function failing(): Promise<never> {
    throw new Error('away');
  }
});
