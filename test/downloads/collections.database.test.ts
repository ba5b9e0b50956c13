import { rm } from 'node:fs/promises';
import newman from 'newman';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { API_TOOLS } from '../../src/catalogue/tools.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { requireTool } from '../harness/tools.ts';
import { type BrunoCollection, type BrunoItem, importIntoBruno, runBruno, writeBruno } from './bruno.ts';
import { hoppscotchProblems, insomniaProblems } from './formats.ts';

interface Setting {
  key: string;
  value: unknown;
}
interface Request {
  name: string;
  request: { method: string; url: { path: string[]; query: (Setting & { disabled: boolean })[] } };
}
interface PostmanCollection {
  auth: { oauth2: Setting[] };
  variable: Setting[];
  item: { name: string; item: Request[] }[];
}
interface InsomniaCollection {
  collection: [{ authentication: Record<string, unknown>; children: { children: { scripts?: object }[] }[] }];
}
interface HoppscotchCollection {
  auth: { grantTypeInfo: Record<string, unknown> };
  folders: { requests: { testScript: string }[] }[];
}

let platform: Platform;
let document: { paths: Record<string, object> };
let count: number;

/** A body that nobody reads would keep the server from ending. */
async function get(path: string, headers: Record<string, string> = {}) {
  const response = await platform.call('GET', path, { token: null, headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
}
const collectionOf = async <Collection>(tool: keyof typeof API_TOOLS, query = '') =>
  JSON.parse((await get(API_TOOLS[tool].download + query)).text) as Collection;

beforeAll(async () => {
  platform = await startPlatform();
  // The one form of the contract must not change the others.
  await get('/swagger/docs/v2?format=openapi3');
  document = JSON.parse((await get('/swagger/docs/v2')).text);
  expect(document).toMatchObject({ swagger: '2.0', host: new URL(platform.apiUrl).host });
  count = Object.values(document.paths).flatMap(Object.keys).length;
});
afterAll(() => platform.close());

describe('every collection', () => {
  test.each(Object.values(API_TOOLS))('is a file to keep, which is not sent twice: $download', async ({ download }) => {
    const { status, headers } = await get(download);
    expect(status).toBe(200);
    expect(headers.get('content-disposition')).toBe(`attachment; filename="${download.split('/').at(-1)}"`);
    expect((await get(download, { 'if-none-match': headers.get('etag')! })).status).toBe(304);
  });

  test.each(Object.values(API_TOOLS))('is filled in for an application: $download', async ({ download }) => {
    const { text } = await get(`${download}?client_id=my-app&scope=openid+giponext.patients`);
    expect(text).toContain('"my-app"');
    expect(text).toContain('"openid giponext.patients"');
    expect(text).not.toContain('sandbox-web');
    expect((await get(download)).text).toContain('sandbox-web-secret');
  });

  test.each(['?client_id=a%22b', '?scope=everything'])('is of nothing else: %s', async (query) => {
    const { status, text } = await get(API_TOOLS.bruno.download + query);
    expect(status).toBe(400);
    expect(JSON.parse(text).error).toBe('invalid_parameter');
  });
});

describe('Postman', () => {
  let collection: PostmanCollection;
  beforeAll(async () => {
    collection = await collectionOf('postman');
  });

  test('has a request for every operation of the contract', () => {
    expect(collection.item.flatMap(({ item }) => item)).toHaveLength(count);
  });

  test('signs in at this installation', () => {
    const settings = Object.fromEntries(collection.auth.oauth2.map(({ key, value }) => [key, value]));
    expect(settings).toMatchObject({
      authUrl: `${platform.accountUrl}/connect/authorize`,
      accessTokenUrl: `${platform.accountUrl}/connect/token`,
      redirect_uri: API_TOOLS.postman.redirectUri,
      grant_type: 'authorization_code_with_pkce',
      challengeAlgorithm: 'S256',
    });
  });

  test('run by newman, keeps the clinic of the first call and reads every list with it', async () => {
    const token = await platform.token();
    const plain = ({ request: { method, url } }: Request) =>
      method === 'GET' &&
      url.path.every((part) => part === ':tenantId' || !part.startsWith(':')) &&
      url.query.every(({ disabled, value }) => disabled || value !== '');
    const runnable = {
      ...collection,
      auth: { ...collection.auth, oauth2: [...collection.auth.oauth2, { key: 'accessToken', value: token }] },
      variable: collection.variable.map((one) => (one.key === 'tenantId' ? { ...one, value: '' } : one)),
      item: collection.item.map((folder) => ({ ...folder, item: folder.item.filter(plain) })),
    };
    const summary = await new Promise<newman.NewmanRunSummary>((resolve, reject) =>
      newman.run({ collection: runnable as never, reporters: [] }, (error, result) =>
        error ? reject(error) : resolve(result),
      ),
    );
    expect(summary.run.failures.map(({ error, source }) => `${source?.name}: ${error.message}`)).toEqual([]);
    expect(summary.run.stats.requests.total).toBeGreaterThan(12);
  });
});

describe('Bruno', () => {
  const requestsOf = (items: readonly BrunoItem[]): BrunoItem[] =>
    items.flatMap((item) => (item.items ? requestsOf(item.items) : [item]));

  test('imports every operation, with the sign-in for all of them', async () => {
    const imported = importIntoBruno(await collectionOf<BrunoCollection>('bruno'));
    expect(requestsOf(imported.items)).toHaveLength(count);
    expect(imported.root.request.auth).toMatchObject({
      mode: 'oauth2',
      oauth2: {
        grantType: 'authorization_code',
        pkce: true,
        callbackUrl: API_TOOLS.bruno.redirectUri,
        authorizationUrl: `${platform.accountUrl}/connect/authorize`,
        accessTokenUrl: `${platform.accountUrl}/connect/token`,
      },
    });
    expect(() => importIntoBruno({ ...imported, items: [{ type: 'http', name: '' }] })).toThrow();
  });

  test('run by its command line, keeps the clinic of the first call and reads every list with it', async () => {
    const collection = importIntoBruno(await collectionOf<BrunoCollection>('bruno'));
    const plain = ({ request }: BrunoItem) =>
      request!.method === 'GET' &&
      request!.params.every(
        ({ type, name, enabled, value }) => (type === 'path' ? name === 'tenantId' : !enabled) || value !== '',
      );
    for (const folder of collection.items) folder.items = folder.items!.filter(plain);
    collection.items = collection.items.filter(({ items }) => items!.length > 0);
    collection.root.request.auth = { mode: 'bearer', bearer: { token: await platform.token() } };
    for (const variable of collection.environments[0]!.variables) if (variable.name === 'tenantId') variable.value = '';
    const folder = await writeBruno(collection);
    const results = await runBruno(folder).finally(() => rm(folder, { recursive: true }));
    const failed = results.filter(
      ({ error, testResults }) => error || testResults.some(({ status }) => status !== 'pass'),
    );
    expect(failed.map(({ name, response, error }) => `${name}: ${response.status} ${error}`)).toEqual([]);
    expect(results.length).toBe(requestsOf(collection.items).length);
    expect(results.length).toBeGreaterThan(12);
    expect(results.every(({ testResults }) => testResults.length > 0)).toBe(true);
  }, 90_000);

  test('reads the plain document, the collection for Postman and the one for Insomnia, too', async () => {
    const { openApiToBruno, postmanToBruno, insomniaToBruno } =
      requireTool<Record<string, (source: object) => unknown>>('@usebruno/converters');
    const read = {
      document: openApiToBruno!(structuredClone(document)),
      postman: ((await postmanToBruno!(await collectionOf('postman'))) as { collection: unknown }).collection,
      insomnia: await insomniaToBruno!(await collectionOf('insomnia')),
    };
    for (const [name, { items }] of Object.entries(read as Record<string, BrunoCollection>))
      expect(requestsOf(items), name).toHaveLength(count);
  });
});

describe('Insomnia', () => {
  test('has every operation in its format, with the sign-in for all of them', async () => {
    const collection = await collectionOf<InsomniaCollection>('insomnia');
    expect(insomniaProblems(collection)).toEqual([]);
    const [all] = collection.collection;
    const requests = all.children.flatMap(({ children }) => children);
    expect(requests).toHaveLength(count);
    expect(all.authentication).toMatchObject({
      type: 'oauth2',
      usePkce: true,
      redirectUrl: API_TOOLS.insomnia.redirectUri,
      authorizationUrl: `${platform.accountUrl}/connect/authorize`,
      accessTokenUrl: `${platform.accountUrl}/connect/token`,
    });
    expect(
      requests.filter(({ scripts }) => JSON.stringify(scripts)?.includes("set('tenantId', tenant.id)")),
    ).toHaveLength(1);
    expect(insomniaProblems({ ...collection, collection: [{ ...all, children: [{ name: 1 }] }] })).not.toEqual([]);
  });
});

describe('Hoppscotch', () => {
  test('has every operation in its format, with the sign-in for all of them', async () => {
    const collection = await collectionOf<HoppscotchCollection>('hoppscotch');
    expect(hoppscotchProblems(collection)).toEqual([]);
    const requests = collection.folders.flatMap((folder) => folder.requests);
    expect(requests).toHaveLength(count);
    expect(collection.auth.grantTypeInfo).toMatchObject({
      grantType: 'AUTHORIZATION_CODE',
      isPKCE: true,
      authEndpoint: `${platform.accountUrl}/connect/authorize`,
      tokenEndpoint: `${platform.accountUrl}/connect/token`,
    });
    expect(requests.filter(({ testScript }) => testScript.includes("pw.env.set('tenantId', tenant.id)"))).toHaveLength(
      1,
    );
    expect(hoppscotchProblems({ ...collection, auth: { authType: 'oauth' } })).not.toEqual([]);
  });
});
