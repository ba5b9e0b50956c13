import { request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../harness/platform.ts';

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.close());

const PATIENTS = '/v2/tenants/sandbox-clinic/patients';

interface Answer {
  status: number;
  encoding: string | undefined;
  vary: string | undefined;
  etag: string | undefined;
  body: Buffer;
}

/** As `fetch` does not: without undoing the encoding. */
async function get(path: string, headers: Record<string, string>): Promise<Answer> {
  const authorization = `Bearer ${await platform.token()}`;
  return new Promise((resolve, reject) => {
    const sent = request(`${platform.apiUrl}${path}`, { headers: { authorization, ...headers } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const { 'content-encoding': encoding, vary, etag } = response.headers;
        resolve({ status: response.statusCode!, encoding, vary, etag, body: Buffer.concat(chunks) });
      });
    });
    sent.on('error', reject);
    sent.end();
  });
}

const identity = (path: string) => get(path, {});

test.each([
  ['br', brotliDecompressSync],
  ['gzip', gunzipSync],
] as const)('a large list is sent as %s to who accepts it', async (encoding, decompress) => {
  const plain = await identity(`${PATIENTS}?limit=200`);
  const answer = await get(`${PATIENTS}?limit=200`, { 'accept-encoding': encoding });
  expect([plain.encoding, answer.encoding]).toEqual([undefined, encoding]);
  expect(answer.vary).toMatch(/accept-encoding/i);
  expect(decompress(answer.body)).toEqual(plain.body);
  expect(answer.body.length).toBeLessThan(plain.body.length / 4);
});

test('what is small, unchanged or one resource is sent as it is', async () => {
  const small = await get(`${PATIENTS}?limit=1`, { 'accept-encoding': 'gzip' });
  expect([small.status, small.encoding]).toEqual([200, undefined]);
  const poll = await get(`${PATIENTS}?limit=200`, { 'accept-encoding': 'gzip', 'if-none-match': small.etag! });
  expect([poll.status, poll.encoding, poll.body.length]).toEqual([304, undefined, 0]);
  const { id } = JSON.parse(small.body.toString()).items[0];
  const one = await get(`${PATIENTS}/${id}`, { 'accept-encoding': 'gzip' });
  expect([one.status, one.encoding]).toEqual([200, undefined]);
});

test('an encoding that nobody speaks is answered plain', async () => {
  const answer = await get(`${PATIENTS}?limit=200`, { 'accept-encoding': 'compress, pack200' });
  expect([answer.status, answer.encoding]).toEqual([200, undefined]);
  expect(JSON.parse(answer.body.toString()).items).toHaveLength(200);
});
