import { type Queryable, statement, type Tx } from '../../platform/database/index.ts';
import { PATIENT_COLUMNS, type PatientRow } from './patients.queries.ts';

const lockBoth = statement<PatientRow>(
  'patients_lock_both',
  `select ${PATIENT_COLUMNS} from patients p where p.tenant_id = $1 and p.id in ($2, $3) order by p.id for update`,
);

/** Whichever way round they are asked for, they are locked in the order of their ids. */
export function lockPatients(tx: Tx, tenantId: string, one: number, other: number): Promise<PatientRow[]> {
  return tx.query(lockBoth, [tenantId, one, other]);
}

const keep = statement<unknown>('patients_keep', 'select from patients where tenant_id = $1 and id = $2 for key share');

export async function keepPatient(tx: Tx, tenantId: string, id: number): Promise<void> {
  await tx.query(keep, [tenantId, id]);
}

const mergeInto = statement<PatientRow>(
  'patients_merge_into',
  `update patients p set merged_into_id = $3, version = version + 1, updated_at = clock_timestamp()
    where p.tenant_id = $1 and p.id = $2
   returning ${PATIENT_COLUMNS}`,
);
const redirect = statement<unknown>(
  'patients_redirect',
  `update patients set merged_into_id = $3, version = version + 1, updated_at = clock_timestamp()
    where tenant_id = $1 and merged_into_id = $2`,
);

/** Those that were merged into the loser before lead to the winner, too. */
export async function mergePatient(tx: Tx, tenantId: string, id: number, intoId: number): Promise<PatientRow> {
  await tx.query(redirect, [tenantId, id, intoId]);
  return (await tx.query(mergeInto, [tenantId, id, intoId]))[0]!;
}

const archive = statement<PatientRow>(
  'patients_archive',
  `update patients p set archived_at = case when $3 then clock_timestamp() end, version = version + 1,
          updated_at = clock_timestamp()
    where p.tenant_id = $1 and p.id = $2
   returning ${PATIENT_COLUMNS}`,
);

export async function setArchived(tx: Tx, tenantId: string, id: number, archived: boolean): Promise<PatientRow> {
  return (await tx.query(archive, [tenantId, id, archived]))[0]!;
}

interface ConsentRow {
  consent: Record<string, unknown>;
  removed: boolean;
  recorded_at: string;
  user_id: string | null;
  client_id: string | null;
}

const history = statement<ConsentRow>(
  'patients_consent_history',
  `select consent, removed, recorded_at, user_id, client_id from patient_consents
    where tenant_id = $1 and patient_id = $2 order by id`,
);

export function readConsentHistory(db: Queryable, tenantId: string, id: number): Promise<ConsentRow[]> {
  return db.query(history, [tenantId, id]);
}
