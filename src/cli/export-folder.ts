import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import type { ExportSink } from '../api/exports/whole-clinic.ts';
import { FileError } from '../import/file-error.ts';

interface OpenFile {
  file: FileHandle;
  hash: Hash;
}

/** A folder that gets an export: it appears under its name when it is whole, for its owner alone. */
export interface ExportFolder {
  sink: ExportSink;
  /** How many files there are, but for the list of their sums. */
  finish(): Promise<number>;
  discard(): Promise<void>;
}

/** @throws FileError when there is something of that name, or nothing can be made there */
export async function makeExportFolder(target: string): Promise<ExportFolder> {
  const draft = `${target}.part`;
  const failed = (error: Error) => {
    throw new FileError(`${target} cannot be made: ${error.message}.`);
  };
  // The name is taken at once, so that nobody loses what was there.
  await mkdir(target, { mode: 0o700 }).catch(failed);
  await mkdir(draft, { mode: 0o700 }).catch(async (error) => {
    await rm(target, { recursive: true, force: true });
    failed(error);
  });
  const written = new Map<string, OpenFile>();
  const sums: string[] = [];

  async function openFile(path: string): Promise<OpenFile> {
    const place = join(draft, path);
    await mkdir(dirname(place), { recursive: true, mode: 0o700 });
    return { file: await open(place, 'wx', 0o600), hash: createHash('sha256') };
  }
  async function write({ file, hash }: OpenFile, chunk: Buffer): Promise<void> {
    hash.update(chunk);
    await file.writeFile(chunk);
  }
  async function close(path: string, { file, hash }: OpenFile): Promise<void> {
    await file.sync().finally(() => file.close());
    sums.push(`${hash.digest('hex')}  ${path}\n`);
  }

  return {
    sink: {
      async lines(resource, items) {
        const path = `${resource}.ndjson`;
        const file = written.get(path) ?? (await openFile(path));
        written.set(path, file);
        await write(file, Buffer.from(items.map((item) => `${JSON.stringify(item)}\n`).join('')));
      },
      async file(path, content) {
        const file = await openFile(path);
        const chunks: Iterable<Buffer> | Readable = Buffer.isBuffer(content) ? [content] : content;
        for await (const chunk of chunks) await write(file, chunk);
        await close(path, file);
      },
    },
    async finish() {
      for (const [path, file] of written) await close(path, file);
      const list = await openFile('SHA256SUMS');
      await write(list, Buffer.from(sums.sort().join('')));
      const count = sums.length;
      await list.file.sync().finally(() => list.file.close());
      await rmdir(target);
      await rename(draft, target);
      return count;
    },
    async discard() {
      for (const { file } of written.values()) await file.close();
      await rm(draft, { recursive: true, force: true });
      await rm(target, { recursive: true, force: true });
    },
  };
}
