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
  linter.setRuleset({ extends: [[oas as never, 'recommended']], rules: {} } as never);
  const problems = await linter.run(document);
  return problems.map(({ code, path, message }) => `${code}: ${path.join('.')}: ${message}`);
}

const documentAt = async (path: string) =>
  (await (await platform.call('GET', path, { token: null })).json()) as Record<string, unknown>;

test('the document has no error and no warning', async () => {
  expect(await lint(await documentAt('/swagger/docs/v2'))).toEqual([]);
});

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
});

test('an edition that is known is not sent again', async () => {
  const { headers } = await platform.call('GET', '/swagger/docs/v2', { token: null });
  const poll = { token: null, headers: { 'if-none-match': headers.get('etag')! } };
  expect((await platform.call('GET', '/swagger/docs/v2', poll)).status).toBe(304);
  expect((await platform.call('GET', '/swagger/docs/v2?format=openapi3', poll)).status).toBe(200);
});

test('the linter finds what is wrong', async () => {
  const problems = await lint({ swagger: '2.0', info: { title: 'A', version: '1' }, paths: { '/a': { get: {} } } });
  expect(problems.join('\n')).toContain('operation-operationId');
});
