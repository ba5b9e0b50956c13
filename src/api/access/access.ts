import type { Permission } from '../../catalogue/permissions.ts';
import type { ApiScope } from '../../catalogue/scopes.ts';
import type { SmartScopeName } from '../../catalogue/smart-scopes.ts';
import { ServiceError } from '../../platform/errors.ts';

/** Who calls: a person, through an application, within the person's clinic. */
export interface Access {
  userId: string;
  userName: string;
  email: string | undefined;
  clientId: string;
  /** The authorisation that the token was made from. */
  grantId: string;
  /** What an administrator allows this application, over all its users; undefined for what the installation says. */
  requestsPerMinute: number | undefined;
  scopes: ReadonlySet<string>;
  tenant:
    | { id: string; name: string; sandbox: boolean; timeZone: string; fiscalCodePolicy: 'lenient' | 'strict' }
    | undefined;
  role: string | undefined;
  permissions: ReadonlySet<string>;
  /** The patient whom the person chose for an application that asked for one (SMART App Launch). */
  patientId: number | undefined;
}

/** What a route asks of its caller. */
export interface Policy {
  scope: ApiScope;
  permission: Permission;
}

/** RFC 6750 section 3: the challenge says what was wrong with the token. */
export function invalidToken(description: string, cause?: unknown): ServiceError {
  return new ServiceError('invalid_token', description, {
    headers: { 'www-authenticate': `Bearer error="invalid_token", error_description="${description}"` },
    cause,
  });
}

/** @throws ServiceError not_found for a tenant that is not the caller's, as for one that does not exist */
export function requireTenant(access: Access, tenantId: string): NonNullable<Access['tenant']> {
  if (access.tenant?.id === tenantId) return access.tenant;
  throw new ServiceError('not_found', 'There is no such tenant.');
}

/** @throws ServiceError insufficient_scope or insufficient_permission, in this order */
export function requirePolicy(access: Access, { scope, permission }: Policy): void {
  requireScope(access, scope);
  requirePermission(access, permission);
}

/** @throws ServiceError insufficient_permission, which names the permission */
export function requirePermission({ permissions }: Access, permission: Permission): void {
  if (permissions.has(permission)) return;
  throw new ServiceError('insufficient_permission', `The signed-in user lacks the permission ${permission}.`, {
    extra: { permission },
  });
}

/** @throws ServiceError insufficient_scope, which names the scope (RFC 6750 section 3.1) */
export function requireScope({ scopes }: Access, scope: ApiScope | SmartScopeName): void {
  if (scopes.has(scope)) return;
  throw new ServiceError('insufficient_scope', `The token lacks the scope ${scope}.`, {
    headers: { 'www-authenticate': `Bearer error="insufficient_scope", scope="${scope}"` },
    extra: { scope },
  });
}
