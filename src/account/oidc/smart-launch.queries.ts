import { type Queryable, statement } from '../../platform/database/index.ts';

const practitioner = statement<{ id: number }>(
  'smart_practitioner_of',
  'select id from practitioners where tenant_id = $1 and user_id = $2',
);

/** @returns the id of the practitioner of a clinic that a person is */
export async function findPractitioner(db: Queryable, tenantId: string, userId: string): Promise<number | undefined> {
  return (await db.query(practitioner, [tenantId, userId]))[0]?.id;
}
