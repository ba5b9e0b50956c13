import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { AwsV4Signer } from 'aws4fetch';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLocalFileStore, createS3FileStore, type FileStore, newFileKey } from './index.ts';

const CREDENTIALS = { accessKeyId: 'key', secretAccessKey: 'secret' };
const objects = new Map<string, Buffer>();
let bucketServer: Server;
let folder: string;
let stores: Record<string, FileStore>;

/** What a store that speaks S3 does with one object, the signature of the request and the hash of the content checked. */
async function startBucket(): Promise<Server> {
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    const content = await buffer(request);
    const signer = new AwsV4Signer({
      ...CREDENTIALS,
      method,
      url: `http://${headers.host}${url}`,
      headers: {
        'x-amz-content-sha256': String(headers['x-amz-content-sha256']),
        ...(headers.range && { range: headers.range }),
        ...(headers['content-type'] && { 'content-type': headers['content-type'] }),
      },
      datetime: String(headers['x-amz-date']),
      service: 's3',
      region: 'eu-south-1',
    });
    const signed = (await signer.sign()).headers.get('authorization') === headers.authorization;
    const hash = createHash('sha256').update(content).digest('hex');
    if (!signed || !url.startsWith('/reports/')) response.writeHead(403).end();
    else if (method === 'PUT') {
      const whole = hash === headers['x-amz-content-sha256'] && Number(headers['content-length']) === content.length;
      if (whole) objects.set(url, content);
      response.writeHead(whole ? 200 : 400).end();
    } else if (method === 'DELETE') response.writeHead(objects.delete(url) ? 204 : 404).end();
    else {
      const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(String(headers.range))!;
      const object = objects.get(url);
      response.writeHead(object ? 206 : 404).end(object?.subarray(Number(start), Number(end) + 1));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

beforeAll(async () => {
  bucketServer = await startBucket();
  folder = await mkdtemp(join(tmpdir(), 'corsia-stores-'));
  const endpoint = `http://127.0.0.1:${(bucketServer.address() as AddressInfo).port}`;
  const s3 = { endpoint, bucket: 'reports', region: 'eu-south-1', ...CREDENTIALS };
  stores = {
    folder: createLocalFileStore(join(folder, 'store')),
    bucket: createS3FileStore(s3),
    stranger: createS3FileStore({ ...s3, secretAccessKey: 'guessed' }),
    unreachable: createS3FileStore({ ...s3, endpoint: 'http://127.0.0.1:1' }),
  };
});
afterAll(async () => {
  bucketServer.close();
  await rm(folder, { recursive: true });
});

async function fileOf(content: Buffer) {
  const path = join(folder, 'given');
  await writeFile(path, content);
  return { path, bytes: content.length, sha256: createHash('sha256').update(content).digest() };
}

describe.each(['folder', 'bucket'])('a %s', (name) => {
  test('gives back what it got, whole or in part, until it is removed', async () => {
    const store = stores[name]!;
    const content = Buffer.alloc(3_000_000, 'abc');
    const key = newFileKey();
    await store.put(key, await fileOf(content));
    expect((await buffer(await store.read(key, { start: 0, end: content.length - 1 }))).equals(content)).toBe(true);
    expect(String(await buffer(await store.read(key, { start: 1, end: 4 })))).toBe('bcab');
    await store.remove(key);
    await expect(store.read(key, { start: 0, end: 1 })).rejects.toMatchObject({ code: 'unavailable' });
    await store.remove(key);
  });
});

test('a bucket refuses content that changed on its way', async () => {
  const file = await fileOf(Buffer.from('one'));
  const other = createHash('sha256').update('another').digest();
  await expect(stores.bucket!.put(newFileKey(), { ...file, sha256: other })).rejects.toMatchObject({
    code: 'unavailable',
  });
});

test.each(['stranger', 'unreachable'])('a bucket that is not to be had is unavailable: %s', async (name) => {
  const file = await fileOf(Buffer.from('one'));
  await expect(stores[name]!.put(newFileKey(), file)).rejects.toMatchObject({ code: 'unavailable' });
  await expect(stores[name]!.remove(newFileKey())).rejects.toMatchObject({ code: 'unavailable' });
});

test('a folder is rid of what a process that was killed has begun to store', async () => {
  const key = newFileKey();
  await stores.folder!.put(key, await fileOf(Buffer.from('one')));
  const inside = join(folder, 'store', key.slice(0, 2));
  await rename(join(inside, key), join(inside, `${key}.part`));
  await stores.folder!.remove(key);
  expect((await readdir(inside)).filter((name) => name.startsWith(key))).toEqual([]);
});

test('a folder is for its owner alone, and never overwrites', async () => {
  const key = newFileKey();
  await stores.folder!.put(key, await fileOf(Buffer.from('one')));
  const [parent] = (await readdir(join(folder, 'store'))).filter((name) => key.startsWith(name));
  const { mode } = await stat(join(folder, 'store', parent!, key));
  expect(mode & 0o077).toBe(0);
  await expect(async () => stores.folder!.read('../../etc/passwd', { start: 0, end: 1 })).rejects.toThrow(/key/);
});
