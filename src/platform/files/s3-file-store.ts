import { openAsBlob } from 'node:fs';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { AwsClient } from 'aws4fetch';
import { ServiceError } from '../errors.ts';
import type { FileStore } from './file-store.ts';

interface S3Settings {
  /** The server, such as `https://s3.eu-south-1.amazonaws.com`; the bucket is named in the path. */
  endpoint: string;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

const PATIENCE_MS = 30_000;
/** What a slow line carries at least: 1 MB in a second. */
const BYTES_PER_MS = 1000;

/** Files in a bucket of any store that speaks the S3 protocol (AWS Signature Version 4). */
export function createS3FileStore({ endpoint, bucket, region, accessKeyId, secretAccessKey }: S3Settings): FileStore {
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 0 });

  /** Waits for the answer as long as sending so much may take; reading what is answered takes whatever its reader takes. */
  async function send(key: string, init: RequestInit, bytes = 0): Promise<Response> {
    const url = `${endpoint}/${encodeURIComponent(bucket)}/${key}`;
    const impatience = new AbortController();
    const timer = setTimeout(() => impatience.abort(), PATIENCE_MS + bytes / BYTES_PER_MS);
    const response = await client
      .fetch(url, { ...init, signal: impatience.signal })
      .catch((cause) => {
        throw unavailable(cause);
      })
      .finally(() => clearTimeout(timer));
    if (response.ok || (init.method === 'DELETE' && response.status === 404)) return response;
    await response.body?.cancel();
    throw unavailable(new Error(`the file store answered ${init.method} with ${response.status}`));
  }

  return {
    async put(key, { path, bytes, sha256 }) {
      // The store refuses what arrives with another hash.
      const headers = { 'x-amz-content-sha256': sha256.toString('hex'), 'content-type': 'application/octet-stream' };
      await (await send(key, { method: 'PUT', headers, body: await openAsBlob(path) }, bytes)).body?.cancel();
    },
    async read(key, { start, end }) {
      const response = await send(key, { method: 'GET', headers: { range: `bytes=${start}-${end}` } });
      return Readable.fromWeb(response.body as ReadableStream);
    },
    async remove(key) {
      await (await send(key, { method: 'DELETE' })).body?.cancel();
    },
  };
}

function unavailable(cause: unknown): ServiceError {
  return new ServiceError('unavailable', 'The file store is not available; please retry.', { cause });
}
