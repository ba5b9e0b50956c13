import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CheckedCall, checkedCalls } from '../contract/checked-calls.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { type ServerProcesses, startServerProcesses } from '../harness/server-processes.ts';
import { PATIENTS, settle } from '../polling/poller.ts';
import { type Change, type Feed, poll } from './feed.ts';

/** Programs that write through the API, and transactions of the database that may be slow. */
const CALLERS = 8;
const WRITERS = 8;
const WRITES = 5_000;
const SHARED = 40;

let platform: Platform;
let servers: ServerProcesses;
/** Each time through the other process. */
let call: CheckedCall<Feed>;
beforeAll(async () => {
  platform = await startPlatform();
  servers = await startServerProcesses(platform, 2);
  const calls = await Promise.all(servers.through.map((one) => checkedCalls<Feed>(one)));
  let turn = 0;
  call = (...request) => {
    turn += 1;
    return calls[turn % 2]!(...request);
  };
});
afterAll(async () => {
  await servers?.close();
  await platform.close();
});

const INSERT = `insert into patients (tenant_id, first_name, last_name, fiscal_code_type, fiscal_code_status)
                values ('sandbox-clinic', 'A', 'Slow', 'NONE', 'unverified') returning id::int`;
const UPDATE = `update patients set version = version + 1 where tenant_id = 'sandbox-clinic' and id = $1`;
const DELETE = `delete from patients where tenant_id = 'sandbox-clinic' and id = $1`;
const MERGE = `update patients set version = version + 1, merged_into_id = $2
                where tenant_id = 'sandbox-clinic' and id = $1 and merged_into_id is null`;

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: platform.applicationUrl });
  await client.connect();
  await client.query(`select set_config('corsia.tenant_id', 'sandbox-clinic', false)`);
  return client;
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The same numbers at every run; what the machine makes of them differs. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/** What there is to do; every writer takes from it until nothing is left. */
interface Work {
  shared: readonly number[];
  /** Whom patients are merged into. */
  target: number;
  left: number;
}

/** Transactions of a few writes each, some of which stay open for long, and some of which are undone. */
async function write(seed: number, work: Work): Promise<void> {
  const { shared, target } = work;
  const client = await connect();
  const random = numbers(seed);
  let own: number[] = [];
  while (work.left > 0) {
    await client.query('begin');
    const before = [...own];
    for (let writes = 1 + Math.floor(random() * 6); writes > 0; writes -= 1, work.left -= 1) {
      const dice = random();
      const at = Math.floor(random() * own.length);
      if (dice < 0.35 || own.length === 0) own.push((await client.query(INSERT)).rows[0].id);
      else if (dice < 0.6) await client.query(UPDATE, [own[at]]);
      else if (dice < 0.8) await client.query(DELETE, own.splice(at, 1));
      else await client.query(MERGE, [...own.splice(at, 1), target]);
    }
    if (random() < 0.15) await pause(random() < 0.1 ? 400 : 20);
    // One row that others change, too, last: an older transaction may write it after a younger one.
    if (random() < 0.3) await client.query(UPDATE, [shared[Math.floor(random() * shared.length)]]);
    const undone = random() < 0.1;
    await client.query(undone ? 'rollback' : 'commit');
    if (undone) own = before;
  }
  await client.end();
}

/** The same through the API, one change after the other, each through the other process. */
async function send(seed: number, work: Work): Promise<void> {
  const random = numbers(seed);
  const own: number[] = [];
  for (let turn = seed; work.left > 0; turn += 1, work.left -= 1) {
    const ask = async (method: string, path: string, body?: object) => {
      const response = await servers.through[turn % 2]!.call(method, PATIENTS + path, { body });
      const text = await response.text();
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
      return text && (JSON.parse(text) as { id: number });
    };
    const dice = random();
    const id = own[Math.floor(random() * own.length)];
    const take = () => own.splice(own.indexOf(id!), 1);
    if (dice < 0.4 || id === undefined) {
      const created = await ask('POST', '', { firstName: 'Anna', lastName: 'Svelta' });
      own.push((created as { id: number }).id);
    } else if (dice < 0.65) await ask('PATCH', `/${id}`, { sex: dice < 0.5 ? 'F' : 'M' });
    else if (dice < 0.75) await ask('PATCH', `/${work.shared[turn % work.shared.length]}`, { sex: 'M' });
    else if (dice < 0.95) await ask('DELETE', `/${take()[0]}`);
    else await ask('POST', `/${take()[0]}/merge`, { intoId: work.target });
  }
}

test('a poller among thousands of writes of two processes ends with exactly what the database holds', {
  timeout: 120_000,
}, async () => {
  const client = await connect();
  const shared: number[] = [];
  for (let at = 0; at <= SHARED; at += 1) shared.push((await client.query(INSERT)).rows[0].id);
  const target = shared.pop()!;
  await settle(platform);

  const query = '&resources=patients';
  const existing = async () =>
    new Map<number, number>(
      (await client.query(`select id::int, version from patients where tenant_id = 'sandbox-clinic'`)).rows.map(
        (row) => [row.id, row.version],
      ),
    );
  let { nextCursor: cursor } = await poll(call, 'now', { query });
  const copy = await existing();
  const tombstones = new Set<number>();
  const merged = new Set<number>();
  const seen = new Set<number>();
  const wrong: string[] = [];
  const apply = ({ seq, id, op, version }: Change) => {
    const known = copy.get(id);
    if (seen.has(seq)) wrong.push(`${id} told twice`);
    if (tombstones.has(id)) wrong.push(`${id} ${op} after its deletion`);
    if (known !== undefined && version <= known) wrong.push(`${id} version ${version} after ${known}`);
    seen.add(seq);
    copy.set(id, version);
    if (op === 'merged') merged.add(id);
    if (op !== 'deleted') return;
    copy.delete(id);
    tombstones.add(id);
  };

  const work: Work = { shared, target, left: WRITES };
  let writing = true;
  const writers = Promise.all([
    ...Array.from({ length: WRITERS }, (_, seed) => write(seed + 1, work)),
    ...Array.from({ length: CALLERS }, (_, seed) => send(100 + seed, work)),
  ]).finally(() => {
    writing = false;
  });
  for (let more = true; writing || more; ) {
    const page = await poll(call, cursor, { query });
    page.items.forEach(apply);
    cursor = page.nextCursor;
    more = page.hasMore;
    if (!more && !writing) await settle(platform);
  }
  await writers;
  await settle(platform);
  for (let more = true; more; ) {
    const page = await poll(call, cursor, { query });
    page.items.forEach(apply);
    cursor = page.nextCursor;
    more = page.hasMore;
  }

  expect(wrong).toEqual([]);
  expect(seen.size).toBeGreaterThan(WRITES / 2);
  expect(copy).toEqual(await existing());
  const { rows } = await client.query(
    `select id::int from patients where tenant_id = 'sandbox-clinic' and merged_into_id = $1`,
    [target],
  );
  expect(rows.length).toBeGreaterThan(20);
  expect(rows.filter(({ id }) => !merged.has(id))).toEqual([]);
  expect(tombstones.size).toBeGreaterThan(100);
  await client.end();
});
