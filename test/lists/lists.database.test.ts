import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resources } from '../../src/api/resources.ts';
import type { Route } from '../../src/api/route.ts';
import { type CheckedCall, checkedCalls } from '../contract/checked-calls.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';

type Item = Record<string, unknown>;
interface List extends Item {
  items: Item[];
  hasMore: boolean;
}

const TENANT = '/v2/tenants/sandbox-clinic';
/** Members that nothing in the sandbox's lists has. */
const UNUSED = new Set(['PriceLists_ListItems practitioner']);
/** What lists need that is not optional. */
const NEEDED: Record<string, () => Promise<string>> = {
  Availabilities_List: async () => `from=2026-12-01&to=2026-12-31&treatmentId=${await firstId('/treatments')}`,
};

let platform: Platform;
let call: CheckedCall<List>;
beforeAll(async () => {
  platform = await startPlatform();
  call = await checkedCalls<List>(platform);
  await addToEpisode();
});
afterAll(() => platform.close());

const lists = resources
  .flatMap(({ routes }) => routes)
  .filter((route) => route.method === 'GET' && 'limit' in queryOf(route) && route.access !== 'signed-in');
const named = (routes: Route[]) => routes.map((route) => [route.operationId, route] as const);

test('there are lists to examine', () => {
  expect(lists.length).toBeGreaterThan(15);
});

describe.each(named(lists.filter((route) => 'sort' in queryOf(route))))('%s', (_name, route) => {
  const { pattern } = queryOf(route).sort as { pattern: string };
  const orders = /\((.+)\)/
    .exec(pattern)![1]!
    .split('|')
    .flatMap((name) => [name, `-${name}`]);

  test.each(orders)('sort=%s answers in that order, page after page', async (sort) => {
    const path = await pathOf(route);
    const items: Item[] = [];
    for (let offset = 0; offset < 40; offset += 20) {
      const { status, body } = await call('GET', `${path}&sort=${sort}&limit=20&offset=${offset}`);
      expect(status).toBe(200);
      items.push(...body.items);
      if (!body.hasMore) break;
    }
    expect(items.length).toBeGreaterThan(0);
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
    const [name, sign] = sort.startsWith('-') ? [sort.slice(1), -1] : [sort, 1];
    const places = items.map((item) => placeOf(item[name]));
    // Those without a value come last, and in descending order first.
    const sorted = [...places].sort((a, b) => sign * compare(a, b));
    expect(places).toEqual(sorted);
  });

  test('an order that is none is refused', async () => {
    const { status, body } = await call('GET', `${await pathOf(route)}&sort=whim`);
    expect([status, body.error]).toEqual([400, 'invalid_parameter']);
  });
});

describe.each(named(lists))('%s', (_name, route) => {
  test('fields are all that is answered', async () => {
    const path = await pathOf(route);
    const whole = await call('GET', path);
    expect(whole.body.items.length).toBeGreaterThan(0);
    const names = Object.keys(whole.body.items[0]!).slice(0, 2);
    const { body, headers } = await call('GET', `${path}&fields=${names.join()}`);
    expect(body.items).toEqual(whole.body.items.map((item) => pick(item, names)));
    expect(body.hasMore).toBe(whole.body.hasMore);
    expect(headers.get('etag')).toBe(whole.headers.get('etag'));
  });

  test('a field that is none is refused', async () => {
    const { status, body } = await call('GET', `${await pathOf(route)}&fields=id,salary`);
    expect([status, body.error, body.details[0]?.field]).toEqual([400, 'invalid_parameter', 'fields']);
  });

  test('nothing but the names that there are can be expanded', async () => {
    const { status, body } = await call('GET', `${await pathOf(route)}&expand=salary`);
    expect([status, body.details[0]?.field]).toEqual([400, 'expand']);
  });
});

const expansions = lists.flatMap((route) =>
  Object.entries(route.expand ?? {}).map(([name, { access }]) => [route.operationId, name, route, access] as const),
);

test('there is what to expand', () => {
  expect(expansions.length).toBeGreaterThan(20);
});

describe.each(expansions)('%s?expand=%s', (operation, name, route, access) => {
  test('brings the resource along as its own address answers it', async () => {
    const path = await pathOf(route);
    const { body } = await call('GET', `${path}&expand=${name}&limit=200`);
    const expected = body.items.filter((item) => item[`${name}Id`] !== undefined);
    if (!UNUSED.has(`${operation} ${name}`)) expect(expected.length).toBeGreaterThan(0);
    expect(expected.filter((item) => (item[name] as Item | undefined)?.id !== item[`${name}Id`])).toEqual([]);
    for (const item of body.items) if (item[`${name}Id`] === undefined) expect(item).not.toHaveProperty(name);
  });

  test('needs the right to see it', async () => {
    const own = route.access as { scope: string };
    if (own.scope === access.scope) return;
    const token = await platform.token({ scope: own.scope });
    const { status, body } = await call('GET', `${await pathOf(route)}&expand=${name}`, { token });
    expect([status, body.error]).toEqual([403, 'insufficient_scope']);
  });
});

test('one resource is shaped as those of a list are', async () => {
  const id = await firstId('/appointments');
  const path = `${TENANT}/appointments/${id}`;
  const whole = await call('GET', path);
  const { body, headers } = await call('GET', `${path}?fields=id,start&expand=patient,agenda`);
  expect(Object.keys(body).sort()).toEqual(['agenda', 'id', 'patient', 'start']);
  expect(body.patient).toEqual((await call('GET', `${TENANT}/patients/${whole.body.patientId}`)).body);
  expect(headers.get('etag')).not.toBe(whole.headers.get('etag'));
  const unchanged = { headers: { 'if-none-match': headers.get('etag')! } };
  expect((await call('GET', `${path}?fields=id,start&expand=patient,agenda`, unchanged)).status).toBe(304);
});

// The second has an entity tag of its content.
test.each(['appointments', 'medical-reports'])('what is expanded makes a list of %s stale', async (name) => {
  const path = `${TENANT}/${name}?limit=1`;
  const plain = await call('GET', path);
  const expanded = await call('GET', `${path}&expand=patient`);
  await platform.call('PATCH', `${TENANT}/patients/${plain.body.items[0]!.patientId}`, {
    body: { phone: '061234567' },
  });
  const poll = (url: string, etag: string) => call('GET', url, { headers: { 'if-none-match': etag } });
  expect((await poll(path, plain.headers.get('etag')!)).status).toBe(304);
  const fresh = await poll(`${path}&expand=patient`, expanded.headers.get('etag')!);
  expect(fresh.status).toBe(200);
  expect((fresh.body.items[0]!.patient as Item).phone).toBe('+39061234567');
});

test('who asks for what is forbidden is told so even when nothing changed', async () => {
  const path = `${TENANT}/appointments?expand=patient`;
  const { headers } = await call('GET', path);
  const token = await platform.token({ scope: 'giponext.agenda' });
  const poll = await call('GET', path, { token, headers: { 'if-none-match': headers.get('etag')! } });
  expect(poll.status).toBe(403);
});

/** An invoice and a report of an episode. */
async function addToEpisode(): Promise<void> {
  const [episode] = (await call('GET', `${TENANT}/episodes?limit=1`)).body.items as { id: number; patientId: number }[];
  const of = { episodeId: episode!.id, patientId: episode!.patientId };
  const invoice = { ...of, issuerId: await firstId('/issuers'), lines: [{ description: 'Visita', unitPrice: 100 }] };
  const report = { ...of, type: { loinc: '11488-4', title: 'Visita' }, sections: [{ title: 'Esito', text: 'Buono.' }] };
  const doctor = { token: await platform.token({ email: 'doctor@sandbox.test' }) };
  expect((await call('POST', `${TENANT}/invoices`, { body: invoice })).status).toBe(201);
  expect((await call('POST', `${TENANT}/medical-reports`, { ...doctor, body: report })).status).toBe(201);
}

async function pathOf(route: Route): Promise<string> {
  const parent = /^(\/[a-z-]+)\/\{id\}\//.exec(route.path)?.[1];
  const path = parent ? route.path.replace('{id}', String(await parentOf(route, parent))) : route.path;
  return `${TENANT}${path}?${(await NEEDED[route.operationId]?.()) ?? ''}`;
}

/** One that has something below it. */
async function parentOf(route: Route, parent: string): Promise<number> {
  const { body } = await call('GET', `${TENANT}${parent}?limit=200`);
  for (const { id } of body.items) {
    const { body: below } = await call('GET', `${TENANT}${route.path.replace('{id}', String(id))}?limit=1`);
    if (below.items.length > 0) return id as number;
  }
  throw new Error(`nothing has ${route.path}`);
}

async function firstId(path: string): Promise<number> {
  return (await call('GET', `${TENANT}${path}?limit=1`)).body.items[0]!.id as number;
}

function queryOf(route: Route): Record<string, unknown> {
  return (route.query as { properties?: Record<string, unknown> } | undefined)?.properties ?? {};
}

function pick(item: Item, names: string[]): Item {
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name)));
}

const compareText = new Intl.Collator('und').compare;

function placeOf(value: unknown): string | number | null {
  if (typeof value !== 'string') return (value as number | undefined) ?? null;
  const instant = /^\d{4}-\d{2}-\d{2}T/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(instant) ? value : instant;
}

function compare(a: string | number | null, b: string | number | null): number {
  if (a === null || b === null) return (a === null ? 1 : 0) - (b === null ? 1 : 0);
  return typeof a === 'string' ? compareText(a, String(b)) : a - (b as number);
}
