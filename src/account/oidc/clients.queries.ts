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
  post_logout_redirect_uris: string[];
  access_token_seconds: number | null;
  refresh_idle_seconds: number | null;
  refresh_absolute_seconds: number | null;
}

/** An application that is not approved is not there, as an unknown one. */
export const findClient = statement<ClientRow>(
  'clients_find_approved',
  `select c.id, c.name, u.name as developer, c.application_type, c.public, c.grant_types, c.redirect_uris, c.scopes,
          c.home_url, c.privacy_url, c.post_logout_redirect_uris,
          c.access_token_seconds, c.refresh_idle_seconds, c.refresh_absolute_seconds
     from clients c left join users u on u.id = c.developer_id
    where c.id = $1 and c.status = 'approved'`,
);

/** Notes the use at most once a minute, so that a busy application does not rewrite its row all the time. */
const match = statement<{ id: number }>(
  'client_secrets_match',
  `with matching as (
     select id, last_used_at from client_secrets
      where client_id = $1 and hash = $2 and (expires_at is null or expires_at > now())
   ), noted as (
     update client_secrets s set last_used_at = now() from matching m
      where s.id = m.id and (m.last_used_at is null or m.last_used_at < now() - interval '1 minute')
   )
   select id from matching`,
);

/** @returns undefined for an application that is not approved, as for an unknown one */
export async function findApprovedClient(db: Queryable, id: string): Promise<ClientRow | undefined> {
  return (await db.query(findClient, [id]))[0];
}

export async function hasSecret(db: Queryable, clientId: string, hash: Buffer): Promise<boolean> {
  return (await db.query(match, [clientId, hash])).length > 0;
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
