import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { ArchiveError } from './archive-error.ts';
import { BLOCK_BYTES, paddingAfter, readTarHeader, type TarEntry } from './tar.ts';
import { SUMS } from './write-archive.ts';

export interface ReadEntry extends TarEntry {
  /** To be read to its end before the next entry is asked for. */
  content(): AsyncGenerator<Buffer>;
  whole(): Promise<Buffer>;
}

/**
 * The entries of an archive in order, but for the sums, against which it holds what was read.
 * @throws ArchiveError for what is no archive, was cut, or was changed
 */
export async function* readArchive(path: string): AsyncGenerator<ReadEntry> {
  const source = createReadStream(path);
  const gunzip = createGunzip();
  source.on('error', (error) => gunzip.destroy(error));
  try {
    yield* entriesOf(byteReader(source.pipe(gunzip), path), path);
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

const damaged = (path: string) => new ArchiveError(`${path} is no backup, or was cut or changed.`);

async function* entriesOf(reader: ByteReader, path: string): AsyncGenerator<ReadEntry> {
  const sums = new Map<string, string>();
  for (;;) {
    const block = await reader.read(BLOCK_BYTES);
    if (block.length < BLOCK_BYTES) throw damaged(path);
    const entry = headerOf(block, path);
    if (!entry) throw damaged(path);
    const hash = createHash('sha256');
    async function* content() {
      for (let left = entry!.bytes; left > 0; ) {
        const chunk = await reader.some(left);
        if (!chunk) throw damaged(path);
        hash.update(chunk);
        left -= chunk.length;
        yield chunk;
      }
    }
    const whole = () => buffer(content());
    if (entry.name === SUMS) {
      const expected = [...sums].map(([name, sum]) => `${sum}  ${name}\n`).join('');
      if ((await whole()).toString() !== expected) throw damaged(path);
      return;
    }
    yield { ...entry, content, whole };
    await reader.read(paddingAfter(entry.bytes));
    sums.set(entry.name, hash.digest('hex'));
  }
}

function headerOf(block: Buffer, path: string): TarEntry | undefined {
  try {
    return readTarHeader(block);
  } catch {
    throw damaged(path);
  }
}

interface ByteReader {
  /** So many bytes; fewer at the end. */
  read(bytes: number): Promise<Buffer>;
  /** At most so many bytes, at least one; undefined at the end. */
  some(most: number): Promise<Buffer | undefined>;
}

function byteReader(stream: AsyncIterable<Buffer>, path: string): ByteReader {
  const chunks = stream[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  const some: ByteReader['some'] = async (most) => {
    while (rest.length === 0) {
      const next = await chunks.next().catch((error) => {
        throw describeFailure(error, path);
      });
      if (next.done) return undefined;
      rest = next.value;
    }
    const part = rest.subarray(0, most);
    rest = rest.subarray(part.length);
    return part;
  };
  return {
    some,
    async read(bytes) {
      const parts: Buffer[] = [];
      for (let left = bytes; left > 0; ) {
        const part = await some(left);
        if (!part) break;
        parts.push(part);
        left -= part.length;
      }
      return Buffer.concat(parts);
    },
  };
}

function describeFailure(error: NodeJS.ErrnoException, path: string): Error {
  const { code = '' } = error;
  if (code.startsWith('Z_')) return damaged(path);
  return ['ENOENT', 'EACCES', 'EISDIR'].includes(code) ? new ArchiveError(`${path} cannot be read (${code}).`) : error;
}
