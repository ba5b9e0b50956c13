import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bodyExample } from '../../src/api/reference/examples.ts';
import type { OpenApi2, Parameter } from '../../src/api/reference/strict-openapi2.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';

let platform: Platform;
let document: OpenApi2;
let operations: [name: string, operation: OpenApi2['paths'][string][string]][];
let ajv: Ajv;

beforeAll(async () => {
  platform = await startPlatform();
  const response = await platform.call('GET', '/swagger/docs/v2', { token: null });
  document = (await response.json()) as OpenApi2;
  operations = Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).map((operation): (typeof operations)[number] => [operation.operationId!, operation]),
  );
  ajv = new Ajv({ strict: false, allErrors: true, formats: { int64: true } });
  (addFormats as unknown as (ajv: Ajv, formats: string[]) => Ajv)(ajv, ['date', 'date-time', 'email', 'uri']);
  ajv.addSchema({ $id: 'contract', definitions: document.definitions });
});
afterAll(() => platform.close());

const checks = new Map<string, ValidateFunction>();

/** What of an example is not as its schema says; nothing when it fits. */
function misfit(schema: object, example: unknown): string[] {
  const { $ref } = schema as { $ref: string };
  const check = checks.get($ref) ?? ajv.compile({ $ref: `contract${$ref}` });
  checks.set($ref, check);
  return check(example) ? [] : [`${$ref}: ${ajv.errorsText(check.errors)}`];
}

const parametersOf = (operation: (typeof operations)[number][1]): Parameter[] => operation.parameters ?? [];

test('every parameter says what it is', () => {
  const silent = operations.flatMap(([name, operation]) =>
    parametersOf(operation)
      .filter(({ description = '' }) => description.length < 8)
      .map((parameter) => `${name} ${parameter.name}`),
  );
  expect(silent).toEqual([]);
});

test('every operation names the headers that it looks at', () => {
  for (const methods of Object.values(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const headers = parametersOf(operation)
        .filter((parameter) => parameter.in === 'header')
        .map(({ name }) => name);
      if (method === 'get') expect(headers, operation.operationId).toEqual(['If-None-Match']);
      else if (method === 'post') expect(headers, operation.operationId).toContain('Idempotency-Key');
      else expect(headers, operation.operationId).toEqual(['If-Match']);
    }
  }
});

test('every answer with a body has an example of it', () => {
  const wrong = operations.flatMap(([name, { responses }]) =>
    Object.entries(responses)
      .filter(([, { schema }]) => schema && !('type' in schema))
      .flatMap(([status, { schema, examples }]) =>
        misfit(schema!, examples?.['application/json']).map((text) => `${name} ${status}: ${text}`),
      ),
  );
  expect(wrong).toEqual([]);
});

test('every body that is sent has one', () => {
  const bodies = operations.flatMap(([name, operation]) =>
    parametersOf(operation)
      .filter((parameter) => parameter.in === 'body')
      .map((parameter) => ({ name, parameter })),
  );
  expect(bodies.length).toBeGreaterThan(20);
  const wrong = bodies.flatMap(({ name, parameter }) =>
    misfit(parameter.schema!, bodyExample(parameter, document)).map((text) => `${name}: ${text}`),
  );
  expect(wrong).toEqual([]);
});

test('an example that does not fit is found', () => {
  expect(misfit({ $ref: '#/definitions/Error' }, { error: 'nothing' })).not.toEqual([]);
});
