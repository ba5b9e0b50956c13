import { type Queryable, statement } from '../database/index.ts';

const insert = statement<unknown>('mail_queue_insert', 'insert into mail_queue (content) values ($1)');

export async function insertMail(db: Queryable, content: Buffer): Promise<void> {
  await db.query(insert, [content]);
}

const insertBulk = statement<unknown>(
  'mail_queue_insert_bulk',
  'insert into mail_queue (content, bulk) select unnest($1::bytea[]), true',
);

/** Many at once, which give way to every other mail. */
export async function insertBulkMails(db: Queryable, contents: readonly Buffer[]): Promise<void> {
  await db.query(insertBulk, [contents]);
}

export interface QueuedMail {
  id: number;
  content: Buffer;
  /** This one included. */
  attempts: number;
}

const claim = statement<QueuedMail>(
  'mail_queue_claim',
  `update mail_queue set attempts = attempts + 1,
          next_attempt_at = now() + make_interval(secs => $1 * power(2, attempts))
    where id = (select id from mail_queue where failed_at is null and next_attempt_at <= now()
                 order by bulk, next_attempt_at, id limit 1 for update skip locked)
   returning id, content, attempts`,
);

/**
 * Takes the mail whose turn it is. It comes up again by itself, later each time, unless it is removed: so a process that
 * dies while sending loses nothing.
 */
export async function claimMail(db: Queryable, firstRetrySeconds: number): Promise<QueuedMail | undefined> {
  return (await db.query(claim, [firstRetrySeconds]))[0];
}

const remove = statement<unknown>('mail_queue_remove', 'delete from mail_queue where id = $1');

export async function removeMail(db: Queryable, id: number): Promise<void> {
  await db.query(remove, [id]);
}

const fail = statement<unknown>(
  'mail_queue_fail',
  'update mail_queue set last_error = $2, failed_at = case when $3 then now() end where id = $1',
);

export async function noteFailure(db: Queryable, id: number, error: string, last: boolean): Promise<void> {
  await db.query(fail, [id, error, last]);
}
