import type { Database } from '../../platform/database/index.ts';
import { verifyPassword } from '../../platform/password.ts';
import { forgiveAttempt, takeAttempt } from '../attempts/attempts.ts';
import { findActiveUserByEmail, type UserRow } from '../users/users.queries.ts';

type PasswordResult =
  | { kind: 'right'; user: UserRow }
  | { kind: 'wrong-credentials' }
  | { kind: 'throttled'; retryAfterSeconds: number };

const WINDOW_SECONDS = 15 * 60;
/**
 * Attempts allowed in a window; a successful one is forgiven. The account's own limit is high, so that a stranger who
 * guesses from many addresses is slowed down while nobody can lock its owner out with a few wrong passwords.
 */
const LIMITS = { accountAtAddress: 5, address: 50, account: 100 };

/** Checks e-mail and password; unknown, disabled and wrong are one answer and take the same time. */
export async function checkPassword(
  db: Database,
  email: string,
  password: string,
  address: string,
): Promise<PasswordResult> {
  const account = email.trim().toLowerCase();
  const allowances = [
    { subject: `account at address ${account} ${address}`, limit: LIMITS.accountAtAddress },
    { subject: `address ${address}`, limit: LIMITS.address },
    { subject: `account ${account}`, limit: LIMITS.account },
  ];
  const retryAfterSeconds = await takeAttempt(db, allowances, WINDOW_SECONDS);
  if (retryAfterSeconds > 0) return { kind: 'throttled', retryAfterSeconds };

  const user = await findActiveUserByEmail(db, account);
  if (!(await verifyPassword(password, user?.password_hash ?? undefined))) return { kind: 'wrong-credentials' };
  await forgiveAttempt(db, allowances);
  return { kind: 'right', user: user! };
}
