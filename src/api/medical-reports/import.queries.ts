import { statement, type Tx } from '../../platform/database/index.ts';
import type { MedicalReportRow, NewReport } from './medical-reports.queries.ts';

const reserve = statement<{ id: number }>(
  'medical_reports_reserve_ids',
  `select nextval('medical_report_ids') as id from generate_series(1, $1::int)`,
);

/** Ids that follow one another, so that the same import gives the same ones. */
export async function reserveIds(tx: Tx, count: number): Promise<number[]> {
  return (await tx.query(reserve, [count])).map(({ id }) => id);
}

export type ImportedRow = NewReport &
  Pick<MedicalReportRow, 'version' | 'status' | 'signature' | 'entered_in_error_at' | 'entered_in_error_reason'> & {
    loinc: string;
    signed_at: string | null;
  };

const COLUMNS = `id, version, document_id, patient_id, author_id, appointment_id, episode_id, status, confidentiality, loinc,
  addendum_of_id, replaces_id, details, signed_at, signature, entered_in_error_at, entered_in_error_reason, belongings`;
const insertAll = statement<unknown>(
  'medical_reports_insert_all',
  `insert into medical_reports (tenant_id, ${COLUMNS})
   select $1, ${COLUMNS} from jsonb_populate_recordset(null::medical_reports, $2::jsonb)`,
);
const storePdfs = statement<unknown>(
  'medical_reports_store_pdfs',
  `insert into medical_report_pdfs (tenant_id, report_id, content, sha256)
   select $1, report_id, content, sha256(content) from unnest($2::bigint[], $3::bytea[]) as pdf (report_id, content)`,
);

export async function insertImported(
  tx: Tx,
  tenantId: string,
  reports: readonly ImportedRow[],
  signed: readonly { id: number; pdf: Buffer }[],
): Promise<void> {
  const followed = followersOf(reports);
  const rows = reports.map((report) => ({ ...report, belongings: followed.get(report.id) ?? {} }));
  await tx.query(insertAll, [tenantId, JSON.stringify(rows)]);
  await tx.query(storePdfs, [tenantId, signed.map(({ id }) => id), signed.map(({ pdf }) => pdf)]);
}

/** The addenda and the replacement of each report among these, as `belongings` has them. */
function followersOf(reports: readonly ImportedRow[]) {
  const followed = new Map<number, { addendum_ids?: number[]; replaced_by_id?: number }>();
  for (const { id, status, addendum_of_id, replaces_id } of reports) {
    if (status !== 'signed' && status !== 'superseded') continue;
    const before = addendum_of_id ?? replaces_id;
    if (before === null) continue;
    const known = followed.get(before) ?? {};
    const { addendum_ids = [] } = known;
    followed.set(before, {
      ...known,
      ...(addendum_of_id === null ? { replaced_by_id: id } : { addendum_ids: [...addendum_ids, id] }),
    });
  }
  return followed;
}
