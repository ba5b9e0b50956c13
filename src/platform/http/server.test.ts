import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ServiceError } from '../errors.ts';
import { createServer, toServiceError } from './server.ts';

const app = createServer({
  logger: pino({ level: 'silent' }),
  trustProxy: false,
  origin: 'http://localhost',
  bodyLimit: 100,
});
beforeAll(async () => {
  app.get('/items/:id', async (request) => ({ id: (request.params as { id: string }).id, requestId: request.id }));
  app.setErrorHandler((error, request, reply) => {
    const { code, status, message } = toServiceError(error);
    return reply.code(status).send({ code, message, requestId: request.id });
  });
  await app.ready();
});
afterAll(() => app.close());

describe('request ids', () => {
  test.each(['abcdefgh', 'A.b:c-d_9', 'x'.repeat(64), '7d3ab2a0-6a3b-4f9e-8c43-0b5a4d3e2f10'])(
    '%s of the caller is kept',
    async (id) => {
      const response = await app.inject({ url: '/items/1', headers: { 'x-request-id': id } });
      expect(response.headers['x-request-id']).toBe(id);
      expect(response.json().requestId).toBe(id);
    },
  );

  test.each(['short', 'x'.repeat(65), 'with space', 'a\tb-cdefg', 'quote"quote', 'ünïcödé!', '{"a":"b"}', ''])(
    '%j of the caller is replaced',
    async (id) => {
      const response = await app.inject({ url: '/items/1', headers: { 'x-request-id': id } });
      expect(response.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    },
  );
});

describe('URLs that lead nowhere', () => {
  test.each(['/items/%', '/items/%zz', '/items/%ED%A0%80', '/%ff'])('%s is 400', async (url) => {
    const response = await app.inject({ url, headers: { 'x-request-id': 'request-1' } });
    expect(response.statusCode).toBe(400);
    expect(response.headers['x-request-id']).toBe('request-1');
    expect(response.json()).toEqual({
      code: 'invalid_request',
      message: 'The URL is not valid.',
      requestId: 'request-1',
    });
  });

  test('an id longer than any is 404', async () => {
    const response = await app.inject({ url: `/items/${'x'.repeat(201)}` });
    expect(response.statusCode).toBe(404);
    expect(response.json()).toMatchObject({ code: 'not_found' });
  });
});

describe('failures', () => {
  test('a refusal stays what it is', () => {
    const refusal = new ServiceError('not_found', 'gone');
    expect(toServiceError(refusal)).toBe(refusal);
  });

  test.each([
    [400, 'invalid_request'],
    [413, 'payload_too_large'],
    [415, 'unsupported_media_type'],
    [500, 'internal_error'],
    [418, 'internal_error'],
    [undefined, 'internal_error'],
  ])('status %s is %s', (statusCode, code) => {
    const cause = Object.assign(new Error('message'), { statusCode });
    expect(toServiceError(cause)).toMatchObject({ code, cause });
  });

  test('what is unexpected says nothing of itself', () => {
    expect(toServiceError(new Error('password=secret')).message).not.toContain('secret');
  });
});

test('nothing is said of https by an origin that has none', async () => {
  for (const url of ['/items/1', '/nowhere', '/%'])
    expect((await app.inject({ url })).headers).not.toHaveProperty('strict-transport-security');
});
