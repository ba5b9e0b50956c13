import { sha256 } from '../../platform/crypto.ts';
import type { Database } from '../../platform/database/index.ts';
import { verifyPassword } from '../../platform/password.ts';
import { countAttempts, forgiveAttempts } from './sign-in.queries.ts';
import { findActiveUserByEmail, type UserRow } from './users.queries.ts';

export type SignInResult =
  | { kind: 'signed-in'; user: UserRow }
  | { kind: 'wrong-credentials' }
  | { kind: 'throttled'; retryAfterSeconds: number };

const WINDOW_SECONDS = 15 * 60;
/**
 * Attempts allowed in a window; a successful one is forgiven. The account's own limit is high, so that a stranger who
 * guesses from many addresses is slowed down while nobody can lock its owner out with a few wrong passwords.
 */
const LIMITS = { accountAtAddress: 5, address: 50, account: 100 };

/** Checks e-mail and password; unknown, disabled and wrong are one answer and take the same time. */
export async function signIn(db: Database, email: string, password: string, address: string): Promise<SignInResult> {
  const account = email.trim().toLowerCase();
  const subjects = [
    { subject: sha256(`account at address ${account} ${address}`), limit: LIMITS.accountAtAddress },
    { subject: sha256(`address ${address}`), limit: LIMITS.address },
    { subject: sha256(`account ${account}`), limit: LIMITS.account },
  ];
  const [accountAtAddress, ...others] = subjects.map(({ subject }) => subject) as [Buffer, Buffer, Buffer];
  const counts = await countAttempts(db, [accountAtAddress, ...others], WINDOW_SECONDS);
  const waits = counts.map(({ subject, count, seconds }) => {
    const { limit } = subjects.find((candidate) => candidate.subject.equals(subject))!;
    return count > limit ? seconds : 0;
  });
  const retryAfterSeconds = Math.max(...waits);
  if (retryAfterSeconds > 0) return { kind: 'throttled', retryAfterSeconds };

  const user = await findActiveUserByEmail(db, account);
  if (!(await verifyPassword(password, user?.password_hash ?? undefined))) return { kind: 'wrong-credentials' };
  await forgiveAttempts(db, accountAtAddress, others);
  return { kind: 'signed-in', user: user! };
}
