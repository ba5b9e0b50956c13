import { createHash } from 'node:crypto';
import { violatedConstraint } from '../../platform/database/index.ts';
import { ServiceError } from '../../platform/errors.ts';
import { getPatient } from '../patients/patients.service.ts';
import { getPractitioner } from '../practitioners/practitioners.service.ts';
import { requireVersion } from '../route.ts';
import { renderReport } from './medical-report.pdf.ts';
import type { MedicalReportSequel } from './medical-report-requests.schema.ts';
import { toMedicalReport } from './medical-reports.mapper.ts';
import * as queries from './medical-reports.queries.ts';
import type { MedicalReport } from './medical-reports.schema.ts';
import { invalid, lockReport, type ReportCall, requireAuthor, store } from './medical-reports.service.ts';

/**
 * Signs the version that If-Match names: renders the PDF, keeps it with its hash, and closes the report for good. Whatever
 * the report replaces is superseded from then on.
 * @throws ServiceError precondition_required without If-Match, version_conflict, not_author, invalid_transition,
 *   validation_failed when the PDF cannot show a character
 */
export function signMedicalReport(call: ReportCall, id: number): Promise<MedicalReport> {
  const { tenant } = call;
  return store(call, async (tx) => {
    const within = { ...call, db: tx };
    const row = await lockReport(call, tx, id);
    await requireAuthor(within, row);
    if (call.ifMatch === undefined)
      throw new ServiceError('precondition_required', 'Send If-Match with the version that was reviewed.');
    requireVersion(call.ifMatch, row.version);
    if (row.status !== 'draft') throw invalidTransition(row.status, 'signed');
    await requirePrecedingSigned(within, row);
    const signedAt = call.now().toString({ timeZoneName: 'never', fractionalSecondDigits: 3 });
    const pdf = await renderReport({
      report: toMedicalReport(row, tenant.id),
      patient: await patientOf(within, row),
      author: await getPractitioner(within, row.author_id),
      clinic: tenant.name,
      signedAt,
    });
    const sha256 = createHash('sha256').update(pdf).digest('hex');
    await queries.signReport(tx, tenant.id, id, { kind: 'simple', signerId: row.author_id, signedAt, sha256 }, pdf);
    if (row.replaces_id !== null) await queries.setStatus(tx, tenant.id, row.replaces_id, 'superseded');
    if (row.addendum_of_id !== null) await queries.touchReport(tx, tenant.id, row.addendum_of_id);
    return id;
  });
}

/** Begins an addendum to a signed report, or its replacement: a draft of its own. @throws ServiceError not_author, invalid_transition */
export async function followMedicalReport(
  call: ReportCall,
  id: number,
  kind: 'addendum' | 'replacement',
  input: MedicalReportSequel,
): Promise<MedicalReport> {
  const { tenant } = call;
  const stored = store(call, async (tx) => {
    const signed = await lockReport(call, tx, id);
    await requireAuthor({ ...call, db: tx }, signed);
    requireVersion(call.ifMatch, signed.version);
    if (signed.status !== 'signed') throw invalidTransition(signed.status, kind);
    const { type = signed.details.type, sections, diagnoses = [], externalIds = [] } = input;
    const next = await queries.newReportId(tx);
    await queries.insertReport(tx, tenant.id, {
      id: next,
      document_id: signed.document_id,
      author_id: signed.author_id,
      patient_id: signed.patient_id,
      appointment_id: signed.appointment_id,
      episode_id: signed.episode_id,
      confidentiality: input.confidentiality ?? signed.confidentiality,
      details: { type, sections, diagnoses, externalIds },
      addendum_of_id: kind === 'addendum' ? id : null,
      replaces_id: kind === 'replacement' ? id : null,
    });
    return next;
  });
  return stored.catch((error) => {
    if (violatedConstraint(error) !== 'medical_reports_replacement') throw error;
    throw new ServiceError('validation_failed', 'This report has a replacement already, perhaps as a draft.', {
      cause: error,
    });
  });
}

/** Declares that a signed report should never have been; what it replaced stands again. @throws ServiceError invalid_transition */
export function enterInError(call: ReportCall, id: number, reason: string): Promise<MedicalReport> {
  const { tenant } = call;
  return store(call, async (tx) => {
    const row = await lockReport(call, tx, id);
    await requireAuthor({ ...call, db: tx }, row);
    requireVersion(call.ifMatch, row.version);
    if (row.status === 'draft' || row.status === 'entered_in_error')
      throw invalidTransition(row.status, 'entered_in_error');
    await queries.setStatus(tx, tenant.id, id, 'entered_in_error', reason);
    if (row.replaces_id !== null && row.status === 'signed') await restore({ ...call, db: tx }, row.replaces_id);
    if (row.addendum_of_id !== null) await queries.touchReport(tx, tenant.id, row.addendum_of_id);
    return id;
  });
}

async function restore({ db, tenant }: ReportCall, id: number): Promise<void> {
  await db.transaction(async (tx) => {
    const replaced = await queries.getReport(tx, tenant.id, id);
    if (replaced?.status === 'superseded') await queries.setStatus(tx, tenant.id, id, 'signed');
  });
}

/** A patient may have been deleted while the document was obscured. */
function patientOf(call: ReportCall, { patient_id }: queries.MedicalReportRow) {
  return getPatient(call, patient_id).catch((error) => {
    if (!(error instanceof ServiceError && error.code === 'not_found')) throw error;
    throw invalid('patientId', 'unknown', 'is no patient of this clinic any more', error);
  });
}

async function requirePrecedingSigned({ db, tenant }: ReportCall, row: queries.MedicalReportRow): Promise<void> {
  const preceding = row.replaces_id ?? row.addendum_of_id;
  if (preceding === null) return;
  const { status } = (await queries.getReport(db, tenant.id, preceding))!;
  if (status !== 'signed')
    throw new ServiceError('invalid_transition', `The report that this one follows is ${status}.`, {
      extra: { from: 'draft', to: 'signed' },
    });
}

export function invalidTransition(from: string, to: string): ServiceError {
  return new ServiceError('invalid_transition', `A report that is ${from} cannot become ${to}.`, {
    extra: { from, to },
  });
}
