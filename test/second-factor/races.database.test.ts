import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { newRecoveryCodes } from '../../src/account/second-factor/recovery-codes.ts';
import * as queries from '../../src/account/second-factor/second-factor.queries.ts';
import {
  checkRecoveryCode,
  checkTotp,
  confirmSetUp,
  secondFactorOf,
} from '../../src/account/second-factor/second-factor.service.ts';
import { newTotpSecret } from '../../src/account/second-factor/totp.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { sql } from '../oauth/sql.ts';
import { codeOf, forgetSteps, signInAt, wrongCodeOf } from './authenticator.ts';

const DOCTOR = 'sandbox-doctor';
const MANY = 50;

let platform: Platform;
let secret: string;
let recoveryCodes: string[];

beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.close());
beforeEach(async () => {
  await sql(platform, 'delete from second_factors');
  await sql(platform, 'delete from sign_in_failures');
  secret = newTotpSecret();
  const result = await confirmSetUp(platform, DOCTOR, { secret, code: codeOf(secret) });
  recoveryCodes = result.kind === 'added' ? result.recoveryCodes : expect.fail(result.kind);
  await forgetSteps(platform);
});

const atOnce = <Result>(work: () => Promise<Result>) => Promise.all(Array.from({ length: MANY }, work));
const howMany = <Item>(items: Item[], wanted: (item: Item) => boolean) => items.filter(wanted).length;

test('of 50 uses of one code at once exactly one wins', async () => {
  const code = codeOf(secret);
  const results = await atOnce(() => checkTotp(platform, DOCTOR, code));
  expect(howMany(results, ({ kind }) => kind === 'right')).toBe(1);
});

test('of 50 uses of one time step at once exactly one wins, even where nothing is throttled', async () => {
  const [row] = await sql<{ totp_secret: Buffer }>(platform, 'select totp_secret from second_factors');
  const use = { totpSecret: row!.totp_secret, step: 1_000_000_000 };
  const results = await atOnce(() => queries.useTotpStep(platform.database, DOCTOR, use));
  expect(howMany(results, Boolean)).toBe(1);
});

test('of 50 uses of one recovery code at once exactly one wins', async () => {
  const [code] = recoveryCodes as [string];
  const results = await atOnce(() => checkRecoveryCode(platform, DOCTOR, code));
  expect(howMany(results, ({ kind }) => kind === 'right')).toBe(1);
  expect(await secondFactorOf(platform, DOCTOR)).toMatchObject({ recoveryCodesLeft: 9 });
});

test('of 50 deletions of one recovery code at once exactly one wins, even where nothing is throttled', async () => {
  const [row] = await sql<{ hash: Buffer }>(platform, 'select hash from recovery_codes limit 1');
  const results = await atOnce(() => queries.useRecoveryCodeHash(platform.database, DOCTOR, row!.hash));
  expect(howMany(results, Boolean)).toBe(1);
});

test('of 50 guesses at once no more than five are looked at', async () => {
  const wrong = wrongCodeOf(secret);
  const results = await atOnce(() => checkTotp(platform, DOCTOR, wrong));
  expect(howMany(results, ({ kind }) => kind === 'wrong')).toBe(5);
  expect(howMany(results, ({ kind }) => kind === 'throttled')).toBe(MANY - 5);
});

test('of many set-ups at once exactly one wins, and its codes are the ones that work', async () => {
  await sql(platform, 'delete from second_factors');
  const tries = Array.from({ length: 10 }, newTotpSecret);
  const results = await Promise.all(
    tries.map((own) => confirmSetUp(platform, DOCTOR, { secret: own, code: codeOf(own) })),
  );
  expect(howMany(results, ({ kind }) => kind === 'added')).toBe(1);
  const winner = results.findIndex(({ kind }) => kind === 'added');
  await forgetSteps(platform);
  expect(await checkTotp(platform, DOCTOR, codeOf(tries[winner]!))).toEqual({ kind: 'right', by: 'totp' });
  expect(await secondFactorOf(platform, DOCTOR)).toMatchObject({ recoveryCodesLeft: 10 });
});

test('of many renewals at once one set of ten is left', async () => {
  const sets = await Promise.all(Array.from({ length: 8 }, newRecoveryCodes));
  await Promise.all(
    sets.map((set) => platform.database.transaction((tx) => queries.replaceRecoveryCodes(tx, DOCTOR, set))),
  );
  expect(await secondFactorOf(platform, DOCTOR)).toMatchObject({ recoveryCodesLeft: 10 });
  const results = await Promise.all(sets.map(({ codes }) => checkRecoveryCode(platform, DOCTOR, codes[0]!)));
  expect(howMany(results, ({ kind }) => kind === 'right')).toBe(1);
});

test('a code is of no use for a secret that took its place meanwhile', async () => {
  const [row] = await sql<{ totp_secret: Buffer }>(platform, 'select totp_secret from second_factors');
  await sql(platform, 'delete from second_factors');
  const other = newTotpSecret();
  await confirmSetUp(platform, DOCTOR, { secret: other, code: codeOf(other) });
  const use = { totpSecret: row!.totp_secret, step: 1_000_000_000 };
  expect(await queries.useTotpStep(platform.database, DOCTOR, use)).toBe(false);
});

test('nothing of a secret or a recovery code can be read in the database', async () => {
  const rows = await sql<{ stored: string }>(
    platform,
    `select concat(encode(totp_secret, 'escape'), encode(recovery_salt, 'escape'),
            (select string_agg(encode(hash, 'escape'), '') from recovery_codes)) as stored from second_factors`,
  );
  expect(rows).toHaveLength(1);
  expect(rows[0]!.stored).not.toContain(secret);
  for (const code of recoveryCodes) expect(rows[0]!.stored).not.toContain(code.replaceAll('-', ''));
});

test('a secret moved to another person is of no use there', async () => {
  const { codes, ...hashed } = await newRecoveryCodes();
  expect(codes).toHaveLength(10);
  await sql(
    platform,
    `insert into second_factors (user_id, totp_secret, last_step, recovery_salt)
     select 'sandbox-manager', totp_secret, 0, $1 from second_factors`,
    [hashed.salt],
  );
  await expect(checkTotp(platform, 'sandbox-manager', codeOf(secret))).rejects.toThrow();
  expect((await signInAt(platform, 'manager@sandbox.test')).visit.html).toContain('name="code"');
});
