import { randomUUID } from 'node:crypto';
import { ApiError, type Corsia, ifMatch, items, pages } from '@corsia/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setRateLimit } from '../../src/account/oidc/own-rate-limit.ts';
import { createRateLimiter } from '../../src/platform/rate-limit/index.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { CONTENT, PNG } from '../medical-reports/reports.ts';
import { type Caller, changeCases } from './changes.cases.ts';
import { ANNA, all, clientOf, failure, NATIVE, observed, signedIn } from './sdk.ts';

let platform: Platform;
let corsia: Corsia;
let store: Awaited<ReturnType<typeof signedIn>>['store'];

beforeAll(async () => {
  const allowance = { limit: 1_000_000, windowSeconds: 1 };
  platform = await startPlatform({ rateLimiter: await createRateLimiter(allowance, undefined, () => {}) });
  ({ corsia, store } = await signedIn(platform, {}, { scopes: ['giponext.patients', 'giponext.agenda'] }));
});
afterAll(() => platform.close());

/** The signed-in manager's client with a network that a test can spoil, and no waiting. */
function spoiled(spoil: Parameters<typeof observed>[0], options: Parameters<typeof clientOf>[1] = {}) {
  const watched = observed((request, count) =>
    request.url.startsWith(platform.apiUrl) ? spoil?.(request, count) : undefined,
  );
  const waits: number[] = [];
  const client = clientOf(platform, {
    store,
    fetch: watched.fetch,
    sleep: async (milliseconds) => void waits.push(milliseconds),
    ...options,
  });
  return { corsia: client.corsia, watched, waits };
}

/** The same for the tests of the feed, which have a file of their own. */
const caller: Caller = {
  get corsia() {
    return corsia;
  },
  spoiled,
};

describe('a call', () => {
  test('is typed and answers the body', async () => {
    const created = await corsia.patients.create({ body: ANNA });
    const read = await corsia.patients.get({ path: { id: created.id } });
    expect(read).toMatchObject({ ...ANNA, id: created.id, version: 1 });
    const changed = await corsia.patients.patch({
      path: { id: read.id },
      headers: ifMatch(read),
      body: { lastName: 'Neri' },
    });
    expect(changed).toMatchObject({ lastName: 'Neri', version: 2 });
    await corsia.patients.delete({ path: { id: read.id } });
    expect(await failure(corsia.patients.get({ path: { id: read.id } }))).toMatchObject({ code: 'not_found' });
  });

  test('that is refused is an error with all that the API says', async () => {
    const error = await failure(corsia.patients.list({ query: { limit: 1000 } }));
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      name: 'ApiError',
      code: 'invalid_parameter',
      status: 400,
      requestId: expect.stringMatching(/./),
      details: [{ field: 'limit' }],
    });
  });

  test('based on an old version is told which one there is', async () => {
    const patient = await corsia.patients.create({ body: ANNA });
    const path = { id: patient.id };
    await corsia.patients.patch({ path, body: { lastName: 'Neri' } });
    const error = await failure(corsia.patients.patch({ path, headers: ifMatch(patient), body: { lastName: 'Blu' } }));
    expect(error).toMatchObject({ code: 'version_conflict', body: { currentVersion: 2 } });
    const unchanged = await failure(corsia.patients.get({ path, headers: { 'If-None-Match': '"2"' } }));
    expect(unchanged).toMatchObject({ code: 'not_modified', status: 304 });
  });

  test('sends and receives files', async () => {
    const scopes = ['giponext.patients', 'giponext.medicalreports'];
    const { corsia: doctor, enter } = clientOf(platform);
    await enter({ scopes }, { email: 'doctor@sandbox.test' });
    const patient = await doctor.patients.create({ body: ANNA });
    const report = await doctor.medicalReports.create({ body: { patientId: patient.id, ...CONTENT } });
    const file = new File([PNG], 'esame è.png', { type: 'image/png' });
    const attachment = await doctor.medicalReports.addAttachment({ path: { id: report.id }, body: { file } });
    expect(attachment).toMatchObject({ name: 'esame è.png' });
    const received = await doctor.medicalReports.getAttachment({
      path: { id: report.id, attachmentId: attachment.id },
    });
    expect(await received.bytes()).toEqual(await PNG.bytes());
  });
});

describe('what failed is tried again', () => {
  test('after a POST whose answer was lost, and happens once', async () => {
    const { corsia, watched } = spoiled(async (request, count) => {
      if (request.method !== 'POST' || count > 1) return undefined;
      await fetch(request);
      throw new TypeError('fetch failed');
    });
    const body = { firstName: 'Una', lastName: randomUUID() };
    const patient = await corsia.patients.create({ body });
    const { items } = await corsia.patients.list({ query: { q: body.lastName } });
    expect(items.map(({ id }) => id)).toEqual([patient.id]);
    const keys = watched.requests
      .filter(({ method }) => method === 'POST')
      .map(({ headers }) => headers.get('idempotency-key'));
    expect(keys).toHaveLength(2);
    expect(keys[0]).toMatch(/^[\da-f-]{36}$/);
    expect(keys[1]).toBe(keys[0]);
  });

  test('with the key that the caller gave', async () => {
    const headers = { 'Idempotency-Key': randomUUID() };
    const [first, second] = [
      await corsia.patients.create({ headers, body: ANNA }),
      await corsia.patients.create({ headers, body: ANNA }),
    ];
    expect(second).toEqual(first);
  });

  test('when a twin is still running', async () => {
    const { corsia, watched } = spoiled(({ method }, count) =>
      method === 'POST' && count === 1 ? Response.json({ error: 'request_in_progress' }, { status: 409 }) : undefined,
    );
    await corsia.patients.create({ body: ANNA });
    expect(watched.to('/patients')).toHaveLength(2);
    const other = spoiled(() => Response.json({ error: 'duplicate_patient', existingId: 7 }, { status: 409 }));
    expect(await failure(other.corsia.patients.create({ body: ANNA }))).toMatchObject({
      code: 'duplicate_patient',
      body: { existingId: 7 },
    });
    const proxy = spoiled(() => new Response('<html>', { status: 409 }));
    expect(await failure(proxy.corsia.patients.create({ body: ANNA }))).toMatchObject({ code: 'unknown', status: 409 });
    expect([other, proxy].map(({ watched }) => watched.to('/patients').length)).toEqual([1, 1]);
  });

  test('by an application beyond its limit, until all calls are answered', async () => {
    const watched = observed();
    const { corsia, enter } = clientOf(platform, { fetch: watched.fetch, attempts: 20 }, NATIVE);
    await enter();
    await setRateLimit(platform.database, NATIVE.id, 4);
    await expect
      .poll(async () => (await failure(corsia.userInfo.get())) && limitOf(corsia), { timeout: 10_000 })
      .toBe('4');
    const answers = await Promise.all(Array.from({ length: 8 }, () => corsia.patients.list({ query: { limit: 1 } })));
    expect(answers).toHaveLength(8);
    expect(watched.to('/patients').length).toBeGreaterThan(8);
  });

  async function limitOf(client: Corsia) {
    const answer = await platform.call('GET', '/v2/userinfo', { token: await client.accessToken() });
    return answer.headers.get('x-ratelimit-limit');
  }

  test('after the time that the server asks for, and a little more', async () => {
    const until = new Date(Date.now() + 20_000).toUTCString();
    const { corsia, waits } = spoiled((_request, count) =>
      count < 3
        ? new Response(null, { status: 503, headers: { 'retry-after': count === 1 ? '5' : until } })
        : undefined,
    );
    await corsia.patients.list();
    expect(waits).toHaveLength(2);
    expect(waits[0]).toBeGreaterThanOrEqual(5000);
    expect(waits[0]).toBeLessThanOrEqual(6000);
    expect(waits[1]).toBeGreaterThan(10_000);
    expect(waits[1]).toBeLessThanOrEqual(24_000);
  });

  test('not when it would be too long, nor for ever', async () => {
    const busy = (seconds: string) => () => new Response(null, { status: 503, headers: { 'retry-after': seconds } });
    const long = spoiled(busy('3600'));
    expect(await failure(long.corsia.patients.list())).toMatchObject({
      code: 'unknown',
      status: 503,
      retryAfter: 3600,
    });
    expect(long.waits).toEqual([]);
    const forever = spoiled(busy('1'), { attempts: 3 });
    expect(await failure(forever.corsia.patients.list())).toMatchObject({ status: 503 });
    expect(forever.waits).toHaveLength(2);
  });

  test('not after a PATCH, which may have happened; but when the limit turned it away', async () => {
    const patient = await corsia.patients.create({ body: ANNA });
    const patching = (status: number) =>
      spoiled(({ method }, count) => (method === 'PATCH' && count === 1 ? new Response(null, { status }) : undefined));
    const patch = (client: Corsia) => client.patients.patch({ path: { id: patient.id }, body: { lastName: 'Neri' } });
    expect(await failure(patch(patching(503).corsia))).toMatchObject({ status: 503 });
    expect(await patch(patching(429).corsia)).toMatchObject({ version: 2 });
  });

  test('not when the caller gave up', async () => {
    const giveUp = new AbortController();
    const { corsia, watched } = spoiled(() => {
      giveUp.abort();
      throw new TypeError('fetch failed');
    });
    expect(await failure(corsia.patients.list({ signal: giveUp.signal }))).toMatchObject({ name: 'AbortError' });
    expect(watched.to('/patients')).toHaveLength(1);
    const { corsia: waiting } = spoiled(() => undefined, { sleep: undefined as never });
    expect(await failure(waiting.patients.list({ signal: giveUp.signal }))).toMatchObject({ name: 'AbortError' });
  });

  test('and in the end is a connection error that says why', async () => {
    const slow = spoiled(
      ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
      {
        timeout: 20,
        attempts: 2,
      },
    );
    expect(await failure(slow.corsia.patients.list())).toMatchObject({
      name: 'ConnectionError',
      cause: expect.anything(),
    });
    expect(slow.waits).toHaveLength(1);
  });
});

describe('lists', () => {
  test('are read page by page, or item by item', async () => {
    const name = randomUUID();
    for (let time = 0; time < 5; time++)
      await corsia.patients.create({ body: { firstName: 'Pagina', lastName: name } });
    const sizes: number[] = [];
    for await (const page of pages((window) => corsia.patients.list({ query: { q: name, ...window } }), { limit: 2 }))
      sizes.push(page.length);
    expect(sizes).toEqual([2, 2, 1]);
    const ids = new Set<number>();
    for await (const { id } of items((window) => corsia.patients.list({ query: { q: name, ...window } }), {
      limit: 2,
      offset: 1,
    }))
      ids.add(id);
    expect(ids.size).toBe(4);
    expect(await all(items((window) => corsia.patients.list({ query: { q: randomUUID(), ...window } })))).toEqual([]);
  });
});

changeCases(caller);
