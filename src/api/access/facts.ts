import type { Database } from '../../platform/database/index.ts';
import { readFacts } from './access.queries.ts';
import { type Access, invalidToken } from './access.ts';
import type { TokenClaims } from './token.ts';

/**
 * How long what is known of a grant is believed, in milliseconds. Disabling a person, changing a role, revoking an
 * application, disconnecting it or setting its limit reaches every process within this time, without any message between them.
 */
const BELIEVED_FOR = 900;

export interface AccessFacts {
  /** What the token's bearer may do right now; at once when that is known. @throws ServiceError invalid_token once the grant behind it is gone */
  of(claims: TokenClaims): Access | Promise<Access>;
}

/** Looks up what stands behind a token: the grant, the person, the role. Concurrent calls share one look-up. */
export function createAccessFacts(db: Database): AccessFacts {
  const known = new WeakMap<TokenClaims, { access: Access | Promise<Access>; until: number }>();

  return {
    of(claims) {
      const now = performance.now();
      const entry = known.get(claims);
      if (entry && entry.until > now) return entry.access;
      const access = readAccess(db, claims);
      const fresh: { access: Access | Promise<Access>; until: number } = { access, until: now + BELIEVED_FOR };
      known.set(claims, fresh);
      access.then(
        (loaded) => {
          fresh.access = loaded;
        },
        // That a token is dead is worth remembering, too; that the database did not answer is not.
        (error) => error.code !== 'invalid_token' && known.delete(claims),
      );
      return access;
    },
  };
}

/** What such a token allows right now. @throws ServiceError invalid_token once the grant, its person or its application is gone */
export async function readAccess(db: Database, claims: Omit<TokenClaims, 'jkt' | 'expiresAt'>): Promise<Access> {
  // The roles are under row-level security: a token that names another tenant than the person's finds no permission.
  const tenantDb = db.forTenant({ tenantId: claims.tenantId ?? '', timeZone: 'UTC' });
  const grant = { id: claims.grantId, userId: claims.sub, clientId: claims.clientId };
  const row = await readFacts(tenantDb, grant);
  if (!row || (row.tenant_id ?? undefined) !== claims.tenantId) throw invalidToken('The access token was revoked.');
  return {
    userId: claims.sub,
    userName: row.name,
    email: claims.scopes.has('email') ? row.email : undefined,
    clientId: claims.clientId,
    grantId: claims.grantId,
    requestsPerMinute: row.requests_per_minute ?? undefined,
    scopes: claims.scopes,
    tenant: row.tenant_id
      ? {
          id: row.tenant_id,
          name: row.tenant_name!,
          sandbox: row.sandbox!,
          timeZone: row.time_zone!,
          fiscalCodePolicy: row.fiscal_code_policy!,
        }
      : undefined,
    role: row.role_key ?? undefined,
    permissions: new Set(row.permissions),
    patientId: row.patient_id ?? undefined,
  };
}
