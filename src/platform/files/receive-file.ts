import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileTypeFromFile } from 'file-type';
import type { LocalFile } from './file-store.ts';

/** What arrived, in a file of its own until it is discarded. */
export interface ReceivedFile extends LocalFile {
  /** As found in the content; undefined when it is of no known kind. */
  mediaType: string | undefined;
  discard(): Promise<void>;
}

/** Writes a stream to the disk as it arrives, so that its size does not matter to the memory. */
export async function receiveFile(content: Readable): Promise<ReceivedFile> {
  const folder = await mkdtemp(join(tmpdir(), 'corsia-upload-'));
  const discard = () => rm(folder, { recursive: true, force: true });
  try {
    const path = join(folder, 'content');
    const hash = createHash('sha256');
    let bytes = 0;
    async function* measured(source: AsyncIterable<Buffer>) {
      for await (const chunk of source) {
        hash.update(chunk);
        bytes += chunk.length;
        yield chunk;
      }
    }
    await pipeline(content, measured, createWriteStream(path, { mode: 0o600 }));
    const mediaType = (await fileTypeFromFile(path))?.mime;
    return { path, bytes, sha256: hash.digest(), mediaType, discard };
  } catch (error) {
    await discard();
    throw error;
  }
}
