import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Mail, Mailer } from './mailer.ts';

export interface StoredMail extends Mail {
  id: string;
  from: string;
  /** RFC 3339. */
  at: string;
}

/** A folder that takes mails where there is no mail server, for people to read on a page. */
export interface Outbox extends Mailer {
  /** The newest first. */
  list(): Promise<StoredMail[]>;
}

const MOST_MAILS = 200;

/** The folder is made when the first mail comes; beyond 200 mails the oldest are removed. */
export function createOutbox(folder: string, from: string): Outbox {
  /** Names begin with the time, so that sorting them is sorting by age. */
  async function names(): Promise<string[]> {
    const all = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    return all
      .filter((name) => /^\d+-[\w-]+\.json$/.test(name))
      .sort()
      .reverse();
  }

  return {
    async send(mail) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const id = `${Date.now()}-${randomBytes(6).toString('hex')}`;
      const stored: StoredMail = { id, from, at: new Date().toISOString(), ...mail };
      const path = join(folder, `${id}.json`);
      // Renamed into place, so that a reader never finds half a mail.
      await writeFile(`${path}.part`, JSON.stringify(stored, null, 2), { mode: 0o600 });
      await rename(`${path}.part`, path);
      for (const old of (await names()).slice(MOST_MAILS)) await rm(join(folder, old), { force: true });
    },
    async list() {
      const mails = await Promise.all(
        (await names()).map(async (name) => {
          const text = await readFile(join(folder, name), 'utf8').catch(() => undefined);
          return text === undefined ? undefined : (JSON.parse(text) as StoredMail);
        }),
      );
      return mails.filter((mail) => mail !== undefined);
    },
    close: () => {},
  };
}
