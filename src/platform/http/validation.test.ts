import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toServiceError } from './server.ts';
import { useStrictValidation } from './validation.ts';

const text = { type: 'string', maxLength: 3 };
const query = {
  type: 'object',
  properties: {
    count: { type: 'integer', minimum: -5, maximum: 9_007_199_254_740_991, default: 7 },
    flag: { type: 'boolean' },
    since: { type: 'string', format: 'date-time' },
    word: text,
  },
  additionalProperties: false,
};
const dog = {
  $id: 'Dog',
  type: 'object',
  properties: {
    name: text,
    age: { type: 'integer' },
    tame: { type: 'boolean' },
    kind: { type: 'string', enum: ['a', 'b'] },
  },
  required: ['name'],
  additionalProperties: false,
};
const kennel = {
  $id: 'Kennel',
  type: 'object',
  properties: { dogs: { type: 'array', items: { $ref: 'Dog#' } } },
};

let app: FastifyInstance;
beforeAll(async () => {
  app = Fastify();
  useStrictValidation(app);
  app.addSchema(kennel);
  app.addSchema(dog);
  app.get('/', { schema: { querystring: query } }, async (request) => request.query);
  app.post('/', { schema: { body: { $ref: 'Kennel#' } } }, async (request) => request.body);
  app.patch('/', async (request) => {
    const check = request.compileValidationSchema(dog, 'body');
    return { valid: check(request.body) };
  });
  app.setErrorHandler((error, _request, reply) => {
    const { code, status, message, details } = toServiceError(error);
    return reply.code(status).send({ code, message, details });
  });
});
afterAll(() => app.close());

const get = async (search: string) => (await app.inject({ url: `/${search}` })).json();
const post = async (payload: object) => (await app.inject({ method: 'POST', url: '/', payload })).json();

describe('parameters', () => {
  test.each([
    ['', { count: 7 }],
    ['?count=0', { count: 0 }],
    ['?count=-5', { count: -5 }],
    ['?count=9007199254740991', { count: 9_007_199_254_740_991 }],
    ['?flag=true', { count: 7, flag: true }],
    ['?flag=false&count=1', { count: 1, flag: false }],
    ['?word=123', { count: 7, word: '123' }],
    ['?word=', { count: 7, word: '' }],
  ])('%s is converted', async (search, parameters) => {
    expect(await get(search)).toEqual(parameters);
  });

  test.each([
    ...['1e1', '0x10', '%201', '1%20', '01', '+1', '1.0', '-0', 'NaN', 'Infinity', '', 'null', 'true', '９', '1_0'].map(
      (value) => [`?count=${encodeURI(value)}`, 'count', 'invalid_type'],
    ),
    ['?count=9007199254740992', 'count', 'invalid_maximum'],
    [`?count=${'9'.repeat(400)}`, 'count', 'invalid_type'],
    ['?count=-6', 'count', 'invalid_minimum'],
    ['?count=1&count=2', 'count', 'invalid_type'],
    ...['1', '0', 'TRUE', 'yes', ''].map((value) => [`?flag=${value}`, 'flag', 'invalid_type']),
    ['?word=a&word=b', 'word', 'invalid_type'],
    ['?word=long', 'word', 'invalid_maxLength'],
    ['?since=2026-01-01', 'since', 'invalid_format'],
  ] as [string, string, string][])('%s is refused', async (search, field, code) => {
    expect(await get(search)).toMatchObject({
      code: 'invalid_parameter',
      message: `Invalid parameter: ${field}.`,
      details: [{ field, code }],
    });
  });

  test.each(['?colour=red', '?__proto__=1', '?constructor=1', '?Count=1'])('%s is unknown', async (search) => {
    expect(await get(search)).toMatchObject({ code: 'unknown_parameter', details: [{ code: 'unknown_field' }] });
  });

  test('what is unknown beside what is wrong is told with it', async () => {
    const { code, details } = await get('?colour=red&count=x');
    expect(code).toBe('invalid_parameter');
    expect(details.map(({ field }: { field: string }) => field).sort()).toEqual(['colour', 'count']);
  });
});

describe('bodies', () => {
  test.each([
    [{ dogs: [{ name: 'x', age: '3' }] }, 'dogs.0.age', 'invalid_type'],
    [{ dogs: [{ name: 'x', tame: 'true' }] }, 'dogs.0.tame', 'invalid_type'],
    [{ dogs: [{ name: 'x' }, { name: 5 }] }, 'dogs.1.name', 'invalid_type'],
    [{ dogs: [{}] }, 'dogs.0.name', 'required'],
    [{ dogs: [{ name: 'x', chip: 1 }] }, 'dogs.0.chip', 'unknown_field'],
    [{ dogs: [{ name: 'x', kind: 'c' }] }, 'dogs.0.kind', 'invalid_enum'],
    [{ dogs: 'x' }, 'dogs', 'invalid_type'],
    [[], '', 'invalid_type'],
  ])('%j is refused and never converted', async (body, field, code) => {
    expect(await post(body)).toMatchObject({ code: 'invalid_request', details: [{ field, code }] });
  });

  test('the values that are allowed are told', async () => {
    const { details } = await post({ dogs: [{ name: 'x', kind: 'c' }] });
    expect(details[0].message).toMatch(/: a, b$/);
  });

  test('all that is wrong is told, up to twenty', async () => {
    expect((await post({ dogs: [{ age: 'x' }, 3] })).details).toHaveLength(3);
    expect((await post({ dogs: Array(500).fill({}) })).details).toHaveLength(20);
  });

  test('a shared schema can be checked on its own, from the first time', async () => {
    for (const [payload, valid] of [
      [{ name: 'x' }, true],
      [{ name: 5 }, false],
      [{ name: 'y' }, true],
    ] as const) {
      expect((await app.inject({ method: 'PATCH', url: '/', payload })).json()).toEqual({ valid });
    }
  });
});
