import { type Queryable, statement } from '../database/index.ts';

const take = statement<unknown>(
  'proofs_take',
  `insert into dpop_proofs (id_hash, expires_at) values ($1, now() + make_interval(secs => $2))
   on conflict do nothing returning id_hash`,
);

/**
 * Remembers a proof of possession (RFC 9449 section 11.1), for both origins.
 * @returns false when it was seen before: of two at once exactly one gets true
 */
export async function takeProof(db: Queryable, idHash: Buffer, seconds: number): Promise<boolean> {
  return (await db.query(take, [idHash, seconds])).length === 1;
}
