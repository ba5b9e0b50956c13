import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { BATCH } from '../../src/account/housekeeping/housekeeping.queries.ts';
import { keepHouse } from '../../src/account/housekeeping/housekeeping.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { OFFLINE, obtainTokens, refresh } from './flow.ts';
import { sql } from './sql.ts';
import { UserAgent } from './user-agent.ts';

const TABLES = ['oidc_artifacts', 'grants', 'sign_in_failures', 'device_polls', 'dpop_proofs'];

let platform: Platform;

beforeAll(async () => {
  platform = await startPlatform();
});
beforeEach(async () => {
  for (const table of TABLES) await sql(platform, `delete from ${table}`);
});
afterAll(() => platform.close());

const count = async (table: string) =>
  (await sql<{ count: number }>(platform, `select count(*)::int as count from ${table}`))[0]!.count;

/** An artifact named by a word; times are intervals from now. */
const addArtifact = (name: string, kind: string, expires: string | null, consumed: string | null = null) =>
  sql(
    platform,
    `insert into oidc_artifacts (kind, id_hash, payload, expires_at, consumed_at)
     values ($1, convert_to($2, 'utf8'), '', now() + $3::interval, now() + $4::interval)`,
    [kind, name, expires, consumed],
  );
const artifacts = async () =>
  (
    await sql<{ name: string }>(platform, `select convert_from(id_hash, 'utf8') as name from oidc_artifacts order by 1`)
  ).map(({ name }) => name);
const addProofs = (many: number, expires: string) =>
  sql(
    platform,
    `insert into dpop_proofs select convert_to($2 || n, 'utf8'), now() + $2::interval from generate_series(1, $1::int) n`,
    [many, expires],
  );

describe('what is removed', () => {
  test('codes, tokens and sessions a day after their end; exchanged refresh tokens after a week; the rest stays', async () => {
    await addArtifact('gone: code', 'AuthorizationCode', '-25 hours');
    await addArtifact('gone: session', 'Session', '-25 hours');
    await addArtifact('gone: device code', 'DeviceCode', '-25 hours', '-25 hours');
    await addArtifact('gone: refresh token, idle', 'RefreshToken', '-25 hours');
    await addArtifact('gone: refresh token, exchanged', 'RefreshToken', '20 days', '-8 days');
    await addArtifact('stays: code, for late askers', 'AuthorizationCode', '-23 hours', '-23 hours');
    await addArtifact('stays: session', 'Session', '14 days');
    await addArtifact('stays: refresh token', 'RefreshToken', '30 days');
    await addArtifact('stays: refresh token, exchanged', 'RefreshToken', '20 days', '-6 days');
    await addArtifact('stays: consumed, but no refresh token', 'Session', '20 days', '-8 days');
    await addArtifact('stays: without an end', 'Session', null);
    expect(await keepHouse(platform.database)).toBe(5);
    const left = await artifacts();
    expect(left).toHaveLength(6);
    for (const name of left) expect(name).toMatch(/^stays/);
  });

  test('grants a day after their end', async () => {
    const add = (id: string, expires: string) =>
      sql(
        platform,
        `insert into grants (id, user_id, client_id, payload, expires_at)
         values ($1, 'sandbox-doctor', 'sandbox-web', '{}', now() + $2::interval)`,
        [id, expires],
      );
    await add('gone', '-25 hours');
    await add('stays, over', '-23 hours');
    await add('stays', '30 days');
    expect(await keepHouse(platform.database)).toBe(1);
    expect(await sql(platform, 'select id from grants order by id')).toEqual([{ id: 'stays' }, { id: 'stays, over' }]);
  });

  test.each([
    ['sign_in_failures', `(subject, count, expires_at) values (convert_to($1, 'utf8'), 5, now() + $1::interval)`],
    [
      'device_polls',
      `(id_hash, interval_seconds, polled_at, expires_at) values (convert_to($1, 'utf8'), 5, now(), now() + $1::interval)`,
    ],
    ['dpop_proofs', `(id_hash, expires_at) values (convert_to($1, 'utf8'), now() + $1::interval)`],
    [
      'mail_links',
      `(token_hash, purpose, payload, expires_at) values (convert_to($1, 'utf8'), 'sign-up', '', now() + $1::interval)`,
    ],
  ])('rows of %s when they no longer count', async (table, row) => {
    for (const time of ['-1 second', '-1 day', '5 minutes']) await sql(platform, `insert into ${table} ${row}`, [time]);
    expect(await keepHouse(platform.database)).toBe(2);
    expect(await count(table)).toBe(1);
  });
});

describe('how', () => {
  test('in batches: much is removed in one run, by short statements', async () => {
    const many = 2 * BATCH + 7;
    await addProofs(many, '-1 hour');
    await addProofs(3, '1 hour');
    const removed: number[] = [];
    const watched: typeof platform.database.query = async (statement, values) => {
      const rows = await platform.database.query(statement, values);
      removed.push((rows[0] as { removed: number }).removed);
      return rows;
    };
    expect(await keepHouse({ query: watched })).toBe(many);
    expect(Math.max(...removed)).toBe(BATCH);
    expect(await count('dpop_proofs')).toBe(3);
  });

  test('it waits for nobody: a row that somebody works on is left for the next time', async () => {
    for (const name of ['a', 'b', 'c']) await addArtifact(name, 'Session', '-25 hours');
    const somebody = new pg.Client({ connectionString: platform.applicationUrl });
    await somebody.connect();
    try {
      await somebody.query('begin');
      await somebody.query(`select 1 from oidc_artifacts where id_hash = convert_to('b', 'utf8') for update`);
      const run = keepHouse(platform.database);
      expect(await Promise.race([run, new Promise((resolve) => setTimeout(resolve, 5000, 'it waits'))])).toBe(2);
      expect(await artifacts()).toEqual(['b']);
      await somebody.query('rollback');
      expect(await keepHouse(platform.database)).toBe(1);
      expect(await artifacts()).toEqual([]);
    } finally {
      await somebody.end();
    }
  });

  test('any number of processes at once remove each row once', async () => {
    await addProofs(3 * BATCH, '-1 hour');
    const runs = await Promise.all(Array.from({ length: 4 }, () => keepHouse(platform.database)));
    expect(runs.reduce((sum, removed) => sum + removed, 0)).toBe(3 * BATCH);
    expect(await count('dpop_proofs')).toBe(0);
  });
});

test('tables stay flat while applications refresh day after day', async () => {
  const agent = new UserAgent(platform.accountUrl);
  let { refresh_token: current } = await obtainTokens(platform, { agent, parameters: OFFLINE });
  const sizes: Record<string, number>[] = [];
  for (let day = 1; day <= 30; day++) {
    for (let time = 0; time < 3; time++) {
      const { status, body } = await refresh(platform, current);
      expect({ day, status }).toEqual({ day, status: 200 });
      current = body.refresh_token;
    }
    // A day goes by, for all but what is sealed in the token at hand.
    await sql(
      platform,
      `update oidc_artifacts set consumed_at = consumed_at - interval '1 day', created_at = created_at - interval '1 day',
              expires_at = expires_at - interval '1 day'`,
    );
    await sql(platform, `update grants set expires_at = expires_at - interval '1 day'`);
    await keepHouse(platform.database);
    const entries = TABLES.map(async (table) => [table, await count(table)] as const);
    sizes.push(Object.fromEntries(await Promise.all(entries)));
  }
  // Seven days of three refreshes are kept, so that a token of last week that comes back still ends its family.
  expect(sizes[6]!.oidc_artifacts).toBeGreaterThan(15);
  for (const size of sizes.slice(10)) {
    for (const table of TABLES) expect(size[table], table).toBeLessThanOrEqual(sizes[9]![table]!);
  }
  expect((await refresh(platform, current)).status).toBe(200);
});
