import { type Queryable, statement } from '../../../platform/database/index.ts';

interface AccountRow {
  id: string;
  name: string;
  email: string;
  active: boolean;
}

const MOST = 1000;

const list = statement<AccountRow>(
  'clinic_catalogue_accounts',
  `select id, name, email, status = 'active' as active from users where tenant_id = $1 order by lower(name) collate "C", id limit $2`,
);
/** The accounts of a clinic, for practitioners to be connected with. */
export const listAccounts = (db: Queryable, clinicId: string) => db.query(list, [clinicId, MOST]);
