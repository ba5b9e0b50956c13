import type { Sealer } from '../crypto.ts';
import type { Database, Queryable } from '../database/index.ts';
import { claimMail, insertMail, noteFailure, removeMail } from './mail-queue.queries.ts';

export { insertBulkMails as queueBulkMails } from './mail-queue.queries.ts';

import type { Mail, Mailer } from './mailer.ts';

const CONTEXT = 'mail_queue';

/** After a failure: 30 s, 1 min, 2 min and so on to a last try after about four hours in all. */
const FIRST_RETRY_SECONDS = 30;
const MOST_ATTEMPTS = 10;
const POLL_MILLISECONDS = 5000;

/** A mail as it is stored, for statements that write it together with something else. */
export function sealMail(sealer: Sealer, mail: Mail): Buffer {
  return sealer.seal(JSON.stringify(mail), CONTEXT);
}

/** Stores a mail to be sent; in a transaction, it is sent if that is committed. */
export async function queueMail(db: Queryable, sealer: Sealer, mail: Mail): Promise<void> {
  await insertMail(db, sealMail(sealer, mail));
}

export interface MailWorker {
  /** Looks at the queue now instead of within the next seconds. */
  wake(): void;
  /** Waits for the mail that is being sent. */
  stop(): Promise<void>;
}

/** Sends what is queued, one after the other; any number of processes may do so on one database. */
export function startMailWorker({
  database,
  sealer,
  mailer,
  onError,
}: {
  database: Database;
  sealer: Sealer;
  mailer: Mailer;
  /** Told of each failure; the address is not in it. */
  onError(error: unknown, mail?: { id: number; attempts: number; givenUp: boolean }): void;
}): MailWorker {
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  const timer = setInterval(wake, POLL_MILLISECONDS);
  timer.unref();
  wake();

  function wake(): void {
    if (stopped) return;
    again = true;
    running ??= work().finally(() => {
      running = undefined;
    });
  }

  async function work(): Promise<void> {
    while (again && !stopped) {
      again = false;
      try {
        while (!stopped && (await sendNext()));
      } catch (error) {
        onError(error);
      }
    }
  }

  async function sendNext(): Promise<boolean> {
    const queued = await claimMail(database, FIRST_RETRY_SECONDS);
    if (!queued) return false;
    const { id, content, attempts } = queued;
    try {
      await mailer.send(JSON.parse(sealer.unseal(content, CONTEXT)) as Mail);
    } catch (error) {
      const givenUp = attempts >= MOST_ATTEMPTS;
      onError(error, { id, attempts, givenUp });
      await noteFailure(database, id, String((error as Error).message).slice(0, 500), givenUp);
      return true;
    }
    await removeMail(database, id);
    return true;
  }

  return {
    wake,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
      mailer.close();
    },
  };
}
