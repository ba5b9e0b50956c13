import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CheckedCall, checkedCalls } from '../contract/checked-calls.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { minimal } from './right-values.ts';
import { pathOf, routesWithBody } from './routes.ts';
import type { Schema } from './schemas.ts';
import { storedRows } from './stored.ts';
import { wrongBodies } from './wrong-values.ts';

let platform: Platform;
let call: CheckedCall<object>;
let before: Record<string, string>;
beforeAll(async () => {
  platform = await startPlatform();
  call = await checkedCalls(platform);
  before = await storedRows(platform);
});
afterAll(() => platform.close());

const AT_ONCE = 20;

test('there are routes to examine', () => {
  expect(routesWithBody.length).toBeGreaterThan(2);
});

describe.each(routesWithBody)('%s', (_name, { route, schema, isPatch }) => {
  const send = (body: unknown, headers: Record<string, string> = {}) =>
    call(route.method, pathOf(route), { body, headers });
  const right = isPatch ? {} : minimal(schema);

  test('refuses each member that is wrong, unknown or missing, and names it', async () => {
    const wrong = wrongBodies(schema, isPatch);
    expect(wrong.length).toBeGreaterThan(8 * Object.keys(schema.properties!).length);
    const wrongly: unknown[] = [];
    for (let at = 0; at < wrong.length; at += AT_ONCE) {
      await Promise.all(
        wrong.slice(at, at + AT_ONCE).map(async ({ field, what, body }) => {
          const answer = await send(body);
          const named = answer.body?.details?.map((detail) => detail.field) ?? [];
          if (answer.status !== 400 || answer.body.error !== 'invalid_request' || !named.includes(field))
            wrongly.push({ field, what, status: answer.status, text: answer.text.slice(0, 300) });
        }),
      );
    }
    expect(wrongly).toEqual([]);
  });

  const nested = (open: string, close: string, levels: number) => open.repeat(levels) + close.repeat(levels);
  const named = propertyThatHoldsAnObject(schema);

  test.each<[string, string | Uint8Array]>([
    ['an empty body', ''],
    ['white space', ' \n'],
    ['a body cut short', '{"firstName":"An'],
    ['a trailing comma', '{"firstName":"Anna",}'],
    ['single quotes', "{'firstName':'Anna'}"],
    ['two objects', '{}{}'],
    ['a form', 'firstName=Anna'],
    ['XML', '<patient/>'],
    ['a byte order mark', '\ufeff{}'],
    ['UTF-16', Buffer.from('{}', 'utf16le')],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
    ['an overlong encoding', Buffer.from([0x22, 0xc0, 0xaf, 0x22])],
    ['a surrogate in UTF-8', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
    ['a raw NUL', '{"firstName":"\0"}'],
    ['null', 'null'],
    ['a text', '"text"'],
    ['a number', '1e400'],
    ['an array', '[]'],
    ['an array of objects', '[{}]'],
    ['nesting without end', nested('[', ']', 100_000)],
    ['an array cut short deep down', '['.repeat(100_000)],
  ])('refuses %s', async (_what, body) => {
    const answer = await send(body);
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
  });

  test.each<[string, (name: string) => string, string?]>([
    ['a NUL', (name) => `{"${name}":"\\u0000"}`],
    ['an unpaired surrogate', (name) => `{"${name}":"\\ud800"}`],
    ['an unpaired surrogate deep down', (name) => `{"${name}":[{"x":"\\udc00"}]}`, '.0.x'],
    ['objects without end', (name) => `{"${name}":${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}}`],
    ['arrays without end', (name) => `{"${name}":${nested('[', ']', 100_000)}}`],
    ['arrays without end and an escape', (name) => `{"x":"\\u0041","${name}":${nested('[', ']', 100_000)}}`],
    ['the prototype', (name) => `{"${name}":{"__proto__":{"a":1}}}`, '.__proto__'],
    ['the prototype in disguise', (name) => `{"${name}":{"\\u005f_proto__":{"a":1}}}`, '.__proto__'],
  ])('refuses %s, and names the member', async (_what, body, below = '') => {
    const answer = await send(body(named));
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
    expect(answer.body.details.map(({ field }) => field)).toContain(named + below);
  });

  test('refuses a body above 256 KiB', async () => {
    const sized = (bytes: number) => {
      const start = `{"${named}":"`;
      return `${start}${'x'.repeat(bytes - start.length - 2)}"}`;
    };
    const largest = await send(sized(262_144));
    expect(largest.status).toBe(400);
    expect(largest.body.details.map(({ field }) => field)).toContain(named);
    for (const bytes of [262_145, 300_000, 2_000_000])
      expect(await send(sized(bytes))).toMatchObject({ status: 413, body: { error: 'payload_too_large' } });
  });

  test('refuses thousands of members, and tells of some', async () => {
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`member${at}`, at]));
    const answer = await send({ ...right, ...many });
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
    expect(answer.body.details).toHaveLength(20);
  });

  test.each([
    'text/plain',
    'text/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'application/octet-stream',
    'application/jsonp',
    'nonsense',
  ])('refuses the content type %s', async (contentType) => {
    const answer = await send(right, { 'content-type': contentType });
    expect(answer).toMatchObject({ status: 415, body: { error: 'unsupported_media_type' } });
  });
});

test('nothing of all this was stored', async () => {
  expect(await storedRows(platform)).toEqual(before);
});

function propertyThatHoldsAnObject({ properties }: Schema): string {
  return Object.keys(properties!).find((name) => properties![name]!.$ref) ?? Object.keys(properties!)[0]!;
}
