import { createHash, randomBytes } from 'node:crypto';
import { open, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const NAME = /^corsia-export-[0-9a-f]{24}$/;
/** A file that nobody wrote to for so long was left by a process that died. */
const ABANDONED_AFTER_MS = 3600 * 1000;

/** A file of lines on the local disk, on its way to the store. */
export interface LineFile {
  path: string;
  lines(): number;
  /** Appends items as JSON, one a line. */
  append(items: readonly object[]): Promise<void>;
  /** Ends it. @returns what the store needs to know */
  finish(): Promise<{ path: string; bytes: number; sha256: Buffer }>;
  discard(): Promise<void>;
}

/** Opens a file that no other user of the machine can read. */
export async function openLineFile(): Promise<LineFile> {
  const path = join(tmpdir(), `corsia-export-${randomBytes(12).toString('hex')}`);
  const file = await open(path, 'wx', 0o600);
  const hash = createHash('sha256');
  let lines = 0;
  let bytes = 0;
  let closed = false;
  const close = async () => {
    if (closed) return;
    closed = true;
    await file.close();
  };
  return {
    path,
    lines: () => lines,
    async append(items) {
      const chunk = Buffer.from(items.map((item) => `${JSON.stringify(item)}\n`).join(''));
      hash.update(chunk);
      bytes += chunk.length;
      lines += items.length;
      await file.writeFile(chunk);
    },
    async finish() {
      await close();
      return { path, bytes, sha256: hash.digest() };
    },
    async discard() {
      await close();
      await rm(path, { force: true });
    },
  };
}

/** Removes what processes that died left behind. */
export async function removeAbandoned(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!NAME.test(name)) continue;
    const path = join(tmpdir(), name);
    const changed = await stat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => undefined,
    );
    if (changed !== undefined && changed < Date.now() - ABANDONED_AFTER_MS) await rm(path, { force: true });
  }
}
