import { statement, type Tx } from '../../platform/database/index.ts';

const update = statement<{ id: string }>(
  'password_update',
  `update users set password_hash = $2, email_verified_at = coalesce(email_verified_at, case when $3 then now() end)
    where id = $1 returning id`,
);

/** @param provedEmail whether the person came by a link that was sent to the address */
export async function updatePassword(tx: Tx, userId: string, hash: string, provedEmail: boolean): Promise<void> {
  await tx.query(update, [userId, hash, provedEmail]);
}
