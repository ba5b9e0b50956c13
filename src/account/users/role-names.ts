import { DEFAULT_ROLES } from '../../catalogue/permissions.ts';
import { type Database, statement } from '../../platform/database/index.ts';
import type { Language } from '../../platform/i18n.ts';
import { messages } from '../pages/messages.ts';

interface NamedRole {
  key: string;
  name: string;
}

/** What a role is called: what the clinic says, and of one that was never renamed the reader's word for it. */
export function roleName({ key, name }: NamedRole, language: Language): string {
  const words: Record<string, string> = messages[language].roles;
  return DEFAULT_ROLES[key]?.name === name ? words[key]! : name;
}

const names = statement<NamedRole>('role_names', 'select key, name from roles where tenant_id = $1');

/** @returns what each role of a clinic is called, by its key */
export async function roleNamesOf(
  database: Database,
  clinicId: string,
  language: Language,
): Promise<(key: string) => string> {
  const rows = await database.forTenant({ tenantId: clinicId, timeZone: 'UTC' }).query(names, [clinicId]);
  const called = new Map(rows.map((role) => [role.key, roleName(role, language)]));
  return (key) => called.get(key) ?? key;
}
