import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.ts';
import { createSealer } from '../crypto.ts';
import { statement } from '../database/index.ts';
import { type MailWorker, queueBulkMails, queueMail, sealMail, startMailWorker } from './mail-queue.ts';
import type { Mail, Mailer } from './mailer.ts';

const sealer = createSealer('the encryption key of this installation');
const rows = statement<{ attempts: number; failed: boolean; last_error: string | null; content: Buffer; wait: number }>(
  'test_mail_queue',
  `select attempts, failed_at is not null as failed, last_error, content,
          extract(epoch from next_attempt_at - now())::int as wait from mail_queue order by id`,
);
const clear = statement<unknown>('test_mail_queue_clear', 'delete from mail_queue');
const due = statement<unknown>('test_mail_queue_due', `update mail_queue set next_attempt_at = now()`);
const nearlyGivenUp = statement<unknown>(
  'test_mail_queue_tired',
  'update mail_queue set attempts = 9, next_attempt_at = now()',
);

let db: TestDatabase;
const workers: MailWorker[] = [];

beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());
beforeEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
  await db.database.query(clear);
});

const mail = (number: number): Mail => ({ to: `p${number}@aurora.example`, subject: `Mail ${number}`, text: 'text' });
const queued = () => db.database.query(rows);

function work(send: Mailer['send'], onError: (error: unknown) => void = () => {}): MailWorker {
  const worker = startMailWorker({ database: db.database, sealer, mailer: { send, close() {} }, onError });
  workers.push(worker);
  return worker;
}

test('four workers send each of forty mails once', async () => {
  for (let number = 0; number < 40; number++) await queueMail(db.database, sealer, mail(number));
  const sent: string[] = [];
  for (let index = 0; index < 4; index++) {
    work(async ({ subject }) => {
      await sleep(5);
      sent.push(subject);
    });
  }
  await expect.poll(queued, { timeout: 10_000 }).toEqual([]);
  expect(sent.sort()).toEqual(Array.from({ length: 40 }, (_, number) => `Mail ${number}`).sort());
});

test('mails to many wait behind one that came later', async () => {
  const many = [1, 2].map((number) => sealMail(sealer, mail(number)));
  await queueBulkMails(db.database, many);
  await queueMail(db.database, sealer, mail(3));
  const sent: string[] = [];
  work(async ({ subject }) => void sent.push(subject));
  await expect.poll(queued).toEqual([]);
  expect(sent).toEqual(['Mail 3', 'Mail 1', 'Mail 2']);
});

test('a mail of a transaction that failed is not sent', async () => {
  await expect(
    db.database.transaction(async (tx) => {
      await queueMail(tx, sealer, mail(1));
      throw new Error('undone');
    }),
  ).rejects.toThrow('undone');
  expect(await queued()).toEqual([]);
});

test('what fails is tried again later and later, while others go out', async () => {
  await queueMail(db.database, sealer, mail(1));
  await queueMail(db.database, sealer, mail(2));
  const errors: unknown[] = [];
  const worker = work(
    async ({ subject }) => {
      if (subject === 'Mail 1') throw new Error('no such mailbox');
    },
    (error) => errors.push(error),
  );
  await expect.poll(async () => (await queued()).map(({ last_error }) => last_error)).toEqual(['no such mailbox']);
  const [first] = await queued();
  expect(first).toMatchObject({ attempts: 1, failed: false });
  await db.database.query(due);
  worker.wake();
  await expect.poll(async () => (await queued())[0]!.attempts).toBe(2);
  await expect.poll(async () => (await queued())[0]!.wait).toBeGreaterThan(first!.wait + 20);
  expect(errors.length).toBeGreaterThanOrEqual(2);
});

test('is given up after ten attempts, and kept for the operator', async () => {
  await queueMail(db.database, sealer, mail(1));
  await db.database.query(nearlyGivenUp);
  let attempts = 0;
  const worker = work(async () => {
    attempts++;
    throw new Error('still no such mailbox');
  });
  await expect.poll(async () => (await queued())[0]!.failed).toBe(true);
  await db.database.query(due);
  worker.wake();
  await sleep(300);
  expect(attempts).toBe(1);
});

test('a worker that stops waits for the mail under way, and takes no other', async () => {
  for (let number = 0; number < 3; number++) await queueMail(db.database, sealer, mail(number));
  const sent: string[] = [];
  const worker = work(async ({ subject }) => {
    await sleep(200);
    sent.push(subject);
  });
  await expect.poll(async () => (await queued()).some(({ attempts }) => attempts > 0)).toBe(true);
  await worker.stop();
  expect(sent).toEqual(['Mail 0']);
  expect(await queued()).toHaveLength(2);
});

test('waits encrypted, because links in it are as good as a password', async () => {
  await queueMail(db.database, sealer, { ...mail(1), text: 'https://account.example/reset-password?token=secret' });
  const [row] = await queued();
  expect(row!.content.toString('latin1')).not.toMatch(/secret|aurora|Mail/);
});
