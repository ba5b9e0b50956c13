import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { ArchiveError } from './archive-error.ts';
import { BLOCK_BYTES, paddingAfter, tarHeader } from './tar.ts';

/** The last entry of an archive: who finds it has the whole, and `sha256sum -c` understands it. */
export const SUMS = 'SHA256SUMS';

export interface ArchiveWriter {
  add(name: string, content: Buffer): Promise<void>;
  /** @param bytes how many the content has. @throws Error when it has others */
  addStream(name: string, bytes: number, content: Iterable<Buffer> | AsyncIterable<Buffer>): Promise<void>;
}

/**
 * Writes a `.tar.gz` that its owner alone can read. It appears under its name when it is whole, and not at all otherwise.
 * @throws ArchiveError when it cannot be written there
 */
export async function writeArchive(path: string, write: (archive: ArchiveWriter) => Promise<void>): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.part`;
  const file = await open(temporary, 'wx', 0o600).catch((error: Error) => {
    throw new ArchiveError(`${path} cannot be written: ${error.message}.`);
  });
  try {
    await writeCompressed(file, write);
    await file.sync();
    await file.close();
    await rename(temporary, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await file.close();
    await rm(temporary, { force: true });
    throw error;
  }
}

async function writeCompressed(file: FileHandle, write: (archive: ArchiveWriter) => Promise<void>): Promise<void> {
  const gzip = createGzip();
  const ended = pipeline(gzip, async (compressed) => {
    for await (const chunk of compressed) await file.writeFile(chunk);
  });
  // Told below, once the work is over.
  ended.catch(() => {});
  const { archive, end } = archiveOn(gzip);
  await write(archive);
  await end();
  gzip.end();
  await ended;
}

function archiveOn(gzip: Writable): { archive: ArchiveWriter; end(): Promise<void> } {
  const seconds = Math.floor(Date.now() / 1000);
  const sums: string[] = [];
  const put = async (chunk: Buffer) => {
    if (gzip.destroyed) throw gzip.errored ?? new Error('the archive is closed');
    if (!gzip.write(chunk)) await once(gzip, 'drain');
  };
  const addStream: ArchiveWriter['addStream'] = async (name, bytes, content) => {
    const hash = createHash('sha256');
    let written = 0;
    await put(tarHeader({ name, bytes }, seconds));
    for await (const chunk of content) {
      hash.update(chunk);
      written += chunk.length;
      await put(chunk);
    }
    if (written !== bytes) throw new Error(`${name} has ${written} bytes, not ${bytes}`);
    await put(Buffer.alloc(paddingAfter(bytes)));
    sums.push(`${hash.digest('hex')}  ${name}\n`);
  };
  const add: ArchiveWriter['add'] = (name, content) => addStream(name, content.length, [content]);
  return {
    archive: { add, addStream },
    async end() {
      await add(SUMS, Buffer.from(sums.join('')));
      await put(Buffer.alloc(2 * BLOCK_BYTES));
    },
  };
}

/** Makes the renaming itself durable; Windows knows no such thing. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  await folder.sync().finally(() => folder.close());
}
