import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.ts';
import { newLinkToken } from './link-token.ts';
import { askForReset, findLink, takeLink } from './mail-links.queries.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

async function newLink(): Promise<Buffer> {
  const { tokenHash } = newLinkToken();
  await askForReset(db.database, { email: 'doctor@sandbox.test', tokenHash, mail: Buffer.from('mail') });
  return tokenHash;
}

test('of eight transactions that take one link at once one gets it', async () => {
  const tokenHash = await newLink();
  const takers = Array.from({ length: 8 }, () =>
    db.database.transaction(async (tx) => {
      const link = await takeLink(tx, tokenHash, 'password-reset');
      await sleep(50);
      return link;
    }),
  );
  expect((await Promise.all(takers)).filter(Boolean)).toHaveLength(1);
});

test('a link is back when the one who took it failed', async () => {
  const tokenHash = await newLink();
  const failed = db.database.transaction(async (tx) => {
    await takeLink(tx, tokenHash, 'password-reset');
    throw new Error('undone');
  });
  await expect(failed).rejects.toThrow('undone');
  expect(await findLink(db.database, tokenHash, 'password-reset')).toMatchObject({ user_id: 'sandbox-doctor' });
});
