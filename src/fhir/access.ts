import { type Access, requirePermission, requireScope as requireScopeOf } from '../api/access/access.ts';
import type { Permission } from '../catalogue/permissions.ts';
import { ServiceError } from '../platform/errors.ts';
import { isForAll, LETTERS, smartAllows, smartScopes } from './smart.ts';

export type Interaction = 'read' | 'search' | 'create' | 'update' | 'delete';

/** What a resource asks of the caller, for each interaction that it has; versions and history are read. */
export type Permissions = { read: Permission } & Partial<Record<Interaction, Permission>>;

interface Asked {
  type: string;
  permissions: Permissions;
  forManagers?: true;
}

/**
 * The one place that decides what a caller may do here: the scope `giponext.fhir`, or what SMART's scopes leave of it, and
 * the permission that the service behind the resource asks for at its other door.
 * @throws ServiceError insufficient_scope or insufficient_permission, in this order
 */
export function requireInteraction(access: Access, asked: Asked, interaction: Interaction): void {
  if (smartScopes(access).length === 0) requireScopeOf(access, 'giponext.fhir');
  else if (!smartAllows(access, asked.type, interaction)) requireScopeOf(access, scopeFor(asked, interaction));
  requirePermission(access, asked.permissions[interaction] ?? asked.permissions.read);
  if (asked.forManagers && access.role !== 'manager')
    throw new ServiceError('insufficient_permission', 'Only a manager of the clinic may see this.');
}

/** As `requireInteraction`, for what is not narrowed to a chosen patient. */
export function requireForAll(access: Access, asked: Asked, interaction: Interaction): void {
  requireInteraction(access, asked, interaction);
  if (!isForAll(access, asked.type, interaction)) requireScopeOf(access, scopeFor(asked, interaction));
}

/** Whether the caller may ask for anything here at all. @throws ServiceError insufficient_scope */
export function requireScope(access: Access): void {
  if (smartScopes(access).length === 0) requireScopeOf(access, 'giponext.fhir');
}

const scopeFor = ({ type }: Asked, interaction: Interaction) => `user/${type}.${LETTERS[interaction]}` as const;
