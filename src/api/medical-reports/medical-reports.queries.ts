import {
  type Condition,
  given,
  listStatements,
  ordersBy,
  type Queryable,
  statement,
  type Tx,
} from '../../platform/database/index.ts';
import type { MedicalReport, ReportAttachment } from './medical-reports.schema.ts';

type ReportDetails = Pick<MedicalReport, 'type' | 'sections' | 'diagnoses' | 'externalIds'>;

export interface MedicalReportRow {
  id: number;
  version: number;
  document_id: number;
  patient_id: number;
  author_id: number;
  appointment_id: number | null;
  episode_id: number | null;
  status: MedicalReport['status'];
  confidentiality: MedicalReport['confidentiality'];
  addendum_of_id: number | null;
  replaces_id: number | null;
  details: ReportDetails;
  signature: MedicalReport['signature'] | null;
  entered_in_error_at: string | null;
  entered_in_error_reason: string | null;
  delivered_at: string | null;
  created_at: string;
  updated_at: string;
  addendum_ids: number[];
  replaced_by_id: number | null;
  pdf: { sha256: string; bytes: number } | null;
  obscured: MedicalReport['obscured'] | null;
  attachments: ReportAttachment[];
}

export type ContentValues = Pick<
  MedicalReportRow,
  'patient_id' | 'appointment_id' | 'episode_id' | 'confidentiality' | 'details'
>;
export type NewReport = ContentValues &
  Pick<MedicalReportRow, 'id' | 'document_id' | 'author_id' | 'addendum_of_id' | 'replaces_id'>;

const OWN = `
  r.id, r.version, r.document_id, r.patient_id, r.author_id, r.appointment_id, r.episode_id, r.status, r.confidentiality, r.addendum_of_id,
  r.replaces_id, r.details, r.signature, r.entered_in_error_at, r.entered_in_error_reason, r.delivered_at, r.created_at, r.updated_at`;
const PDF = `(select jsonb_build_object('sha256', encode(p.sha256, 'hex'), 'bytes', length(p.content)) from medical_report_pdfs p
    where p.tenant_id = r.tenant_id and p.report_id = r.id)`;
const COLUMNS = `${OWN}, ${PDF} as pdf,
  array(select a.id from medical_reports a
         where a.tenant_id = r.tenant_id and a.addendum_of_id = r.id and a.status in ('signed', 'superseded') order by a.id) as addendum_ids,
  (select n.id from medical_reports n
    where n.tenant_id = r.tenant_id and n.replaces_id = r.id and n.status in ('signed', 'superseded')) as replaced_by_id,
  (select jsonb_strip_nulls(jsonb_build_object('reason', o.reason, 'note', o.note, 'at', o.at)) from obscured_documents o
    where o.tenant_id = r.tenant_id and o.document_id = r.document_id) as obscured,
  (select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'mediaType', f.media_type, 'bytes', f.bytes,
                                                'sha256', encode(f.sha256, 'hex'), 'createdAt', f.created_at) order by f.id), '[]')
     from medical_report_attachments f where f.tenant_id = r.tenant_id and f.report_id = r.id) as attachments`;
/** Of a version that was stored. That it was obscured is told to its author alone, also when it is not any more. */
export const STORED_COLUMNS = `${OWN}, case when r.signature is not null then ${PDF} end as pdf,
  coalesce(r.belongings -> 'addendum_ids', '[]') as addendum_ids,
  (r.belongings -> 'replaced_by_id')::bigint as replaced_by_id,
  case when r.author_id = (select current_practitioner()) then r.belongings -> 'obscured' end as obscured,
  coalesce(r.belongings -> 'attachments', '[]') as attachments`;

export const reportList = listStatements<MedicalReportRow>({
  name: 'medical_reports',
  table: 'medical_reports',
  columns: COLUMNS,
  orders: ordersBy({ date: 'coalesce(r.signed_at, r.updated_at)', updatedAt: 'r.updated_at' }),
});

export function withStatus(statuses: readonly string[] | undefined): Condition[] {
  if (statuses) return given(statuses, (value) => `r.status = any (${value}::text[])`);
  return [{ sql: () => `r.status <> 'entered_in_error'` }];
}

const get = statement<MedicalReportRow>(
  'medical_reports_get',
  `select ${COLUMNS} from medical_reports r where r.tenant_id = $1 and r.id = $2`,
);
const lock = statement<{ id: number }>(
  'medical_reports_lock',
  `select r.id from medical_reports r
    where r.tenant_id = $1
      and r.document_id = (select d.document_id from medical_reports d where d.tenant_id = $1 and d.id = $2)
    order by r.id for update`,
);

export async function getReport(db: Queryable, tenantId: string, id: number): Promise<MedicalReportRow | undefined> {
  return (await db.query(get, [tenantId, id]))[0];
}

/** Locks the whole document that a report belongs to, always in one order, and reads the report as it is then. */
export async function lockReport(tx: Tx, tenantId: string, id: number): Promise<MedicalReportRow | undefined> {
  await tx.query(lock, [tenantId, id]);
  return getReport(tx, tenantId, id);
}

const newId = statement<{ id: number }>('medical_reports_new_id', 'select next_medical_report_id() as id');

export async function newReportId(tx: Tx): Promise<number> {
  return (await tx.query(newId))[0]!.id;
}

const insert = statement<unknown>(
  'medical_reports_insert',
  `insert into medical_reports (tenant_id, id, document_id, patient_id, author_id, appointment_id, episode_id,
                                confidentiality, loinc, addendum_of_id, replaces_id, details)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
);

export async function insertReport(tx: Tx, tenantId: string, report: NewReport): Promise<void> {
  const { id, document_id, patient_id, author_id, appointment_id, episode_id, confidentiality, details } = report;
  await tx.query(insert, [
    tenantId,
    id,
    document_id,
    patient_id,
    author_id,
    appointment_id,
    episode_id,
    confidentiality,
    details.type.loinc,
    report.addendum_of_id,
    report.replaces_id,
    details,
  ]);
}

const CHANGED = 'version = version + 1, updated_at = clock_timestamp()';

const update = statement<unknown>(
  'medical_reports_update',
  `update medical_reports set patient_id = $3, appointment_id = $4, episode_id = $5, confidentiality = $6, loinc = $7,
          details = $8, ${CHANGED}
    where tenant_id = $1 and id = $2`,
);

export async function updateReport(tx: Tx, tenantId: string, id: number, values: ContentValues): Promise<void> {
  const { patient_id, appointment_id, episode_id, confidentiality, details } = values;
  const columns = [patient_id, appointment_id, episode_id, confidentiality, details.type.loinc, details];
  await tx.query(update, [tenantId, id, ...columns]);
}

const touch = statement<unknown>(
  'medical_reports_touch',
  `update medical_reports set ${CHANGED} where tenant_id = $1 and id = $2`,
);

/** A change of what belongs to a report is a change of the report. */
export async function touchReport(tx: Tx, tenantId: string, id: number): Promise<void> {
  await tx.query(touch, [tenantId, id]);
}

const move = statement<unknown>(
  'medical_reports_move',
  `update medical_reports set patient_id = $3, ${CHANGED} where tenant_id = $1 and patient_id = $2`,
);

/** Of patients that are merged. What is obscured for whoever merges stays with the one who leads to the other. */
export async function moveMedicalReports(tx: Tx, tenantId: string, fromId: number, intoId: number): Promise<void> {
  await tx.query(move, [tenantId, fromId, intoId]);
}

const remove = statement<unknown>(
  'medical_reports_delete',
  'delete from medical_reports where tenant_id = $1 and id = $2',
);

export async function deleteReport(tx: Tx, tenantId: string, id: number): Promise<void> {
  await tx.query(remove, [tenantId, id]);
}

const sign = statement<unknown>(
  'medical_reports_sign',
  `update medical_reports set status = 'signed', signed_at = $3, signature = $4, ${CHANGED} where tenant_id = $1 and id = $2`,
);
const storePdf = statement<unknown>(
  'medical_reports_store_pdf',
  'insert into medical_report_pdfs (tenant_id, report_id, content, sha256) values ($1, $2, $3, sha256($3))',
);

export async function signReport(
  tx: Tx,
  tenantId: string,
  id: number,
  signature: NonNullable<MedicalReport['signature']>,
  pdf: Buffer,
): Promise<void> {
  await tx.query(sign, [tenantId, id, signature.signedAt, signature]);
  await tx.query(storePdf, [tenantId, id, pdf]);
}

const readPdfStatement = statement<{ content: Buffer }>(
  'medical_reports_pdf',
  'select content from medical_report_pdfs where tenant_id = $1 and report_id = $2',
);

export async function readPdf(db: Queryable, tenantId: string, id: number): Promise<Buffer | undefined> {
  return (await db.query(readPdfStatement, [tenantId, id]))[0]?.content;
}

const deliver = statement<unknown>(
  'medical_reports_deliver',
  `update medical_reports set delivered_at = clock_timestamp(), ${CHANGED} where tenant_id = $1 and id = $2`,
);

/** It is with its patient. */
export async function deliverReport(tx: Tx, tenantId: string, id: number): Promise<void> {
  await tx.query(deliver, [tenantId, id]);
}

const setStatusStatement = statement<unknown>(
  'medical_reports_set_status',
  `update medical_reports set status = $3, entered_in_error_reason = $4,
          entered_in_error_at = case when $4::text is not null then clock_timestamp() end, ${CHANGED}
    where tenant_id = $1 and id = $2`,
);

/** @param reason with `entered_in_error` */
export async function setStatus(
  tx: Tx,
  tenantId: string,
  id: number,
  status: MedicalReport['status'],
  reason?: string,
): Promise<void> {
  await tx.query(setStatusStatement, [tenantId, id, status, reason]);
}

const obscureStatement = statement<{ document_id: number }>(
  'medical_reports_obscure',
  `insert into obscured_documents (tenant_id, document_id, author_id, reason, note) values ($1, $2, $3, $4, $5)
   on conflict do nothing returning document_id`,
);
const unobscureStatement = statement<{ document_id: number }>(
  'medical_reports_unobscure',
  'delete from obscured_documents where tenant_id = $1 and document_id = $2 returning document_id',
);
const touchDocument = statement<unknown>(
  'medical_reports_touch_document',
  `update medical_reports set ${CHANGED} where tenant_id = $1 and document_id = $2`,
);

interface Obscuring {
  documentId: number;
  authorId: number;
  reason: string;
  note?: string | undefined;
}

/** Hides a document; its reports, if there are any yet, tell so by a new version. @returns whether it was visible */
export async function obscure(tx: Tx, tenantId: string, { documentId, authorId, reason, note }: Obscuring) {
  const hidden = await tx.query(obscureStatement, [tenantId, documentId, authorId, reason, note]);
  if (hidden.length > 0) await tx.query(touchDocument, [tenantId, documentId]);
  return hidden.length > 0;
}

/** Shows a document again. @returns whether it was hidden */
export async function unobscure(tx: Tx, tenantId: string, documentId: number): Promise<boolean> {
  const shown = await tx.query(unobscureStatement, [tenantId, documentId]);
  if (shown.length > 0) await tx.query(touchDocument, [tenantId, documentId]);
  return shown.length > 0;
}
