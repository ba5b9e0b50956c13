import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PATIENTS, type PatientsApi, startPatientsApi } from './patients.fixture.ts';

let api: PatientsApi;
beforeAll(async () => {
  api = await startPatientsApi();
});
afterAll(() => api.platform.close());

const NAME = { firstName: 'Anna', lastName: 'Prova' };
const get = (id: number, ifNoneMatch: string) =>
  api.call('GET', `${PATIENTS}/${id}`, { headers: { 'if-none-match': ifNoneMatch } });

/** The three ways of changing a patient, each with these headers and body members. */
const changes = (id: number, headers: Record<string, string>, members: object = {}) => [
  () => api.call('PUT', `${PATIENTS}/${id}`, { headers, body: { ...NAME, ...members } }),
  () => api.call('PATCH', `${PATIENTS}/${id}`, { headers, body: members }),
  () => api.call('DELETE', `${PATIENTS}/${id}`, { headers }),
];

describe('If-Match', () => {
  test.each(['"2"', '"0"', '"1", "2"', '""', 'nonsense', '1', '"1x"', 'W/"2"'])(
    '%s is refused when the version is 3, and the present version is told',
    async (ifMatch) => {
      const { id } = await api.create({});
      await api.call('PATCH', `${PATIENTS}/${id}`, { body: {} });
      await api.call('PATCH', `${PATIENTS}/${id}`, { body: {} });
      for (const change of changes(id, { 'if-match': ifMatch })) {
        expect(await change()).toMatchObject({ status: 409, body: { error: 'version_conflict', currentVersion: 3 } });
      }
      expect((await api.call('GET', `${PATIENTS}/${id}`)).body.version).toBe(3);
    },
  );

  test.each(['"1"', 'W/"1"', '*', '"9", "1"', ' "1" '])('%s lets version 1 change', async (ifMatch) => {
    for (const at of [0, 1, 2]) {
      const { id } = await api.create({});
      const answer = await changes(id, { 'if-match': ifMatch })[at]!();
      expect(answer.status).toBe(at === 2 ? 204 : 200);
    }
  });

  test('the ETag of any answer can be sent back', async () => {
    const created = await api.call('POST', PATIENTS, { body: NAME });
    let etag = created.headers.get('etag')!;
    for (const version of [2, 3, 4]) {
      const answer = await api.call('PATCH', `${PATIENTS}/${created.body.id}`, {
        body: { sex: 'F' },
        headers: { 'if-match': etag },
      });
      expect(answer).toMatchObject({ status: 200, body: { version } });
      etag = answer.headers.get('etag')!;
    }
  });
});

describe('version in the body', () => {
  test('is refused when it is not the present one', async () => {
    const { id } = await api.create({});
    await api.call('PATCH', `${PATIENTS}/${id}`, { body: {} });
    for (const version of [1, 3]) {
      for (const change of changes(id, {}, { version }).slice(0, 2)) {
        expect(await change()).toMatchObject({ status: 409, body: { error: 'version_conflict', currentVersion: 2 } });
      }
    }
  });

  test('lets the present version change, and must agree with If-Match', async () => {
    const { id } = await api.create({});
    const patch = (version: number, ifMatch: string) =>
      api.call('PATCH', `${PATIENTS}/${id}`, { body: { version }, headers: { 'if-match': ifMatch } });
    expect(await patch(1, '"1"')).toMatchObject({ status: 200, body: { version: 2 } });
    expect(await patch(1, '"2"')).toMatchObject({ status: 409 });
    expect(await patch(2, '"1"')).toMatchObject({ status: 409 });
    expect(await patch(2, '*')).toMatchObject({ status: 200, body: { version: 3 } });
  });
});

test('of 10 replaces at once with one If-Match exactly one wins', async () => {
  const { id } = await api.create({});
  const replace = (at: number) =>
    api.call('PUT', `${PATIENTS}/${id}`, {
      body: { ...NAME, firstName: `Anna ${at}` },
      headers: { 'if-match': '"1"' },
    });
  const answers = await whileLocked(id, 10, () => Promise.all(Array.from({ length: 10 }, (_, at) => replace(at))));
  const won = answers.filter(({ status }) => status === 200);
  expect(won).toHaveLength(1);
  for (const answer of answers.filter((other) => other !== won[0])) {
    expect(answer).toMatchObject({ status: 409, body: { error: 'version_conflict', currentVersion: 2 } });
  }
  expect((await api.call('GET', `${PATIENTS}/${id}`)).body).toEqual(won[0]!.body);
});

test('without If-Match every change is made, one after the other', async () => {
  const { id } = await api.create({});
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => api.call('PATCH', `${PATIENTS}/${id}`, { body: { sex: 'F' } })),
  );
  expect(answers.map(({ body }) => body.version).sort((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
});

test('of a replace and a delete at once with one If-Match exactly one wins', async () => {
  const { id } = await api.create({});
  const [put, , remove] = changes(id, { 'if-match': '"1"' });
  const answers = await whileLocked(id, 2, () => Promise.all([put!(), remove!()]));
  expect([
    [200, 409],
    [404, 204],
  ]).toContainEqual(answers.map(({ status }) => status));
});

test('a change that had to wait for another is not dated before it', async () => {
  const { id } = await api.create({});
  let other = 0;
  const waited = await whileLocked(
    id,
    1,
    () => api.call('PATCH', `${PATIENTS}/${id}`, { body: { sex: 'F' } }),
    async (client) => {
      const { rows } = await client.query(
        'update patients set updated_at = clock_timestamp() where id = $1 returning updated_at',
        [id],
      );
      other = rows[0].updated_at.getTime();
    },
  );
  expect(Date.parse(waited.body.updatedAt)).toBeGreaterThanOrEqual(other);
});

describe('If-None-Match on one patient', () => {
  test('the present ETag is answered 304 without a body', async () => {
    const { id } = await api.create({});
    for (const etag of ['"1"', 'W/"1"', '"0", "1"', '*']) {
      const answer = await get(id, etag);
      expect({ status: answer.status, text: answer.text }).toEqual({ status: 304, text: '' });
      expect(answer.headers.get('etag')).toBe('"1"');
      expect(answer.headers.get('cache-control')).toBe('private, no-cache');
    }
  });

  test('another ETag is answered with the patient', async () => {
    const { id } = await api.create({});
    await api.call('PATCH', `${PATIENTS}/${id}`, { body: {} });
    for (const etag of ['"1"', '"20"', 'nonsense', '']) {
      expect(await get(id, etag)).toMatchObject({ status: 200, body: { id, version: 2 } });
    }
  });

  test('a patient who does not exist is 404', async () => {
    expect(await get(9_999_999, '*')).toMatchObject({ status: 404 });
  });
});

/**
 * Starts `changes` of a patient while a transaction of ours holds it, and lets it go once `count` of them wait: they meet
 * for certain, however fast the machine is. `before` runs in our transaction just before.
 */
async function whileLocked<Result>(
  id: number,
  count: number,
  changes: () => Promise<Result>,
  before: (client: pg.Client) => Promise<void> = async () => {},
): Promise<Result> {
  const client = new pg.Client({ connectionString: api.platform.superuserUrl });
  await client.connect();
  try {
    await client.query('begin');
    await client.query('select from patients where id = $1 for update', [id]);
    const changed = changes();
    const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    // Within a transaction the view keeps what it showed first.
    do await client.query('select pg_stat_clear_snapshot()');
    while ((await client.query(waiting)).rowCount! < count);
    await before(client);
    await client.query('commit');
    return await changed;
  } finally {
    await client.end();
  }
}
