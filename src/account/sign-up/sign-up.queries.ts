import { statement, type Tx } from '../../platform/database/index.ts';

const insertUser = statement<unknown>(
  'sign_up_insert_user',
  `insert into users (id, email, name, password_hash, language, tenant_id, role_key, email_verified_at)
   values ($1, $2, $3, $4, $5, $6, 'manager', now())`,
);

export interface NewManager {
  id: string;
  email: string;
  name: string;
  passwordHash: string;
  language: 'en' | 'it';
  tenantId: string;
}

/** @throws the violation of users_email_key when somebody else was first */
export async function insertManager(tx: Tx, user: NewManager): Promise<void> {
  await tx.query(insertUser, [user.id, user.email, user.name, user.passwordHash, user.language, user.tenantId]);
}
