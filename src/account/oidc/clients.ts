import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { AllClientMetadata } from 'oidc-provider';
import { DEVICE_CODE } from '../../catalogue/grant-types.ts';
import { mayUseSmart } from '../../catalogue/smart-scopes.ts';
import { sha256 } from '../../platform/crypto.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { findUnstorableText } from '../../platform/http/text.ts';
import { logoPath } from '../developer/logo-path.ts';
import {
  type ClientRow,
  findApprovedClient,
  listLivingSecrets,
  noteSecretUse,
  type SecretRow,
} from './clients.queries.ts';
import { LIFETIMES } from './lifetimes.ts';

/** A registered application as people see it. */
export interface Application {
  id: string;
  name: string;
  developer: string | undefined;
  homeUrl: string | undefined;
  privacyUrl: string | undefined;
  /** A path of this origin. */
  logo: string | undefined;
  redirectUris: string[];
  scopes: readonly string[];
}

export interface ClientStore {
  find(id: string): Promise<Application | undefined>;
  /** The metadata that `oidc-provider` works with (OpenID Connect Dynamic Client Registration section 2). */
  metadata(id: string): Promise<AllClientMetadata | undefined>;
  metadataOf(row: ClientRow): AllClientMetadata;
  /** Compares a secret with those of the application and notes the use. @param known those that were read already */
  secretMatches(clientId: string, secret: string, known?: readonly SecretRow[]): Promise<boolean>;
}

/** Only approved applications exist for the authorization server: one that is suspended or revoked is unknown. */
export function createClientStore(db: Queryable): ClientStore {
  // Secrets are compared here; the provider only insists that a confidential client has one.
  const placeholderKey = randomBytes(32);
  const metadataOf = (row: ClientRow) =>
    toMetadata(row, createHmac('sha256', placeholderKey).update(row.id).digest('base64url'));
  const find = async (id: string) => (findUnstorableText(id) === undefined ? findApprovedClient(db, id) : undefined);

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
          logo: row.logo_hash === null ? undefined : logoPath(row.logo_hash),
          redirectUris: row.redirect_uris,
          scopes: row.scopes,
        }
      );
    },
    async metadata(id) {
      const row = await find(id);
      return row && metadataOf(row);
    },
    metadataOf,
    async secretMatches(clientId, secret, known) {
      const given = sha256(secret);
      const secrets = known ?? (await listLivingSecrets(db, clientId));
      const match = secrets.find(({ hash }) => timingSafeEqual(hash, given));
      if (match && !match.noted) await noteSecretUse(db, match.id);
      return match !== undefined;
    },
  };
}

/** What the authorization server offers. An application may be registered for more, and gets what there is. */
const GRANT_TYPES = ['authorization_code', 'refresh_token', DEVICE_CODE];

function toMetadata(row: ClientRow, placeholderSecret: string): AllClientMetadata {
  const grantTypes = row.grant_types.filter((type) => GRANT_TYPES.includes(type));
  const usesCode = grantTypes.includes('authorization_code');
  return {
    client_id: row.id,
    client_name: row.name,
    application_type: row.application_type,
    redirect_uris: usesCode ? row.redirect_uris : [],
    response_types: usesCode ? ['code'] : [],
    grant_types: grantTypes,
    scope: [...row.scopes, ...(mayUseSmart(row.scopes) ? ['fhirUser'] : [])].join(' '),
    post_logout_redirect_uris: afterSignOut(row),
    [LIFETIMES]: {
      accessToken: row.access_token_seconds ?? undefined,
      refreshIdle: row.refresh_idle_seconds ?? undefined,
      refreshAbsolute: row.refresh_absolute_seconds ?? undefined,
    },
    ...(row.home_url && { client_uri: row.home_url }),
    ...(row.privacy_url && { policy_uri: row.privacy_url }),
    ...(row.public
      ? { token_endpoint_auth_method: 'none' }
      : { token_endpoint_auth_method: 'client_secret_basic', client_secret: placeholderSecret }),
  };
}

/** Where people may be led after signing out: besides what is registered for that, what is the application's own anyway. */
function afterSignOut({ redirect_uris, post_logout_redirect_uris }: ClientRow): string[] {
  const starts = redirect_uris.filter((uri) => /^https?:/.test(uri)).map((uri) => new URL('/', uri).href);
  return [...new Set([...post_logout_redirect_uris, ...redirect_uris, ...starts])];
}
