import type { Sealer } from '../../platform/crypto.ts';
import type { Database } from '../../platform/database/index.ts';
import { type Allowance, forgiveAttempt, takeAttempt } from '../attempts/attempts.ts';
import { hashRecoveryCode, newRecoveryCodes } from './recovery-codes.ts';
import * as queries from './second-factor.queries.ts';
import { newTotpSecret, stepOfCode } from './totp.ts';

export interface SecondFactorServices {
  /** The pool, or a transaction that also holds what is noted of the change. */
  database: Pick<Database, 'query' | 'transaction'>;
  sealer: Sealer;
}

export interface SecondFactor {
  /** RFC 3339. */
  since: string;
  recoveryCodesLeft: number;
}

export type CodeResult =
  | { kind: 'right'; by: 'totp' | 'recovery' }
  | { kind: 'wrong' }
  /** A code of the app that was right, and has been used already. */
  | { kind: 'used' }
  | { kind: 'throttled'; retryAfterSeconds: number };

const WINDOW_SECONDS = 15 * 60;
/**
 * Tries in a window, for whoever knows the password. The counts are apart, so that a thief of the password who uses up
 * the tries of the app leaves the owner the recovery codes, which are too long to be guessed.
 */
const LIMITS = { totp: 5, recovery: 20 };
type Kind = keyof typeof LIMITS;
const SET_UP_SECONDS = 30 * 60;

/** @returns undefined when the person signs in with the password alone */
export async function secondFactorOf({ database }: SecondFactorServices, userId: string) {
  const row = await queries.findSecondFactor(database, userId);
  const factor: SecondFactor | undefined = row && { since: row.created_at, recoveryCodesLeft: row.codes_left };
  return factor;
}

/** A new secret, and the sealed copy that the form of this `subject` carries until a right code confirms it. */
export function startSetUp({ sealer }: SecondFactorServices, subject: string) {
  const secret = newTotpSecret();
  const sealed = sealer.seal(JSON.stringify({ secret, at: Date.now() }), setUpContext(subject)).toString('base64url');
  return { secret, sealed };
}

/** @returns undefined when the form is not of this subject, was changed, or is older than half an hour */
export function secretOfSetUp({ sealer }: SecondFactorServices, subject: string, sealed: unknown): string | undefined {
  try {
    const text = sealer.unseal(Buffer.from(String(sealed), 'base64url'), setUpContext(subject));
    const { secret, at } = JSON.parse(text) as { secret: string; at: number };
    return Date.now() - at < SET_UP_SECONDS * 1000 ? secret : undefined;
  } catch {
    return undefined;
  }
}

export type ConfirmResult = { kind: 'added'; recoveryCodes: string[] } | { kind: 'wrong' } | { kind: 'exists' };

/** Turns codes on when `code` shows that the app has the secret. The code is thereby used. */
export async function confirmSetUp(
  { database, sealer }: SecondFactorServices,
  userId: string,
  { secret, code }: { secret: string; code: string },
): Promise<ConfirmResult> {
  const step = stepOfCode(secret, digitsOf(code), Date.now());
  if (step === undefined) return { kind: 'wrong' };
  const { codes, salt, hashes } = await newRecoveryCodes();
  const totpSecret = sealer.seal(secret, secretContext(userId));
  const added = await queries.insertSecondFactor(database, { userId, totpSecret, step, salt, hashes });
  return added ? { kind: 'added', recoveryCodes: codes } : { kind: 'exists' };
}

/** Checks a code of the app and uses it up. */
export function checkTotp(services: SecondFactorServices, userId: string, code: string): Promise<CodeResult> {
  const { database, sealer } = services;
  return attempt(services, userId, 'totp', async (row) => {
    const step = stepOfCode(sealer.unseal(row.totp_secret, secretContext(userId)), digitsOf(code), Date.now());
    if (step === undefined) return { kind: 'wrong' };
    const used = await queries.useTotpStep(database, userId, { totpSecret: row.totp_secret, step });
    return used ? { kind: 'right', by: 'totp' } : { kind: 'used' };
  });
}

/** Checks a recovery code and uses it up. */
export function checkRecoveryCode(services: SecondFactorServices, userId: string, code: string): Promise<CodeResult> {
  return attempt(services, userId, 'recovery', async (row) => {
    const hash = await hashRecoveryCode(code, row.recovery_salt);
    const used = await queries.useRecoveryCodeHash(services.database, userId, hash);
    return used ? { kind: 'right', by: 'recovery' } : { kind: 'wrong' };
  });
}

/** @returns the new codes, or undefined when the person has no second factor; the old ones end */
export async function renewRecoveryCodes({ database }: SecondFactorServices, userId: string) {
  const { codes, ...hashed } = await newRecoveryCodes();
  const replaced = await database.transaction((tx) => queries.replaceRecoveryCodes(tx, userId, hashed));
  return replaced ? codes : undefined;
}

/** @returns false when there was none */
export function removeSecondFactor({ database }: SecondFactorServices, userId: string): Promise<boolean> {
  return queries.deleteSecondFactor(database, userId);
}

/** Counts first, then checks, then forgives what was right. */
async function attempt(
  { database }: SecondFactorServices,
  userId: string,
  kind: Kind,
  check: (row: queries.SecondFactorRow) => Promise<CodeResult>,
): Promise<CodeResult> {
  const allowances: Allowance[] = [{ subject: `second factor ${kind} ${userId}`, limit: LIMITS[kind] }];
  const retryAfterSeconds = await takeAttempt(database, allowances, WINDOW_SECONDS);
  if (retryAfterSeconds > 0) return { kind: 'throttled', retryAfterSeconds };
  const row = await queries.findSecondFactor(database, userId);
  const result = row ? await check(row) : ({ kind: 'wrong' } as const);
  if (result.kind === 'right') await forgiveAttempt(database, allowances);
  return result;
}

/** Apps show codes in two halves, and people type them so. */
const digitsOf = (code: string) => code.replaceAll(/\s/g, '');
const secretContext = (userId: string) => `totp ${userId}`;
const setUpContext = (subject: string) => `totp set-up ${subject}`;
