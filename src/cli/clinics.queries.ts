import { type Queryable, statement } from '../platform/database/index.ts';

export interface ClinicRow {
  id: string;
  name: string;
  sandbox: boolean;
  time_zone: string;
  fiscal_code_policy: 'lenient' | 'strict';
}

const find = statement<ClinicRow>(
  'cli_find_clinic',
  'select id, name, sandbox, time_zone, fiscal_code_policy from tenants where id = $1',
);

export const findClinic = async (db: Queryable, id: string): Promise<ClinicRow | undefined> =>
  (await db.query(find, [id]))[0];
