import { type Queryable, statement, type Tx } from '../../platform/database/index.ts';
import type { OwnLifetimes } from '../oidc/clients.queries.ts';
import type { Registration } from './registration.ts';

export const STATUSES = ['draft', 'submitted', 'rejected', 'approved', 'suspended', 'revoked'] as const;
export type Status = (typeof STATUSES)[number];

export interface ApplicationRow extends OwnLifetimes {
  id: string;
  name: string;
  description: string;
  developer_id: string | null;
  developer_name: string | null;
  developer_email: string | null;
  developer_language: 'en' | 'it' | null;
  application_type: 'web' | 'native';
  public: boolean;
  grant_types: string[];
  redirect_uris: string[];
  scopes: string[];
  home_url: string | null;
  privacy_url: string | null;
  logo_hash: string | null;
  status: Status;
  status_reason: string;
  status_at: string;
  approved_at: string | null;
  created_at: string;
  requests_per_minute: number | null;
}

/** What every look-up of an application begins with. */
const APPLICATION = `
  select c.id, c.name, c.description, c.developer_id, u.name as developer_name, u.email as developer_email,
         u.language as developer_language, c.application_type, c.public, c.grant_types, c.redirect_uris, c.scopes, c.home_url,
         c.privacy_url, l.hash as logo_hash, c.status, c.status_reason, c.status_at, c.approved_at, c.created_at,
         c.access_token_seconds, c.refresh_idle_seconds, c.refresh_absolute_seconds, c.requests_per_minute
    from clients c left join users u on u.id = c.developer_id left join client_logos l on l.client_id = c.id`;

const find = statement<ApplicationRow>('applications_find', `${APPLICATION} where c.id = $1`);
const lock = statement<ApplicationRow>('applications_lock', `${APPLICATION} where c.id = $1 for update of c`);
const ofDeveloper = statement<ApplicationRow>(
  'applications_of_developer',
  `${APPLICATION} where c.developer_id = $1 order by c.created_at desc, c.id limit 200`,
);

export const findApplication = async (db: Queryable, id: string): Promise<ApplicationRow | undefined> =>
  (await db.query(find, [id]))[0];

/** The same, held against every other change until the transaction ends. */
export const lockApplication = async (tx: Tx, id: string): Promise<ApplicationRow | undefined> =>
  (await tx.query(lock, [id]))[0];

/** The newest first. */
export const listApplicationsOf = (db: Queryable, developerId: string): Promise<ApplicationRow[]> =>
  db.query(ofDeveloper, [developerId]);

const insert = statement<{ id: string }>(
  'applications_insert',
  `insert into clients (id, name, developer_id, application_type, public, grant_types, scopes, status)
   select gen_random_uuid()::text, $2, $1, $3, $4, $5, $6, 'draft'
    where (select count(*) from clients where developer_id = $1 and status in ('draft', 'submitted', 'rejected')) < $7
   returning id`,
);

interface NewApplication {
  developerId: string;
  name: string;
  applicationType: 'web' | 'native';
  public: boolean;
  grantTypes: string[];
  scopes: string[];
}

/** @returns undefined when the developer has too many that were never approved */
export async function insertApplication(
  db: Queryable,
  application: NewApplication,
  most: number,
): Promise<string | undefined> {
  const { developerId, name, applicationType, grantTypes, scopes } = application;
  const values = [developerId, name, applicationType, application.public, grantTypes, scopes, most];
  return (await db.query(insert, values))[0]?.id;
}

const update = statement<unknown>(
  'applications_update',
  `update clients set name = $2, description = $3, home_url = nullif($4, ''), privacy_url = nullif($5, ''), redirect_uris = $6,
          scopes = $7, grant_types = $8
    where id = $1`,
);

export type StoredRegistration = Omit<Registration, 'kind' | 'deviceFlow' | 'logo' | 'scopes'> & {
  scopes: readonly string[];
  grantTypes: readonly string[];
};

export async function updateApplication(tx: Tx, id: string, to: StoredRegistration): Promise<void> {
  const { name, description, homeUrl, privacyUrl, redirectUris, scopes, grantTypes } = to;
  await tx.query(update, [id, name, description, homeUrl, privacyUrl, redirectUris, scopes, grantTypes]);
}

const setStatus = statement<unknown>(
  'applications_set_status',
  `update clients set status = $2, status_reason = $3, status_at = now() where id = $1`,
);

export async function putStatus(tx: Tx, id: string, status: Status, reason = ''): Promise<void> {
  await tx.query(setStatus, [id, status, reason]);
}

const removeOne = statement<unknown>(
  'applications_delete',
  `delete from clients c where c.id = $1 and not exists (select from support_requests r where r.client_id = c.id)`,
);

/** Only of a draft that nobody was ever asked about. */
export async function deleteApplication(tx: Tx, id: string): Promise<void> {
  await tx.query(removeOne, [id]);
}

const putRedirectUris = statement<unknown>(
  'applications_put_redirect_uris',
  'update clients set redirect_uris = $2 where id = $1',
);

export async function setRedirectUris(tx: Tx, id: string, uris: readonly string[]): Promise<void> {
  await tx.query(putRedirectUris, [id, uris]);
}

const forget = statement<unknown>(
  'applications_forget_scopes',
  `with forgotten as (
     delete from consented_scopes where client_id = $1 and scope = any ($2::text[])
   )
   delete from grants where client_id = $1 and string_to_array(payload #>> '{openid,scope}', ' ') && $2::text[]`,
);

/** Ends what people allowed with scopes that an application has no longer; they may allow the rest again. */
export async function forgetScopes(tx: Tx, id: string, scopes: readonly string[]): Promise<void> {
  if (scopes.length > 0) await tx.query(forget, [id, scopes]);
}

const putOne = statement<unknown>(
  'client_logos_put',
  `insert into client_logos (client_id, hash, content_type, content) values ($1, $2, $3, $4)
   on conflict (client_id) do update set hash = excluded.hash, content_type = excluded.content_type, content = excluded.content`,
);

export interface Logo {
  hash: string;
  content_type: string;
  content: Buffer;
}

export async function putLogo(tx: Tx, id: string, { hash, content_type, content }: Logo): Promise<void> {
  await tx.query(putOne, [id, hash, content_type, content]);
}

const removeLogoOf = statement<unknown>('client_logos_remove', 'delete from client_logos where client_id = $1');
export async function removeLogo(tx: Tx, id: string): Promise<void> {
  await tx.query(removeLogoOf, [id]);
}

const wish = statement<unknown>(
  'wished_logos_put',
  'insert into wished_logos (client_id, hash, content_type, content) values ($1, $2, $3, $4)',
);

/** Keeps a picture until the open request that it belongs to is decided. */
export async function wishLogo(tx: Tx, id: string, { hash, content_type, content }: Logo): Promise<void> {
  await tx.query(wish, [id, hash, content_type, content]);
}

const takeWished = statement<unknown>(
  'wished_logos_take',
  `with wished as (delete from wished_logos where client_id = $1 and hash = $2 returning client_id, hash, content_type, content)
   insert into client_logos (client_id, hash, content_type, content) select * from wished
   on conflict (client_id) do update set hash = excluded.hash, content_type = excluded.content_type, content = excluded.content`,
);

/** Makes the picture that was wished for that of the application. */
export async function takeWishedLogo(tx: Tx, id: string, hash: string): Promise<void> {
  await tx.query(takeWished, [id, hash]);
}

const logoByHash = statement<Logo>(
  'client_logos_find',
  `select hash, content_type, content from client_logos where hash = $1
   union all select hash, content_type, content from wished_logos where hash = $1 limit 1`,
);
export const findLogo = async (db: Queryable, hash: string): Promise<Logo | undefined> =>
  (await db.query(logoByHash, [hash]))[0];

const alike = statement<{ name: string }>(
  'applications_alike',
  `select name from clients
    where id <> $1 and developer_id is distinct from $3 and status in ('submitted', 'approved', 'suspended')
      and regexp_replace(lower(name), '[^[:alnum:]]', '', 'g') = regexp_replace(lower($2), '[^[:alnum:]]', '', 'g')
    limit 3`,
);

/** Applications of others that go by the same name. */
export const applicationsAlike = (
  db: Queryable,
  { id, name, developer_id }: ApplicationRow,
): Promise<{ name: string }[]> => db.query(alike, [id, name, developer_id]);
