import { type Queryable, statement } from '../../platform/database/index.ts';

export interface ConnectedApplicationRow {
  id: string;
  name: string;
  scopes: string[];
  since: string;
  last_use: string | null;
}

const list = statement<ConnectedApplicationRow>(
  'applications_connected',
  `with held as (
     select client_id, unnest(string_to_array(payload #>> '{openid,scope}', ' ')) as scope, created_at
       from grants where user_id = $1 and expires_at > now()
     union all
     select client_id, scope, consented_at from consented_scopes where user_id = $1
   )
   select c.id, c.name, array_agg(distinct h.scope) as scopes, min(h.created_at) as since,
          (select max(a.created_at) from oidc_artifacts a
            where a.user_id = $1 and a.client_id = c.id and a.kind in ('RefreshToken', 'AuthorizationCode')) as last_use
     from held h join clients c on c.id = h.client_id
    group by c.id, c.name order by c.name, c.id`,
);

/** What a person allowed to act as them, with what it may do; the last use is the last time it got a token. */
export function listConnected(db: Queryable, userId: string): Promise<ConnectedApplicationRow[]> {
  return db.query(list, [userId]);
}

const disconnectOne = statement<{ id: string }>(
  'applications_disconnect',
  `with forgotten as (
     delete from consented_scopes where user_id = $1 and client_id = $2 returning client_id
   ), ended as (
     delete from grants where user_id = $1 and client_id = $2 returning client_id
   ), tokens as (
     delete from oidc_artifacts where user_id = $1 and client_id = $2 and kind <> 'Session'
   )
   select client_id as id from forgotten union select client_id from ended`,
);

/** Without its grant no token works any more. @returns whether there was something to end */
export async function disconnect(db: Queryable, userId: string, clientId: string): Promise<boolean> {
  return (await db.query(disconnectOne, [userId, clientId])).length > 0;
}

const disconnectEvery = statement<unknown>(
  'applications_disconnect_all',
  `with forgotten as (
     delete from consented_scopes where user_id = $1
   ), ended as (
     delete from grants where user_id = $1
   )
   delete from oidc_artifacts where user_id = $1 and kind <> 'Session'`,
);

export async function disconnectAll(db: Queryable, userId: string): Promise<void> {
  await db.query(disconnectEvery, [userId]);
}
