import { createHmac, randomBytes } from 'node:crypto';
import type { AllClientMetadata } from 'oidc-provider';
import { sha256 } from '../../platform/crypto.ts';
import { type Queryable, statement } from '../../platform/database/index.ts';
import { findUnstorableText } from '../../platform/http/text.ts';

/** A registered application as people see it. */
export interface Application {
  id: string;
  name: string;
  developer: string | undefined;
  homeUrl: string | undefined;
  privacyUrl: string | undefined;
  redirectUris: string[];
}

interface ClientRow {
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
}

const findApproved = statement<ClientRow>(
  'clients_find_approved',
  `select c.id, c.name, u.name as developer, c.application_type, c.public, c.grant_types, c.redirect_uris, c.scopes,
          c.home_url, c.privacy_url
     from clients c left join users u on u.id = c.developer_id
    where c.id = $1 and c.status = 'approved'`,
);

/** Notes the use at most once a minute, so that a busy application does not rewrite its row all the time. */
const matchSecret = statement<{ id: number }>(
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

export interface ClientStore {
  find(id: string): Promise<Application | undefined>;
  /** The metadata that `oidc-provider` works with (OpenID Connect Dynamic Client Registration section 2). */
  metadata(id: string): Promise<AllClientMetadata | undefined>;
  secretMatches(clientId: string, secret: string): Promise<boolean>;
}

/** Only approved applications exist for the authorization server: one that is suspended or revoked is unknown. */
export function createClientStore(db: Queryable): ClientStore {
  // Secrets are compared in the database; the provider only insists that a confidential client has one.
  const placeholderKey = randomBytes(32);
  const find = async (id: string) =>
    findUnstorableText(id) === undefined ? (await db.query(findApproved, [id]))[0] : undefined;

  return {
    async find(id) {
      const row = await find(id);
      return (
        row && {
          id: row.id,
          name: row.name,
          developer: row.developer ?? undefined,
          homeUrl: row.home_url ?? undefined,
          privacyUrl: row.privacy_url ?? undefined,
          redirectUris: row.redirect_uris,
        }
      );
    },
    async metadata(id) {
      const row = await find(id);
      return row && toMetadata(row, createHmac('sha256', placeholderKey).update(row.id).digest('base64url'));
    },
    secretMatches: async (clientId, secret) => (await db.query(matchSecret, [clientId, sha256(secret)])).length > 0,
  };
}

function toMetadata(row: ClientRow, placeholderSecret: string): AllClientMetadata {
  const usesCode = row.grant_types.includes('authorization_code');
  return {
    client_id: row.id,
    client_name: row.name,
    application_type: row.application_type,
    redirect_uris: usesCode ? row.redirect_uris : [],
    response_types: usesCode ? ['code'] : [],
    grant_types: row.grant_types,
    scope: row.scopes.join(' '),
    ...(row.home_url && { client_uri: row.home_url }),
    ...(row.privacy_url && { policy_uri: row.privacy_url }),
    ...(row.public
      ? { token_endpoint_auth_method: 'none' }
      : { token_endpoint_auth_method: 'client_secret_basic', client_secret: placeholderSecret }),
  };
}
