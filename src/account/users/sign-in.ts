import { sha256 } from '../../platform/crypto.ts';
import { type Database, statement } from '../../platform/database/index.ts';
import { verifyPassword } from '../../platform/password.ts';
import { findActiveUserByEmail, type UserRow } from './users.queries.ts';

export type SignInResult =
  | { kind: 'signed-in'; user: UserRow }
  | { kind: 'wrong-credentials' }
  | { kind: 'throttled'; retryAfterSeconds: number };

const WINDOW_SECONDS = 15 * 60;
/**
 * Attempts allowed in a window; a successful one is forgiven. The account's own limit is high, so that a stranger who guesses from many addresses is
 * slowed down while nobody can lock its owner out with a few wrong passwords.
 */
const LIMITS = { accountAtAddress: 5, address: 50, account: 100 };

/** Counted before the password is checked, so that many guesses at once cannot slip through together. */
const countAttempt = statement<{ subject: Buffer; count: number; seconds: number }>(
  'sign_in_count_attempt',
  `insert into sign_in_failures as f (subject, count, expires_at)
   select s.subject, 1, now() + make_interval(secs => $2) from unnest($1::bytea[]) as s (subject) order by s.subject
   on conflict (subject) do update set
     count = case when f.expires_at > now() then f.count + 1 else 1 end,
     expires_at = case when f.expires_at > now() then f.expires_at else excluded.expires_at end
   returning subject, count, ceil(extract(epoch from expires_at - now()))::int as seconds`,
);
const forgiveAttempt = statement<unknown>(
  'sign_in_forgive_attempt',
  `with forgotten as (delete from sign_in_failures where subject = $1)
   update sign_in_failures set count = greatest(count - 1, 0) where subject = any($2::bytea[])`,
);

/** Checks e-mail and password; unknown, disabled and wrong are one answer and take the same time. */
export async function signIn(db: Database, email: string, password: string, address: string): Promise<SignInResult> {
  const account = email.trim().toLowerCase();
  const subjects = [
    { subject: sha256(`account at address ${account} ${address}`), limit: LIMITS.accountAtAddress },
    { subject: sha256(`address ${address}`), limit: LIMITS.address },
    { subject: sha256(`account ${account}`), limit: LIMITS.account },
  ];
  const counts = await db.query(countAttempt, [subjects.map(({ subject }) => subject), WINDOW_SECONDS]);
  const waits = counts.map(({ subject, count, seconds }) => {
    const { limit } = subjects.find((candidate) => candidate.subject.equals(subject))!;
    return count > limit ? seconds : 0;
  });
  const retryAfterSeconds = Math.max(...waits);
  if (retryAfterSeconds > 0) return { kind: 'throttled', retryAfterSeconds };

  const user = await findActiveUserByEmail(db, account);
  if (!(await verifyPassword(password, user?.password_hash ?? undefined))) return { kind: 'wrong-credentials' };
  const [accountAtAddress, ...others] = subjects.map(({ subject }) => subject);
  await db.query(forgiveAttempt, [accountAtAddress, others]);
  return { kind: 'signed-in', user: user! };
}
