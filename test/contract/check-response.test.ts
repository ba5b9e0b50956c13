import { describe, expect, test } from 'vitest';
import { type OpenApiDocument, responseChecker } from './check-response.ts';

const error = {
  type: 'object',
  required: ['error', 'status', 'requestId'],
  properties: { error: { type: 'string' }, status: { type: 'integer' }, requestId: { type: 'string' } },
};
const document: OpenApiDocument = {
  definitions: {
    Error: error,
    Dog: {
      type: 'object',
      required: ['name'],
      properties: {
        name: { type: 'string' },
        born: { type: 'string', format: 'date' },
        owner: { $ref: '#/definitions/Owner' },
      },
    },
    Owner: { type: 'object', properties: { name: { type: 'string' } } },
  },
  paths: {
    '/dogs/{id}': {
      get: {
        operationId: 'Dogs_Get',
        responses: {
          200: { description: 'The dog.', schema: { $ref: '#/definitions/Dog' } },
          304: { description: 'Unchanged.' },
          404: { description: 'No such dog.', schema: { $ref: '#/definitions/Error' } },
        },
      },
    },
  },
};
const check = responseChecker(document);
const json = { 'content-type': 'application/json; charset=utf-8', 'x-request-id': 'r-1' };
const answer = (status: number, body: unknown, headers: Record<string, string> = json) => ({
  method: 'GET',
  path: '/dogs/1?sort=name',
  status,
  headers: new Headers(headers),
  text: body === undefined ? '' : JSON.stringify(body),
});

describe('what is documented passes', () => {
  test.each([
    ['a whole body', answer(200, { name: 'Fido', born: '2020-02-29', owner: { name: 'Ada' } })],
    ['an empty answer', answer(304, undefined)],
    ['an error', answer(404, { error: 'not_found', status: 404, requestId: 'r-1' })],
  ])('%s', (_name, response) => {
    expect(() => check(response)).not.toThrow();
  });
});

test('members that the caller left out by `fields` are not missed', () => {
  const partial = { ...answer(200, {}), path: '/dogs/1?fields=born' };
  expect(() => check(partial)).not.toThrow();
});

describe('planted violations are found', () => {
  test.each([
    ['an undocumented path', { ...answer(200, { name: 'Fido' }), path: '/cats/1' }, /not documented/],
    ['an undocumented method', { ...answer(200, { name: 'Fido' }), method: 'PUT' }, /not documented/],
    ['an undocumented status', answer(409, {}), /status is not documented/],
    ['a missing member', answer(200, {}), /required property 'name'/],
    ['a wrong type', answer(200, { name: 1 }), /must be string/],
    ['a wrong format', answer(200, { name: 'Fido', born: '2021-02-29' }), /must match format/],
    ['a member nobody documented', answer(200, { name: 'Fido', chip: 1 }), /additional properties/],
    ['one deeper down', answer(200, { name: 'Fido', owner: { age: 3 } }), /additional properties/],
    ['a body where none belongs', answer(304, {}), /a body where none/],
    ['another content type', answer(200, { name: 'Fido' }, { 'content-type': 'text/html' }), /content type text\/html/],
    ['another status in the error', answer(404, { error: 'x', status: 400, requestId: 'r-1' }), /says status 400/],
    ['another request id', answer(404, { error: 'x', status: 404, requestId: 'r-2' }), /request id/],
  ])('%s', (_name, response, message) => {
    expect(() => check(response)).toThrow(message);
  });
});
