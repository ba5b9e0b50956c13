import { type Queryable, statement } from '../../platform/database/index.ts';
import { findUnstorableText } from '../../platform/http/text.ts';

export interface UserRow {
  id: string;
  email: string;
  name: string;
  password_hash: string | null;
  language: 'en' | 'it' | null;
  tenant_id: string | null;
  tenant_name: string | null;
  tenant_sandbox: boolean | null;
  role_key: string | null;
  developer: boolean;
  administrator: boolean;
  email_verified_at: string | null;
  /** Of the clinic. */
  time_zone: string | null;
}

/** The select that every look-up of a person begins with: who is disabled, past their time or of a suspended clinic is not there. */
export const ACTIVE = `
  select u.id, u.email, u.name, u.password_hash, u.language, u.tenant_id, t.name as tenant_name, t.sandbox as tenant_sandbox,
         u.role_key, u.developer, u.administrator, u.email_verified_at, t.time_zone
    from users u left join tenants t on t.id = u.tenant_id
   where u.status = 'active' and (u.expires_at is null or u.expires_at > now()) and t.suspended_at is null`;

const findById = statement<UserRow>('users_find_active', `${ACTIVE} and u.id = $1`);
const findByEmail = statement<UserRow>('users_find_active_by_email', `${ACTIVE} and u.email = $1`);

/** @returns undefined for people who are disabled or whose time has ended, as for unknown ones */
export async function findActiveUser(db: Queryable, id: string): Promise<UserRow | undefined> {
  return (await db.query(findById, [id]))[0];
}

export async function findActiveUserByEmail(db: Queryable, email: string): Promise<UserRow | undefined> {
  if (findUnstorableText(email) !== undefined) return undefined;
  return (await db.query(findByEmail, [email.trim().toLowerCase()]))[0];
}
