import SwaggerParser from '@apidevtools/swagger-parser';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildApi } from '../../src/api/app.ts';
import { resources } from '../../src/api/resources.ts';
import { SCOPES } from '../../src/catalogue/scopes.ts';
import { createLocalFileStore } from '../../src/platform/files/index.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import type { OpenApiDocument, Operation } from './check-response.ts';
import { inlineEnumsUsedTwice, unknownToOpenApi2 } from './openapi2-rules.ts';

interface Document extends OpenApiDocument {
  swagger: string;
  host: string;
  schemes: string[];
  tags: { name: string; description: string }[];
  securityDefinitions: Record<string, { scopes: Record<string, string>; authorizationUrl: string; tokenUrl: string }>;
}

let platform: Platform;
let document: Document;
let text: string;
/** Every operation with its place in the document. */
let operations: { path: string; method: string; operation: Operation }[];

beforeAll(async () => {
  platform = await startPlatform();
  const response = await platform.call('GET', '/swagger/docs/v2', { token: null });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  text = await response.text();
  document = JSON.parse(text);
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
});
afterAll(() => platform.close());

/** Of each operation what is wrong with it; the whole must be empty. */
const problems = (find: (entry: (typeof operations)[number]) => unknown) =>
  operations.filter(find).map(({ operation }) => operation.operationId);

describe('the document', () => {
  test('is valid OpenAPI 2.0', async () => {
    const valid = (await SwaggerParser.validate(JSON.parse(text))) as { swagger?: string };
    expect(valid.swagger).toBe('2.0');
    await expect(SwaggerParser.validate({ ...JSON.parse(text), paths: { '/x': { get: {} } } })).rejects.toThrow();
  });

  test('has nothing that OpenAPI 2.0 does not know', () => {
    expect(unknownToOpenApi2(document)).toEqual([]);
  });

  test('names every enumeration that it uses twice', () => {
    expect(inlineEnumsUsedTwice(document)).toEqual([]);
  });

  test('refers only to definitions that it has, and has none that nothing refers to', () => {
    const referred = new Set([...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref));
    const defined = Object.keys(document.definitions).map((name) => `#/definitions/${name}`);
    expect([...referred].filter((ref) => !defined.includes(ref!))).toEqual([]);
    expect(defined.filter((ref) => !referred.has(ref))).toEqual([]);
  });

  test('says where it is served and where tokens come from', () => {
    expect(`${document.schemes[0]}://${document.host}`).toBe(platform.apiUrl);
    expect(document.securityDefinitions.oauth2).toMatchObject({
      authorizationUrl: `${platform.accountUrl}/connect/authorize`,
      tokenUrl: `${platform.accountUrl}/connect/token`,
    });
    expect(Object.keys(document.securityDefinitions.oauth2!.scopes).sort()).toEqual([...SCOPES].sort());
  });

  test('is the same at every reading, and needs no token', async () => {
    const again = await platform.call('GET', '/swagger/docs/v2', { token: null });
    expect(await again.text()).toBe(text);
    expect(again.headers.get('cache-control')).toBe('public, max-age=300');
  });
});

describe('the operations', () => {
  test('are those of the program, and no others', () => {
    const declared = resources.flatMap(({ routes }) => routes.map(({ operationId }) => operationId));
    expect(declared.length).toBeGreaterThan(5);
    expect(operations.map(({ operation }) => operation.operationId).sort()).toEqual(declared.sort());
  });

  test('have ids that are unique and made of tag and verb', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(
      problems(({ operation }) => {
        const [tag, verb, ...more] = operation.operationId.split('_');
        return tag !== operation.tags![0] || !/^[A-Z][A-Za-z]+$/.test(verb ?? '') || more.length > 0;
      }),
    ).toEqual([]);
  });

  test('have a summary, a description and one tag that is described', () => {
    const tags = document.tags.filter(({ description }) => description).map(({ name }) => name);
    expect(problems(({ operation }) => !operation.summary || /\.$/.test(operation.summary))).toEqual([]);
    expect(problems(({ operation }) => !operation.description)).toEqual([]);
    expect(problems(({ operation }) => operation.tags?.length !== 1 || !tags.includes(operation.tags[0]!))).toEqual([]);
  });

  test('name the scope of their route, and no other', () => {
    const routes = new Map(
      resources.flatMap(({ routes }) => routes).map((route) => [route.operationId as string, route]),
    );
    for (const { operation } of operations) {
      const { access } = routes.get(operation.operationId)!;
      expect(operation.security).toEqual([{ oauth2: typeof access === 'string' ? [] : [access.scope] }]);
      if (typeof access !== 'string') expect(operation.description).toContain(`\`${access.permission}\``);
    }
  });

  test('describe every answer, errors by the one error model', () => {
    const error = { $ref: '#/definitions/Error' };
    for (const { path, method, operation } of operations) {
      const { operationId, responses } = operation;
      const expected = ['400', '401', '429', '500', '503'];
      if (path.includes('{tenantId}')) expected.push('403', '404');
      if (operation.parameters?.some((parameter) => parameter.in === 'body')) expected.push('413', '415');
      if (method === 'post') expected.push('409', '422');
      expect(Object.keys(responses), operationId).toEqual(expect.arrayContaining(expected));
      for (const [status, { description, schema }] of Object.entries(responses)) {
        expect(description, `${operationId} ${status}`).not.toBe('');
        if (Number(status) >= 400) expect(schema, `${operationId} ${status}`).toEqual(error);
        else if (status === '204' || status === '304') expect(schema).toBeUndefined();
        else if (operation.produces) expect(schema, `${operationId} ${status}`).toMatchObject({ type: 'string' });
        else expect(schema, `${operationId} ${status}`).toEqual({ $ref: expect.stringMatching(/^#\/definitions\//) });
      }
    }
  });

  test('have their path parameters first, in the order of the path', () => {
    for (const { path, operation } of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const parameters = operation.parameters ?? [];
      expect(parameters.slice(0, inPath.length).map(({ name }) => name)).toEqual(inPath);
      expect(parameters.slice(inPath.length).filter((parameter) => parameter.in === 'path')).toEqual([]);
    }
  });

  test('require what has no default, and their bodies', () => {
    const parameters = operations.flatMap(({ operation }) => operation.parameters ?? []);
    expect(parameters.filter((parameter) => parameter.in === 'body' && !parameter.required)).toEqual([]);
    expect(parameters.filter((parameter) => parameter.in === 'path' && !parameter.required)).toEqual([]);
    const query = parameters.filter((parameter) => parameter.in === 'query');
    expect(query.length).toBeGreaterThan(10);
    expect(query.filter(({ required, default: value }) => required && value !== undefined)).toEqual([]);
  });

  test('take bodies that are named definitions', () => {
    const bodies = operations
      .flatMap(({ operation }) => operation.parameters ?? [])
      .filter(({ in: place }) => place === 'body');
    expect(bodies.length).toBeGreaterThan(2);
    for (const { schema } of bodies) expect(Object.keys(schema!)).toEqual(['$ref']);
  });
});

describe('the tenant', () => {
  const defaultsOf = (api: OpenApiDocument) =>
    Object.values(api.paths)
      .flatMap((methods) => Object.values(methods))
      .flatMap(({ parameters }) => parameters ?? [])
      .filter(({ name }) => name === 'tenantId')
      .map((parameter) => parameter.default);

  test('is filled in for tools in a sandbox', () => {
    const defaults = defaultsOf(document);
    expect(defaults.length).toBeGreaterThan(4);
    expect(new Set(defaults)).toEqual(new Set(['sandbox-clinic']));
  });

  test('is not filled in in production', async () => {
    const { database, accountUrl, apiUrl } = platform;
    const logger = pino({ level: 'silent' });
    const files = createLocalFileStore('.');
    const api = await buildApi({ database, files, logger, accountUrl, apiUrl, trustProxy: false });
    const response = await api.inject('/swagger/docs/v2');
    expect(new Set(defaultsOf(response.json()))).toEqual(new Set([undefined]));
    await api.close();
  });
});
