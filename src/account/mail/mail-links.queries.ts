import { type Queryable, statement, type Tx } from '../../platform/database/index.ts';

export type LinkPurpose = 'sign-up' | 'password-reset';

export interface LinkRow {
  user_id: string | null;
  payload: Buffer | null;
}

const askSignUp = statement<unknown>(
  'mail_links_ask_sign_up',
  `with known as (
     select from users where email = $1
   ), link as (
     insert into mail_links (token_hash, purpose, payload, expires_at)
     select $2, 'sign-up', $3, now() + interval '24 hours' where not exists (select from known)
   )
   insert into mail_queue (content)
   values (case when exists (select from known) then $4::bytea else $5::bytea end)`,
);

/** One statement whether there is an account or not, so that it takes as long: which mail goes out is decided in it. */
export async function askForSignUp(
  db: Queryable,
  ask: { email: string; tokenHash: Buffer; payload: Buffer; mailIfKnown: Buffer; mailIfNew: Buffer },
): Promise<void> {
  await db.query(askSignUp, [ask.email, ask.tokenHash, ask.payload, ask.mailIfKnown, ask.mailIfNew]);
}

const askReset = statement<unknown>(
  'mail_links_ask_reset',
  `with person as (
     select id from users where email = $1 and status = 'active' and (expires_at is null or expires_at > now())
   ), link as (
     insert into mail_links (token_hash, purpose, user_id, expires_at)
     select $2, 'password-reset', id, now() + interval '1 hour' from person
   )
   insert into mail_queue (content) select $3 from person`,
);

/** Sends nothing when there is no such account; the statement is the same. */
export async function askForReset(
  db: Queryable,
  ask: { email: string; tokenHash: Buffer; mail: Buffer },
): Promise<void> {
  await db.query(askReset, [ask.email, ask.tokenHash, ask.mail]);
}

const find = statement<LinkRow>(
  'mail_links_find',
  'select user_id, payload from mail_links where token_hash = $1 and purpose = $2 and expires_at > now()',
);

export async function findLink(db: Queryable, tokenHash: Buffer, purpose: LinkPurpose): Promise<LinkRow | undefined> {
  return (await db.query(find, [tokenHash, purpose]))[0];
}

const take = statement<LinkRow>(
  'mail_links_take',
  'delete from mail_links where token_hash = $1 and purpose = $2 and expires_at > now() returning user_id, payload',
);

/** @returns undefined for all but one of those who use the link at once; in a transaction, it is back if that fails */
export async function takeLink(tx: Tx, tokenHash: Buffer, purpose: LinkPurpose): Promise<LinkRow | undefined> {
  return (await tx.query(take, [tokenHash, purpose]))[0];
}

const removeOf = statement<unknown>('mail_links_remove_of', 'delete from mail_links where user_id = $1');

export async function removeLinksOf(db: Queryable, userId: string): Promise<void> {
  await db.query(removeOf, [userId]);
}
