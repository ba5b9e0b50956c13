import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Tx } from '../../platform/database/index.ts';
import { getPatient } from '../patients/patients.service.ts';
import { getPractitioner } from '../practitioners/practitioners.service.ts';
import type { Call } from '../route.ts';
import { type ImportedRow, insertImported, reserveIds } from './import.queries.ts';
import { type Rendering, renderReport } from './medical-report.pdf.ts';
import type { MedicalReportInput } from './medical-report-requests.schema.ts';
import { toValues } from './medical-reports.mapper.ts';

/** A report of known data. */
export interface ImportedReport extends MedicalReportInput {
  authorId: number;
  /** A draft when absent. */
  signedAt?: string | undefined;
  /** The report before it in the import that it adds to, or takes the place of. */
  follows?: { index: number; as: 'addendum' | 'replacement' };
  /** Of a signed one that should never have been. */
  enteredInError?: { at: string; reason: string };
}

/** Stores reports as they are in the end, without the rules' refusals. @returns their ids in order */
export async function importMedicalReports(
  tx: Tx,
  tenant: Call['tenant'],
  reports: readonly ImportedReport[],
): Promise<number[]> {
  return storeMedicalReports(tx, tenant.id, await beginMedicalReports(tx, tenant, reports));
}

/** Reports with their ids, whose PDFs are being rendered. */
export interface BegunReports {
  reports: readonly ImportedReport[];
  rows: ImportedRow[];
  pdfs: Promise<(Buffer | undefined)[]>;
}

/** Gives reports their ids and begins to render the signed ones, which goes on while the database is busy with other things. */
export async function beginMedicalReports(
  tx: Tx,
  tenant: Call['tenant'],
  reports: readonly ImportedReport[],
): Promise<BegunReports> {
  const ids = await reserveIds(tx, reports.length);
  const call = { db: tx, tenant };
  const signing = reports.filter(({ signedAt }) => signedAt !== undefined);
  const patients = await each(
    signing.map(({ patientId }) => patientId),
    (id) => getPatient(call, id),
  );
  const authors = await each(
    signing.map(({ authorId }) => authorId),
    (id) => getPractitioner(call, id),
  );
  const rows: ImportedRow[] = [];
  for (const [index, { follows, ...report }] of reports.entries())
    rows.push(draftOf(ids[index]!, report, follows && { row: rows[follows.index]!, as: follows.as }));
  const renderings = reports.map(({ signedAt, patientId, authorId }, index): Rendering | undefined => {
    if (signedAt === undefined) return undefined;
    const row = rows[index]!;
    return {
      report: { ...row.details, id: row.id, version: row.version, attachments: [], ...followed(row) },
      patient: patients.get(patientId)!,
      author: authors.get(authorId)!,
      clinic: tenant.name,
      signedAt,
    };
  });
  const pdfs = renderAll(renderings);
  // Whoever stores them is told; when something else fails before, nobody waits for them.
  pdfs.catch(() => {});
  return { reports, rows, pdfs };
}

async function renderAll(renderings: readonly (Rendering | undefined)[]): Promise<(Buffer | undefined)[]> {
  const pdfs: (Buffer | undefined)[] = [];
  for (const rendering of renderings) {
    pdfs.push(rendering && (await renderReport(rendering)));
    // Whatever else waits comes first.
    await setImmediate();
  }
  return pdfs;
}

/** Stores what was begun, in the same transaction. @returns the ids in order */
export async function storeMedicalReports(
  tx: Tx,
  tenantId: string,
  { reports, rows, pdfs: rendering }: BegunReports,
): Promise<number[]> {
  const pdfs = await rendering;
  for (const [index, pdf] of pdfs.entries()) {
    if (!pdf) continue;
    const { follows } = reports[index]!;
    sign(rows[index]!, reports[index]!, createHash('sha256').update(pdf).digest('hex'));
    const before = follows && rows[follows.index]!;
    if (before) before.version += 1;
    if (before && follows.as === 'replacement') before.status = 'superseded';
  }
  const signed = rows.flatMap(({ id }, index) => (pdfs[index] ? [{ id, pdf: pdfs[index] }] : []));
  await insertImported(tx, tenantId, rows, signed);
  return rows.map(({ id }) => id);
}

function draftOf(
  id: number,
  report: Omit<ImportedReport, 'follows'>,
  follows: { row: ImportedRow; as: 'addendum' | 'replacement' } | undefined,
): ImportedRow {
  const values = toValues(report);
  return {
    ...values,
    id,
    version: 1,
    document_id: follows?.row.document_id ?? id,
    author_id: report.authorId,
    status: 'draft',
    loinc: values.details.type.loinc,
    addendum_of_id: follows?.as === 'addendum' ? follows.row.id : null,
    replaces_id: follows?.as === 'replacement' ? follows.row.id : null,
    signed_at: null,
    signature: null,
    entered_in_error_at: null,
    entered_in_error_reason: null,
  };
}

function followed({ addendum_of_id, replaces_id }: ImportedRow) {
  return {
    ...(addendum_of_id !== null && { addendumOfId: addendum_of_id }),
    ...(replaces_id !== null && { replacesId: replaces_id }),
  };
}

/** Each step is a version, as when it is done by hand. */
function sign(row: ImportedRow, { authorId, signedAt, enteredInError }: ImportedReport, sha256: string): void {
  row.version += 1;
  row.status = 'signed';
  row.signed_at = signedAt!;
  row.signature = { kind: 'simple', signerId: authorId, signedAt: signedAt!, sha256 };
  if (!enteredInError) return;
  row.version += 1;
  row.status = 'entered_in_error';
  row.entered_in_error_at = enteredInError.at;
  row.entered_in_error_reason = enteredInError.reason;
}

/** One after the other, as they are on one connection. */
async function each<Value>(ids: readonly number[], find: (id: number) => Promise<Value>): Promise<Map<number, Value>> {
  const found = new Map<number, Value>();
  for (const id of ids) if (!found.has(id)) found.set(id, await find(id));
  return found;
}
