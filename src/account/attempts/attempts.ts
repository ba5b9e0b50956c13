import { sha256 } from '../../platform/crypto.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { countAttempts, forgiveAttempts } from './attempts.queries.ts';

/** What is counted, in words that no other caller uses, and how many are allowed within the window. */
export interface Allowance {
  subject: string;
  limit: number;
}

/**
 * Counts one attempt for each subject, for all processes. Call it before the attempt is looked at, so that many at once
 * cannot slip through together.
 * @returns 0, or the seconds to wait when some subject had too many
 */
export async function takeAttempt(
  db: Queryable,
  allowances: readonly Allowance[],
  windowSeconds: number,
): Promise<number> {
  const limits = allowances.map(({ subject, limit }) => ({ hash: sha256(subject), limit }));
  const counts = await countAttempts(
    db,
    limits.map(({ hash }) => hash),
    windowSeconds,
  );
  const waits = counts.map(({ subject, count, seconds }) => {
    const { limit } = limits.find(({ hash }) => hash.equals(subject))!;
    return count > limit ? seconds : 0;
  });
  return Math.max(...waits);
}

/** A successful attempt forgets the failures of the first subject, and takes itself off the others. */
export async function forgiveAttempt(db: Queryable, [cleared, ...others]: readonly Allowance[]): Promise<void> {
  await forgiveAttempts(
    db,
    sha256(cleared!.subject),
    others.map(({ subject }) => sha256(subject)),
  );
}

/** Takes one successful attempt off every count again. */
export async function takeBackAttempt(db: Queryable, allowances: readonly Allowance[]): Promise<void> {
  const hashes = allowances.map(({ subject }) => sha256(subject));
  await forgiveAttempts(db, Buffer.alloc(0), hashes);
}
