import { errors, type KoaContextWithOIDC } from 'oidc-provider';
import { mayUseSmart, needsPatient, smartScopesIn } from '../../catalogue/smart-scopes.ts';
import type { Database } from '../../platform/database/index.ts';
import type { UserRow } from '../users/users.queries.ts';
import { findGrantPatient } from './grants.queries.ts';
import { findPractitioner } from './smart-launch.queries.ts';

/**
 * The SMART scopes that an exchange is about: those of the request, and of the code or token that it brings. They are put
 * together by who asks, so that no list holds them all.
 */
export function smartScopesOf({ oidc }: KoaContextWithOIDC): string[] {
  if (!mayUseSmart(oidc.client?.scope?.split(' ') ?? [])) return [];
  const { AuthorizationCode, RefreshToken, DeviceCode } = oidc.entities;
  const sources = [oidc.params?.scope, AuthorizationCode?.scope, RefreshToken?.scope, DeviceCode?.scope];
  return smartScopesIn(sources.flatMap((scope) => (typeof scope === 'string' ? scope.split(' ') : [])));
}

/** A SMART application says which FHIR server its token is for (SMART App Launch 2.2 section 2.0.9): one of ours. */
export function refuseForeignAudience(ctx: KoaContextWithOIDC, audience: string | undefined, apiUrl: string): void {
  if (audience === undefined || smartScopesOf(ctx).length === 0) return;
  if (audience !== apiUrl && !audience.startsWith(`${apiUrl}/`)) {
    throw new errors.InvalidRequest('aud is no FHIR server of this platform');
  }
}

/** Names in the answer the patient whom the person chose (SMART App Launch 2.2 section 2.0.10). */
export function tellPatient(database: Database) {
  return async (ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> => {
    await next();
    const body = ctx.body as { access_token?: string; scope?: string } | undefined;
    const grantId = ctx.oidc?.entities.Grant?.jti;
    if (ctx.oidc?.route !== 'token' || !grantId || !needsPatient(body?.scope?.split(' ') ?? [])) return;
    const patientId = await findGrantPatient(database, grantId);
    if (patientId !== undefined) ctx.body = { ...body, patient: String(patientId) };
  };
}

/** The FHIR resource that a person is (SMART App Launch 2.2 section 3.0.4); undefined for who is no practitioner of a clinic. */
export async function fhirUserOf(database: Database, apiUrl: string, user: UserRow): Promise<string | undefined> {
  const { tenant_id: tenantId } = user;
  if (tenantId === null) return undefined;
  const id = await findPractitioner(database.forTenant({ tenantId, timeZone: 'UTC' }), tenantId, user.id);
  return id === undefined ? undefined : `${apiUrl}/v2/tenants/${tenantId}/fhir/Practitioner/${id}`;
}
