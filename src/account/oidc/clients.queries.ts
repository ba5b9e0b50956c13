import { type Queryable, statement } from '../../platform/database/index.ts';

export interface ClientRow {
  id: string;
  name: string;
  developer: string | null;
  application_type: 'web' | 'native';
  public: boolean;
  grant_types: string[];
  redirect_uris: string[];
  scopes: string[];
  home_url: string | null;
  privacy_url: string | null;
  logo_hash: string | null;
  post_logout_redirect_uris: string[];
  access_token_seconds: number | null;
  refresh_idle_seconds: number | null;
  refresh_absolute_seconds: number | null;
}

/** An application that is not approved is not there, as an unknown one. */
export const findClient = statement<ClientRow>(
  'clients_find_approved',
  `select c.id, c.name, u.name as developer, c.application_type, c.public, c.grant_types, c.redirect_uris, c.scopes,
          c.home_url, c.privacy_url, l.hash as logo_hash, c.post_logout_redirect_uris,
          c.access_token_seconds, c.refresh_idle_seconds, c.refresh_absolute_seconds
     from clients c left join users u on u.id = c.developer_id left join client_logos l on l.client_id = c.id
    where c.id = $1 and c.status = 'approved'`,
);

export interface SecretRow {
  id: number;
  hash: Buffer;
  /** The last use was noted a moment ago, so that a busy application does not rewrite its row all the time. */
  noted: boolean;
}

/** The secrets of an application that may be used now. */
export const livingSecrets = statement<SecretRow>(
  'client_secrets_living',
  `select id, hash, coalesce(last_used_at > now() - interval '1 minute', false) as noted
     from client_secrets where client_id = $1 and (expires_at is null or expires_at > now())`,
);

const noteUse = statement<unknown>(
  'client_secrets_note_use',
  'update client_secrets set last_used_at = now() where id = $1',
);

export function listLivingSecrets(db: Queryable, clientId: string): Promise<SecretRow[]> {
  return db.query(livingSecrets, [clientId]);
}

export async function noteSecretUse(db: Queryable, id: number): Promise<void> {
  await db.query(noteUse, [id]);
}

/** @returns undefined for an application that is not approved, as for an unknown one */
export async function findApprovedClient(db: Queryable, id: string): Promise<ClientRow | undefined> {
  return (await db.query(findClient, [id]))[0];
}

export interface OwnLifetimes {
  access_token_seconds: number | null;
  refresh_idle_seconds: number | null;
  refresh_absolute_seconds: number | null;
}

const setLifetimes = statement<OwnLifetimes>(
  'clients_set_lifetimes',
  `update clients set
     access_token_seconds = case when $2 then $3 else access_token_seconds end,
     refresh_idle_seconds = case when $4 then $5 else refresh_idle_seconds end,
     refresh_absolute_seconds = case when $6 then $7 else refresh_absolute_seconds end
   where id = $1 returning access_token_seconds, refresh_idle_seconds, refresh_absolute_seconds`,
);

/** Seconds; null for what the installation says, undefined for no change. @returns undefined when there is no such application */
export async function setOwnLifetimes(
  db: Queryable,
  id: string,
  {
    accessToken,
    refreshIdle,
    refreshAbsolute,
  }: Record<'accessToken' | 'refreshIdle' | 'refreshAbsolute', number | null | undefined>,
): Promise<OwnLifetimes | undefined> {
  const change = (value: number | null | undefined) => [value !== undefined, value ?? null];
  return (
    await db.query(setLifetimes, [id, ...change(accessToken), ...change(refreshIdle), ...change(refreshAbsolute)])
  )[0];
}

const setRequests = statement<{ id: string }>(
  'clients_set_requests_per_minute',
  'update clients set requests_per_minute = $2 where id = $1 returning id',
);

/** @returns false when there is no such application */
export async function setOwnRateLimit(db: Queryable, id: string, perMinute: number | null): Promise<boolean> {
  return (await db.query(setRequests, [id, perMinute])).length === 1;
}
