import type { Console } from '../pages/layout.ts';
import type { UserRow } from './users.queries.ts';

/** Whether a person answers for their clinic. */
export const isManager = ({ role_key, tenant_id }: Pick<UserRow, 'role_key' | 'tenant_id'>): boolean =>
  tenant_id !== null && role_key === 'manager';

/** The consoles that stand open to a person. */
export function consolesOf(user: UserRow): Console[] {
  return [
    ...(user.developer ? (['developer'] as const) : []),
    ...(isManager(user) ? (['clinic'] as const) : []),
    ...(isManager(user) && user.tenant_sandbox ? (['sandbox'] as const) : []),
    ...(user.administrator ? (['administration'] as const) : []),
  ];
}
