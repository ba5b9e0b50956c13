import { randomUUID } from 'node:crypto';
import { link, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { TokenStoreError } from '../errors.ts';
import { sleep } from '../waiting.ts';

interface Holder {
  id: string;
  pid: number;
  host: string;
  /** When the process began, in milliseconds since 1970: a container's restarted program has the same number again. */
  started: number;
}

/** Nobody needs it longer. It leaves a few of the 30 seconds in which the server repeats a renewal that was cut off. */
const LONGEST_MS = 25_000;
const PATIENCE_MS = 60_000;
const POLL_MS = 20;

/**
 * Runs work while no other process on this file does. A process that was killed leaves the lock behind; whoever finds it
 * inherits it. Only one can: to inherit from holder X is to create the file `<lock>.X`, so holders form a chain
 * that begins at `<lock>`, and its last one is the owner.
 * @throws TokenStoreError when others keep it for too long
 */
export async function withLock<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  const chain = await acquire(path);
  try {
    return await work();
  } finally {
    await release(path, chain);
  }
}

/** @returns the files of the chain, the first being the lock itself */
async function acquire(path: string): Promise<string[]> {
  const self: Holder = { id: randomUUID(), pid: process.pid, host: hostname(), started: startOfThis() };
  const ticket = `${path}.ticket-${self.id}`;
  await writeFile(ticket, JSON.stringify(self), { mode: 0o600, flag: 'wx' });
  try {
    const deadline = Date.now() + PATIENCE_MS;
    while (Date.now() < deadline) {
      const { files, holders } = await readChain(path);
      const [first, last] = [holders[0], holders.at(-1)];
      if (!last || (await isGone(last, files.at(-1)!))) {
        const next = last ? `${path}.${last.id}` : path;
        await utimes(ticket, new Date(), new Date());
        // A link appears with its content, and only where there was nothing.
        if (await isMade(link(ticket, next))) {
          // Between the two, the whole chain may have been released; then this inherits nothing.
          if (!first || (await readHolder(path))?.id === first.id) return [...files, next];
          await rm(next, { force: true });
        }
      }
      await sleep(POLL_MS * (0.5 + Math.random()));
    }
  } finally {
    await rm(ticket, { force: true });
  }
  throw new TokenStoreError(`Others keep ${path} locked.`);
}

/** The lock itself goes first: from then on the rest of the chain leads nowhere. */
async function release(path: string, chain: string[]): Promise<void> {
  const { files } = await readChain(path);
  // Whoever took longer than allowed has been inherited from.
  if (files.at(-1) !== chain.at(-1)) return;
  for (const file of chain) await rm(file, { force: true });
}

async function readChain(path: string): Promise<{ files: string[]; holders: Holder[] }> {
  const files: string[] = [];
  const holders: Holder[] = [];
  for (let file = path; ; file = `${path}.${holders.at(-1)!.id}`) {
    const holder = await readHolder(file);
    if (!holder) return { files, holders };
    files.push(file);
    holders.push(holder);
  }
}

async function readHolder(file: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Holder;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw new TokenStoreError(`${file} cannot be read`, { cause: error });
  }
}

async function isGone(holder: Holder, file: string): Promise<boolean> {
  if (holder.host === hostname() && !isRunning(holder)) return true;
  try {
    return Date.now() - (await stat(file)).mtimeMs > LONGEST_MS;
  } catch {
    return false;
  }
}

function startOfThis(): number {
  return Math.round(Date.now() - process.uptime() * 1000);
}

/** How far clocks may have been set meanwhile, in milliseconds. */
const TOLERANCE_MS = 2000;

function isRunning({ pid, started }: Holder): boolean {
  if (pid === process.pid) return Math.abs(started - startOfThis()) < TOLERANCE_MS;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !isCode(error, 'ESRCH');
  }
}

async function isMade(made: Promise<void>): Promise<boolean> {
  try {
    await made;
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw new TokenStoreError('The lock cannot be made', { cause: error });
  }
}

export function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === code;
}
