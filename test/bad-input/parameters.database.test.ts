import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CheckedCall, checkedCalls } from '../contract/checked-calls.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { sample } from './right-values.ts';
import { everyRoute, pathOf, rightBody, rightQuery, routesWithId, routesWithQuery } from './routes.ts';
import type { Schema } from './schemas.ts';
import { storedRows } from './stored.ts';

let platform: Platform;
let call: CheckedCall<object>;
let before: Record<string, string>;
beforeAll(async () => {
  platform = await startPlatform();
  call = await checkedCalls(platform);
  before = await storedRows(platform);
});
afterAll(() => platform.close());

const NO_TEXT = ['%00', 'a%00b', '%ED%A0%80', '%ff', '%C3%28', '%', '%zz', '%u0041'];
const NO_INTEGER = [
  '',
  'abc',
  'NaN',
  'Infinity',
  '1e3',
  '1E1',
  '0x10',
  '1.5',
  '1.0',
  '+1',
  '%201',
  '1%20',
  '01',
  '-0',
  '--1',
  '1,000',
  'null',
  'true',
  '٣',
  '1;2',
  '[]',
];

/** Texts, as they stand in a URL, that a parameter of this schema must refuse. */
function wrongTexts({ type, format, minimum, maximum, maxLength, minLength, pattern, enum: values }: Schema): string[] {
  if (type === 'boolean') return ['', '1', '0', 'yes', 'TRUE', 'True', 'null', ...NO_TEXT];
  if (type === 'integer') {
    const least = minimum === undefined ? [] : [String(minimum - 1), '-9999999999999999999'];
    const most = maximum === undefined ? [] : [String(maximum + 1), '9'.repeat(30), '9'.repeat(400)];
    return [...least, ...most, ...NO_INTEGER, ...NO_TEXT];
  }
  return [
    ...(values ? ['', 'no-such-value', String(values[0]).toUpperCase(), ...values.map((value) => `${value}%20`)] : []),
    ...(maxLength === undefined ? [] : ['x'.repeat(maxLength + 1), 'x'.repeat(8_000)]),
    ...(minLength ? [''] : []),
    ...(pattern === '\\S' ? ['%20', '%09%0a', '+'] : []),
    ...(format ? ['', 'x', '2026', '2026-02-30', '2026-02-30T10:00:00Z', '0000-01-01', '0000-01-01T00:00:00Z'] : []),
    ...(format === 'date' ? ['2026-01-01T00:00:00Z', '01/02/2026', '20260101', '10000-01-01', '-2026-01-01'] : []),
    ...(format === 'date-time'
      ? [
          '2026-01-01',
          '2026-01-01T10:00:00',
          '2026-01-01T10:00:00+02:00',
          '2026-01-01T25:00:00Z',
          '2026-01-01T10:00:60Z',
          '2026-01-01T10:00:00-20:00',
          '1767225600',
        ]
      : []),
    ...NO_TEXT,
  ];
}

test('there are routes and parameters to examine', () => {
  expect(everyRoute.length).toBeGreaterThan(5);
  expect(routesWithQuery.length).toBeGreaterThan(0);
  expect(routesWithId.length).toBeGreaterThan(3);
});

describe.each(routesWithQuery)('%s', (_name, { route, parameters }) => {
  const get = (search: string) => call(route.method, `${pathOf(route)}?${search}`);
  /** The status, the code and the parameters that are named. */
  const refusal = async (search: string) => {
    const { status, body } = await get(search);
    return [search, status, body.error, ...new Set(body.details.map(({ field }) => field))];
  };

  test.each(Object.entries(parameters))('refuses what is wrong for %s, and names it', async (name, schema) => {
    const wrong = wrongTexts(schema);
    expect(wrong.length).toBeGreaterThan(10);
    for (const text of wrong) {
      const search = `${name}=${text}${rightQuery(route, name)}`;
      expect(await refusal(search)).toEqual([search, 400, 'invalid_parameter', name]);
    }
  });

  test.each(Object.entries(parameters))('refuses %s when it stands there twice', async (name, schema) => {
    const value = encodeURIComponent(String(sample(schema)));
    for (const twice of [`${name}=${value}&${name}=${value}`, `${name}=${value}&${name}=`, `${name}&${name}`]) {
      const search = twice + rightQuery(route, name);
      expect(await refusal(search)).toEqual([search, 400, 'invalid_parameter', name]);
    }
  });

  test('names each parameter that is wrong', async () => {
    const integers = Object.entries(parameters).filter(([, { type }]) => type === 'integer');
    const answer = await get(integers.map(([name]) => `${name}=x`).join('&'));
    expect(answer.body.details.map(({ field }) => field)).toEqual(integers.map(([name]) => name));
  });
});

describe.each(everyRoute)('%s', (_name, route) => {
  test.each(['noSuchParameter', '__proto__', 'constructor', 'toString', 'LIMIT', 'limit%5B%5D', 'fields.x', '%C3%A0'])(
    'refuses the unknown parameter %s, and names it',
    async (name) => {
      const answer = await call(route.method, `${pathOf(route)}?${name}=1${rightQuery(route)}`, {
        body: rightBody(route),
      });
      expect(answer).toMatchObject({
        status: 400,
        body: { error: 'unknown_parameter', details: [{ field: decodeURIComponent(name), code: 'unknown_field' }] },
      });
    },
  );

  test.runIf(route.access !== 'signed-in')('does not know a tenant of any strange name', async () => {
    for (const tenantId of [
      '%00',
      '%20',
      'SANDBOX-CLINIC',
      'sandbox-clinic%00',
      '__proto__',
      "'%20or%201=1--",
      'x'.repeat(201),
      '%F0%9F%98%80',
    ]) {
      const answer = await call(route.method, pathOf(route, { tenantId }), { body: rightBody(route) });
      expect({ tenantId, ...answer }).toMatchObject({ tenantId, status: 404, body: { error: 'not_found' } });
    }
  });
});

describe.each(routesWithId)('%s', (_name, { route, names }) => {
  const send = (values: Record<string, string>) =>
    call(route.method, pathOf(route, values), { body: rightBody(route) });

  const ids = names.filter((name) => (route.params as Schema).properties![name]!.type === 'integer');

  test.each(ids)('refuses any {%s} that is no id, and names it', async (name) => {
    for (const id of [
      '0',
      '-1',
      '1e0',
      '1e30',
      'abc',
      '1.0',
      '0x1',
      '01',
      '%201',
      '%00',
      '1%00',
      '',
      'null',
      '9007199254740992',
      '9'.repeat(200),
      '٣',
      '1;1',
      '*',
    ]) {
      const { status, body } = await send({ [name]: id });
      expect({ id, status, body }).toMatchObject({
        id,
        status: 400,
        body: { error: 'invalid_parameter', details: [{ field: name }] },
      });
    }
  });

  test.each(names)('refuses a {%s} that is no text', async (name) => {
    for (const id of ['%ED%A0%80', '%ff', '%C3%28', '%', '%zz'])
      expect({ id, ...(await send({ [name]: id })) }).toMatchObject({
        id,
        status: 400,
        body: { error: 'invalid_request' },
      });
  });

  test.each(names)('does not find a {%s} that nothing has', async (name) => {
    for (const id of ['9007199254740991', '9'.repeat(201), 'x'.repeat(3_000)]) {
      expect({ id, ...(await send({ [name]: id })) }).toMatchObject({ id, status: 404, body: { error: 'not_found' } });
    }
  });
});

test('nothing of all this was stored', async () => {
  expect(await storedRows(platform)).toEqual(before);
});
