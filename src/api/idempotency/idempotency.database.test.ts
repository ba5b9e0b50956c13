import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CheckedCall, checkedCalls } from '../../../test/contract/checked-calls.ts';
import { asSuperuser } from '../../../test/harness/database.ts';
import { type CallOptions, type Platform, startPlatform } from '../../../test/harness/platform.ts';
import { statement, type Tx } from '../../platform/database/index.ts';
import { ServiceError } from '../../platform/errors.ts';
import type { KeptAnswer } from './idempotency.queries.ts';
import { once } from './idempotency.ts';

const PATIENTS = '/v2/tenants/sandbox-clinic/patients';
const ANNA = { firstName: 'Anna', lastName: 'Prova' };

let platform: Platform;
let call: CheckedCall<{ id: number; items: { id: number }[]; total: number }>;
beforeAll(async () => {
  platform = await startPlatform();
  call = await checkedCalls(platform);
});
afterAll(() => platform.close());

const post = (key: string, body: object = ANNA, options: CallOptions = {}, path = PATIENTS) =>
  call('POST', path, { body, ...options, headers: { 'idempotency-key': key } });
const replayed = ({ headers }: { headers: Headers }) => headers.get('idempotency-replayed');

const sandbox = () => platform.database.forTenant({ tenantId: 'sandbox-clinic', timeZone: 'UTC' });
const keptFor = async (key: string) =>
  (await sandbox().query(statement('test_kept', 'select from idempotency_keys where key = $1'), [key])).length;

/** For calls of `once` itself, where the API has no route for the case. */
const ANSWER: KeptAnswer = { status: 201, headers: { etag: '"1"' }, body: 'kept' };
const identity = (key: string) => ({
  key,
  clientId: 'c',
  userId: 'u',
  tenantId: 'sandbox-clinic',
  requestBody: {},
  route: 'POST /somewhere',
});

describe('the same request again', () => {
  test('is answered as the first time, byte for byte', async () => {
    const first = await post('same');
    const again = [await post('same'), await post('same')];
    expect(first.status).toBe(201);
    expect(replayed(first)).toBeNull();
    for (const answer of again) {
      expect({ status: answer.status, text: answer.text }).toEqual({ status: 201, text: first.text });
      expect(replayed(answer)).toBe('true');
      for (const name of ['location', 'etag', 'content-type', 'content-length'])
        expect(answer.headers.get(name), name).toBe(first.headers.get(name));
    }
  });

  test('has a request id of its own', async () => {
    const ids = [await post('request-ids'), await post('request-ids')].map(({ headers }) =>
      headers.get('x-request-id'),
    );
    expect(ids[0]).not.toBe(ids[1]);
  });

  test('is answered as the first time even when the patient has changed since', async () => {
    const first = await post('changed-since');
    await call('PATCH', `${PATIENTS}/${first.body.id}`, { body: { lastName: 'Altra' } });
    expect((await post('changed-since')).text).toBe(first.text);
    await call('DELETE', `${PATIENTS}/${first.body.id}`);
    expect((await post('changed-since')).text).toBe(first.text);
    expect((await call('GET', `${PATIENTS}/${first.body.id}`)).status).toBe(404);
  });

  test('without a key is another request', async () => {
    const [first, second] = [
      await call('POST', PATIENTS, { body: ANNA }),
      await call('POST', PATIENTS, { body: ANNA }),
    ];
    expect(first.body.id).not.toBe(second.body.id);
  });
});

test('another body under the same key is refused, and the first stays', async () => {
  const first = await post('reused');
  for (const body of [
    { ...ANNA, lastName: 'Altra' },
    { ...ANNA, sex: 'F' },
  ]) {
    expect(await post('reused', body)).toMatchObject({ status: 422, body: { error: 'idempotency_key_reused' } });
  }
  expect((await post('reused')).text).toBe(first.text);
});

describe('the same key does not collide', () => {
  test('with that of another application, person or clinic', async () => {
    const tokens = {
      first: await platform.token(),
      application: await platform.token({ clientId: 'sandbox-native' }),
      person: await platform.token({ email: 'reception@sandbox.test' }),
    };
    const answers = [];
    for (const token of Object.values(tokens)) answers.push(await post('shared', ANNA, { token }));
    const token = await platform.token({ email: 'manager@other.test' });
    answers.push(await post('shared', ANNA, { token }, '/v2/tenants/other-clinic/patients'));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(answers.map(replayed)).toEqual([null, null, null, null]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(4);
  });

  test('with that of another token of the same person and application', async () => {
    const first = await post('tokens');
    const token = await platform.token({ scope: 'openid giponext.patients' });
    expect((await post('tokens', ANNA, { token })).text).toBe(first.text);
  });

  test('with that of another route', async () => {
    const on = (route: string, text: string) => {
      const identity = {
        key: 'routes',
        clientId: 'c',
        userId: 'u',
        tenantId: 'sandbox-clinic',
        requestBody: {},
        route,
      };
      const answer: KeptAnswer = { status: 201, headers: { etag: '"1"' }, body: text };
      return once(sandbox(), identity, async () => answer, never);
    };
    expect(await on('POST /a', 'first')).toMatchObject({ body: 'first', replayed: false });
    expect(await on('POST /b', 'second')).toMatchObject({ body: 'second', replayed: false });
    expect(await on('POST /a', 'third')).toEqual({
      status: 201,
      headers: { etag: '"1"' },
      body: 'first',
      replayed: true,
    });
  });
});

describe('what is refused', () => {
  test('before it is tried is not kept, so that it can be corrected', async () => {
    const token = await platform.token({ scope: 'openid' });
    expect((await post('corrected', ANNA, { token })).status).toBe(403);
    expect((await post('corrected', { firstName: 'Anna' })).status).toBe(400);
    expect((await post('corrected', { ...ANNA, unknown: 1 })).status).toBe(400);
    expect((await call('POST', PATIENTS, { body: '{', headers: { 'idempotency-key': 'corrected' } })).status).toBe(400);
    expect(await keptFor('corrected')).toBe(0);
    const answer = await post('corrected');
    expect([answer.status, replayed(answer)]).toEqual([201, null]);
  });

  test('as a duplicate is answered as the first time, even when it is none any more', async () => {
    const body = { ...ANNA, fiscalCode: 'RSSMRA80A01H501U' };
    const existing = await call('POST', PATIENTS, { body });
    const first = await post('duplicate', body);
    expect(first).toMatchObject({ status: 409, body: { error: 'duplicate_patient', existingId: existing.body.id } });
    await call('DELETE', `${PATIENTS}/${existing.body.id}`);
    const again = await post('duplicate', body);
    expect({ status: again.status, text: again.text }).toEqual({ status: 409, text: first.text });
    expect(replayed(again)).toBe('true');
    expect((await post('duplicate-anew', body)).status).toBe(201);
  });

  test('by a rule is answered as the first time', async () => {
    const body = { ...ANNA, birthDate: '1800-01-01' };
    const first = await post('rule', body);
    const again = await post('rule', body);
    expect(first.status).toBe(422);
    expect({ status: again.status, text: again.text }).toEqual({ status: 422, text: first.text });
  });
});

test('what a request wrote before it was refused is undone, and the refusal kept', async () => {
  const note = statement<unknown>(
    'test_note',
    `insert into roles (tenant_id, key, name) values ('sandbox-clinic', 'test-note', 'x')`,
  );
  const notes = statement<unknown>('test_notes', `select from roles where key = 'test-note'`);
  // The second insert breaks the key, which ends a transaction that has no savepoint.
  const refusing = async (tx: Tx) => {
    await tx.query(note);
    await tx.query(note).catch(() => {
      throw new ServiceError('version_conflict', 'refused');
    });
    return ANSWER;
  };
  const refusal = (error: ServiceError): KeptAnswer => ({ status: error.status, headers: {}, body: error.message });
  const kept = { status: 409, headers: {}, body: 'refused' };
  expect(await once(sandbox(), identity('refused'), refusing, refusal)).toEqual({ ...kept, replayed: false });
  expect(await once(sandbox(), identity('refused'), refusing, refusal)).toEqual({ ...kept, replayed: true });
  expect(await sandbox().query(notes)).toEqual([]);
});

describe('what failed is not kept, so that it can be tried again', () => {
  test('when something went wrong', async () => {
    await asSuperuser(platform.superuserUrl, 'revoke insert on change_log from corsia_app');
    expect((await post('failed')).status).toBe(500);
    await asSuperuser(platform.superuserUrl, 'grant insert on change_log to corsia_app');
    expect(await keptFor('failed')).toBe(0);
    const answer = await post('failed');
    expect([answer.status, replayed(answer)]).toEqual([201, null]);
  });

  test('when the server was busy', async () => {
    const busy = async () => {
      throw new ServiceError('unavailable', 'busy');
    };
    await expect(once(sandbox(), identity('busy'), busy, never)).rejects.toMatchObject({ code: 'unavailable' });
    expect(await keptFor('busy')).toBe(0);
    expect(await once(sandbox(), identity('busy'), async () => ANSWER, never)).toEqual({ ...ANSWER, replayed: false });
  });
});

describe('twins at the same moment', () => {
  test('make one patient: 20 at once with one key', async () => {
    const body = { ...ANNA, lastName: 'Ventigemelli' };
    const answers = await Promise.all(Array.from({ length: 20 }, () => post('twins', body)));
    const made = answers.filter(({ status }) => status === 201);
    expect(made.filter((answer) => replayed(answer) === null)).toHaveLength(1);
    expect(new Set(made.map(({ text }) => text)).size).toBe(1);
    for (const answer of answers.filter(({ status }) => status !== 201)) {
      expect(answer).toMatchObject({ status: 409, body: { error: 'request_in_progress' } });
      expect(answer.headers.get('retry-after')).toBe('1');
    }
    const found = await call('GET', `${PATIENTS}?q=ventigemelli&includeTotal=true`);
    expect(found.body).toMatchObject({ total: 1, items: [{ id: made[0]!.body.id }] });
    expect((await post('twins', body)).text).toBe(made[0]!.text);
  });

  test('of which one runs still: the other is told to retry', async () => {
    let finish = () => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let started = () => {};
    const running = new Promise<void>((resolve) => {
      started = resolve;
    });
    const work = async () => {
      started();
      await finished;
      return ANSWER;
    };
    const twin = () => once(sandbox(), identity('slow'), work, never);
    const first = twin();
    await running;
    await expect(twin()).rejects.toMatchObject({
      code: 'request_in_progress',
      status: 409,
    });
    finish();
    expect(await first).toMatchObject({ replayed: false });
    expect(await twin()).toEqual({ ...ANSWER, replayed: true });
  });
});

describe('the key', () => {
  test.each([
    ['empty', ''],
    ['a space inside', 'a b'],
    ['256 characters', 'x'.repeat(256)],
    ['beyond ASCII', 'clé'],
    ['two of them', 'a, b'],
  ])('is refused: %s', async (_name, key) => {
    expect(await post(key)).toMatchObject({
      status: 400,
      body: { error: 'invalid_parameter', details: [{ field: 'Idempotency-Key', code: 'invalid_format' }] },
    });
  });

  test.each(['x', 'x'.repeat(255), '7d3ab2a0-6a3b-4f9e-8c43-0b5a4d3e2f10', `!"#$%&'()*+,-./:;<=>?@[\\]^_\`{|}~`])(
    'may be %s',
    async (key) => {
      const first = await post(key);
      expect((await post(key)).text).toBe(first.text);
    },
  );

  test('says nothing to other methods', async () => {
    const { id } = (await post('methods')).body;
    const headers = { 'idempotency-key': 'methods' };
    for (const version of [2, 3])
      expect(await call('PATCH', `${PATIENTS}/${id}`, { body: {}, headers })).toMatchObject({ body: { version } });
    expect((await call('GET', `${PATIENTS}/${id}`, { headers })).headers.has('idempotency-replayed')).toBe(false);
  });
});

function never(error: ServiceError): KeptAnswer {
  throw new Error(`refused: ${error.message}`);
}
