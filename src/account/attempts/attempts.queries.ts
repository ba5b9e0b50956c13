import { type Queryable, statement } from '../../platform/database/index.ts';

/** Sorted, so that statements which count the same subjects never wait for each other in a circle. */
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

export interface AttemptCount {
  subject: Buffer;
  count: number;
  /** Until the window ends. */
  seconds: number;
}

export function countAttempts(db: Queryable, subjects: Buffer[], windowSeconds: number): Promise<AttemptCount[]> {
  return db.query(countAttempt, [subjects, windowSeconds]);
}

/** A success clears the one count, and takes itself off the others. */
export async function forgiveAttempts(db: Queryable, cleared: Buffer, others: Buffer[]): Promise<void> {
  await db.query(forgiveAttempt, [cleared, others]);
}
