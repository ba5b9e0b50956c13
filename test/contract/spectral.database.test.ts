import SwaggerParser from '@apidevtools/swagger-parser';
import spectral from '@stoplight/spectral-core';
import { oas } from '@stoplight/spectral-rulesets';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../harness/platform.ts';

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.close());

/** What the linter `spectral:oas` has to say, warnings included. */
async function lint(document: Record<string, unknown>): Promise<string[]> {
  const linter = new spectral.Spectral();
  // What it takes longest for; `examples.database.test.ts` does that.
  const rules = { 'oas2-valid-media-example': 'off' };
  linter.setRuleset({ extends: [[oas as never, 'recommended']], rules } as never);
  const problems = await linter.run(document);
  return problems.map(({ code, path, message }) => `${code}: ${path.join('.')}: ${message}`);
}

const documentAt = async (path: string) =>
  (await (await platform.call('GET', path, { token: null })).json()) as Record<string, unknown>;

interface Definition {
  properties?: Record<string, { $ref?: string }>;
  required?: string[];
}

/**
 * The linter writes every reference out; with resources in resources in resources that takes a minute. Each of them is a
 * definition, and is looked at as such.
 */
function withoutExpansions(document: Record<string, unknown>): Record<string, unknown> {
  for (const definition of Object.values(document.definitions as Record<string, Definition>)) {
    const { properties = {}, required = [] } = definition;
    for (const name of Object.keys(properties))
      if (properties[name]!.$ref && `${name}Id` in properties && !required.includes(name)) delete properties[name];
  }
  return document;
}

test('the document has no error and no warning', async () => {
  expect(await lint(withoutExpansions(await documentAt('/swagger/docs/v2')))).toEqual([]);
}, 90_000);

test('the same contract as OpenAPI 3.1 is valid', async () => {
  const document = await documentAt('/swagger/docs/v2?format=openapi3');
  const valid = (await SwaggerParser.validate(structuredClone(document) as never)) as { openapi?: string };
  expect(valid.openapi).toMatch(/^3\.1\./);
  expect(document.servers).toEqual([{ url: platform.apiUrl }]);
  expect(Object.keys(document.paths as object)).toEqual(
    Object.keys((await documentAt('/swagger/docs/v2')).paths as object),
  );
});

test('there is no third form', async () => {
  const response = await platform.call('GET', '/swagger/docs/v2?format=raml', { token: null });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: 'invalid_parameter', details: [{ code: 'invalid_enum' }] });
});

test('an edition that is known is not sent again', async () => {
  // A body that nobody reads would keep the server from ending.
  const get = async (path: string, headers: Record<string, string> = {}) => {
    const response = await platform.call('GET', path, { token: null, headers });
    await response.arrayBuffer();
    return response;
  };
  const known = { 'if-none-match': (await get('/swagger/docs/v2')).headers.get('etag')! };
  expect((await get('/swagger/docs/v2', known)).status).toBe(304);
  expect((await get('/swagger/docs/v2?format=openapi3', known)).status).toBe(200);
});

test('the linter finds what is wrong', async () => {
  const problems = await lint({ swagger: '2.0', info: { title: 'A', version: '1' }, paths: { '/a': { get: {} } } });
  expect(problems.join('\n')).toContain('operation-operationId');
});
