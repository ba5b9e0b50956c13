import { type Queryable, statement } from '../../platform/database/index.ts';

/** Sweeps a few that nobody answered as it goes, so that the table stays as small as what is under way. */
const insert = statement<unknown>(
  'passkey_challenges_insert',
  `with stale as (
     select challenge_hash from passkey_challenges where expires_at < now() order by expires_at limit 10 for update skip locked
   ), swept as (delete from passkey_challenges where challenge_hash in (select challenge_hash from stale))
   insert into passkey_challenges (challenge_hash, subject, expires_at) values ($1, $2, now() + make_interval(secs => $3))`,
);

export async function insertChallenge(
  db: Queryable,
  challenge: { hash: Buffer; subject: Buffer; seconds: number },
): Promise<void> {
  await db.query(insert, [challenge.hash, challenge.subject, challenge.seconds]);
}

const take = statement<unknown>(
  'passkey_challenges_take',
  'delete from passkey_challenges where challenge_hash = $1 and subject = $2 and expires_at > now() returning 1',
);

/** @returns false when it is not for this subject, too old, or taken: of many at once exactly one gets true */
export async function takeChallenge(db: Queryable, hash: Buffer, subject: Buffer): Promise<boolean> {
  return (await db.query(take, [hash, subject])).length === 1;
}
