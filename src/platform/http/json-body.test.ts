import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useStrictJson } from './json-body.ts';
import { toServiceError } from './server.ts';

let app: FastifyInstance;
beforeAll(async () => {
  app = Fastify();
  useStrictJson(app);
  app.post('/', async (request) => ({ body: request.body }));
  app.setErrorHandler((error, _request, reply) => {
    const { code, status, details } = toServiceError(error);
    return reply.code(status).send({ code, details });
  });
});
afterAll(() => app.close());

async function post(payload: string | Buffer, contentType = 'application/json') {
  const response = await app.inject({ method: 'POST', url: '/', payload, headers: { 'content-type': contentType } });
  return { status: response.statusCode, ...response.json() };
}

describe('accepted', () => {
  test.each([
    '{"a":1}',
    '[1,"x",null,true]',
    '"text"',
    'null',
    ' {"a" : {"b" : []}}\n',
    '{"a":"\\ud83d\\ude00 \\u00e0"}',
    '{"constructor":{"prototype":1},"toString":2}',
    `${'['.repeat(32)}${']'.repeat(32)}`,
  ])('%s', async (text) => {
    expect(await post(text)).toEqual({ status: 200, body: JSON.parse(text) });
  });

  test.each(['application/json', 'application/json; charset=utf-8', 'application/merge-patch+json'])(
    'as %s',
    async (contentType) => {
      expect(await post('{"a":1}', contentType)).toEqual({ status: 200, body: { a: 1 } });
    },
  );
});

describe('refused as invalid', () => {
  test.each([
    ['an empty body', ''],
    ['a body cut short', '{"a":'],
    ['a trailing comma', '{"a":1,}'],
    ['a raw NUL', '{"a":"\0"}'],
    ['NaN', '{"a":NaN}'],
    ['two values', '{} {}'],
    ['a byte order mark', '\ufeff{}'],
    ['a wrong byte', Buffer.from([0x22, 0xff, 0x22])],
    ['an overlong NUL', Buffer.from([0x22, 0xc0, 0x80, 0x22])],
    ['a surrogate in UTF-8', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
    ['UTF-16', Buffer.from('{"a":1}', 'utf16le')],
  ])('%s', async (_name, payload) => {
    expect(await post(payload)).toEqual({ status: 400, code: 'invalid_request', details: [] });
  });
});

describe('refused with the member named', () => {
  const deep = (open: string, close: string, levels: number, inner = '') =>
    open.repeat(levels) + inner + close.repeat(levels);
  test.each([
    ['an escaped NUL', '{"a":[{"b":"\\u0000"}]}', 'a.0.b', 'invalid_text'],
    ['an escaped surrogate', '{"a":"\\ud800"}', 'a', 'invalid_text'],
    ['an escaped surrogate in a name', '{"\\udc00":1}', '\udc00', 'invalid_text'],
    ['a prototype', '{"__proto__":{"a":1}}', '__proto__', 'unknown_field'],
    ['an escaped prototype', '{"\\u005f_proto__":null}', '__proto__', 'unknown_field'],
    ['a prototype further down', '{"a":[{"__proto__":1}]}', 'a.0.__proto__', 'unknown_field'],
    ['33 levels', deep('[', ']', 33), '0', 'too_deep'],
    ['objects without end', `{"a":${deep('{"b":', '}', 40_000, '1')}}`, 'a', 'too_deep'],
    ['arrays without end', `{"a":1,"c":${deep('[', ']', 100_000)}}`, 'c', 'too_deep'],
    ['arrays without end and escapes', `{"c":"\\u0041","d":${deep('[', ']', 100_000)}}`, 'd', 'too_deep'],
    ['a prototype without end', `{"__proto__":${deep('[', ']', 100_000)}}`, '__proto__', 'unknown_field'],
  ])('%s', async (_name, text, field, code) => {
    expect(await post(text)).toMatchObject({ status: 400, code: 'invalid_request', details: [{ field, code }] });
  });
});

test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'application/jsonx', 'nonsense'])(
  '%s is 415',
  async (contentType) => {
    expect(await post('{}', contentType)).toMatchObject({ status: 415, code: 'unsupported_media_type' });
  },
);
