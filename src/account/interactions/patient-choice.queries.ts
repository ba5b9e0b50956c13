import { type Queryable, statement } from '../../platform/database/index.ts';

const mayRead = statement<{ may: boolean }>(
  'patient_choice_may_read',
  `select exists (select from role_permissions
                   where tenant_id = $1 and role_key = $2 and permission = 'patients.read') as may`,
);

export async function mayReadPatients(db: Queryable, tenantId: string, role: string): Promise<boolean> {
  return (await db.query(mayRead, [tenantId, role]))[0]!.may;
}
