import newman from 'newman';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../harness/platform.ts';

interface Setting {
  key: string;
  value: unknown;
}
interface Request {
  name: string;
  request: { method: string; url: { path: string[]; query: (Setting & { disabled: boolean })[] } };
}
interface Collection {
  auth: { oauth2: Setting[] };
  variable: Setting[];
  item: { name: string; item: Request[] }[];
}

let platform: Platform;
let collection: Collection;
beforeAll(async () => {
  platform = await startPlatform();
  const response = await platform.call('GET', '/downloads/corsia.postman_collection.json', { token: null });
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="corsia.postman_collection.json"');
  collection = (await response.json()) as Collection;
});
afterAll(() => platform.close());

test('it has a request for every operation of the contract', async () => {
  const document = await (await platform.call('GET', '/swagger/docs/v2', { token: null })).json();
  const operations = Object.values((document as { paths: Record<string, object> }).paths).flatMap(Object.keys);
  expect(collection.item.flatMap(({ item }) => item)).toHaveLength(operations.length);
});

test('it signs in at this installation', () => {
  const settings = Object.fromEntries(collection.auth.oauth2.map(({ key, value }) => [key, value]));
  expect(settings).toMatchObject({
    authUrl: `${platform.accountUrl}/connect/authorize`,
    accessTokenUrl: `${platform.accountUrl}/connect/token`,
    grant_type: 'authorization_code_with_pkce',
    challengeAlgorithm: 'S256',
  });
});

test('run by newman, it keeps the clinic of the first call and reads every list with it', async () => {
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
