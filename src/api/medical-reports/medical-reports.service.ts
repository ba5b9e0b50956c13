import { given, type Tx, violatedReference } from '../../platform/database/index.ts';
import { ServiceError } from '../../platform/errors.ts';
import { getAppointment } from '../appointments/appointments.service.ts';
import { episodeProblem } from '../episodes/open-episode.ts';
import { exportOf } from '../export-pages.ts';
import { mergePatch } from '../merge-patch.ts';
import { namesIn } from '../names.ts';
import { found, readPage } from '../pages.ts';
import { mergedPatientRefusal } from '../patients/living-patient.ts';
import { getPatient } from '../patients/patients.service.ts';
import { findOwnPractitioner } from '../practitioners/practitioners.service.ts';
import { type Call, requireVersion } from '../route.ts';
import { valuesOf } from '../schema.ts';
import { searchOf } from '../search.ts';
import { versionsOf } from '../versions/versions.ts';
import { removeForsaken } from './forsaken-files.ts';
import { MedicalReportInput, READ_ONLY } from './medical-report-requests.schema.ts';
import { toMedicalReport, toValues } from './medical-reports.mapper.ts';
import * as queries from './medical-reports.queries.ts';
import { type MedicalReport, type MedicalReportListQuery, ReportStatus } from './medical-reports.schema.ts';
import { REPORT_FIELDS, withFiles } from './search-fields.queries.ts';

export type ReportCall = Pick<Call, 'access' | 'tenant' | 'db' | 'ifMatch' | 'now' | 'accept' | 'about' | 'files'>;

export const medicalReportExport = exportOf(queries.reportList, toMedicalReport, () => queries.withStatus(undefined));

const searched = { list: queries.reportList, fields: REPORT_FIELDS, toItem: toMedicalReport };
export const reportSearch = searchOf(searched);
export const reportFileSearch = searchOf({ ...searched, filter: [withFiles] });

export const reportVersions = versionsOf({
  resource: 'medical_reports',
  columns: queries.STORED_COLUMNS,
  toItem: toMedicalReport,
});

/** @throws ServiceError not_found, also for what is obscured for the caller */
export async function getMedicalReport(
  { db, tenant, about }: Pick<Call, 'db' | 'tenant' | 'about'>,
  id: number,
): Promise<MedicalReport> {
  const row = found(await queries.getReport(db, tenant.id, id), 'medical report');
  about(row.document_id);
  return toMedicalReport(row, tenant.id);
}

/** The bytes that were signed. @throws ServiceError not_found, also for a draft */
export async function getReportPdf(call: Pick<Call, 'db' | 'tenant' | 'about'>, id: number) {
  const { patientId, signature } = await getMedicalReport(call, id);
  const content = found(await queries.readPdf(call.db, call.tenant.id, id), 'PDF');
  return { patientId, content, sha256: Buffer.from(signature!.sha256, 'hex') };
}

/** Reports that the caller may know of, in order of their id. */
export function listMedicalReports({ db, tenant }: Pick<Call, 'db' | 'tenant'>, query: MedicalReportListQuery) {
  const column = (name: string, id: number | undefined) => given(id, (value) => `r.${name} = ${value}::bigint`);
  const filter = [
    ...queries.withStatus(namesIn('status', query.status, valuesOf(ReportStatus))),
    ...column('patient_id', query.patientId),
    ...column('author_id', query.authorId),
    ...column('appointment_id', query.appointmentId),
    ...column('episode_id', query.episodeId),
    ...column('document_id', query.documentId),
    ...given(query.loinc, (value) => `r.loinc = ${value}::text`),
  ];
  return readPage(db, tenant.id, queries.reportList, query, filter, (row) => toMedicalReport(row, tenant.id));
}

/** Begins a report of the calling practitioner. @throws ServiceError not_author, validation_failed */
export async function createMedicalReport(call: ReportCall, input: MedicalReportInput): Promise<MedicalReport> {
  const author = await requirePractitioner(call);
  return store(call, async (tx) => {
    await requireReferences(call, tx, input);
    const id = await queries.newReportId(tx);
    const reason = input.obscuredFor;
    if (reason) await queries.obscure(tx, call.tenant.id, { documentId: id, authorId: author, reason });
    const chain = { id, document_id: id, author_id: author, addendum_of_id: null, replaces_id: null };
    await queries.insertReport(tx, call.tenant.id, { ...toValues(input), ...chain });
    return id;
  });
}

/** Replaces the whole draft. @throws ServiceError version_conflict, report_signed, validation_failed */
export function replaceMedicalReport(call: ReportCall, id: number, input: MedicalReportInput): Promise<MedicalReport> {
  return change(call, id, () => input);
}

/** Applies a JSON Merge Patch (RFC 7396) to a draft, and accepts the whole as if it had been sent. */
export function patchMedicalReport(
  call: ReportCall,
  id: number,
  patch: Record<string, unknown>,
): Promise<MedicalReport> {
  return change(call, id, (current) => {
    const changes = Object.fromEntries(Object.entries(patch).filter(([name]) => !READ_ONLY.includes(name as never)));
    const { version: _, ...whole } = current;
    return call.accept(MedicalReportInput, mergePatch(whole, changes));
  });
}

/** Deletes a draft for good. @throws ServiceError not_author, version_conflict, report_signed */
export async function deleteMedicalReport(call: ReportCall, id: number): Promise<void> {
  await call.db.transaction(async (tx) => {
    const row = await lockDraft(call, tx, id);
    await requireAuthor({ ...call, db: tx }, row);
    await queries.deleteReport(tx, call.tenant.id, id);
  });
  await removeForsaken(call);
}

async function change(
  call: ReportCall,
  id: number,
  inputFor: (current: MedicalReport) => MedicalReportInput,
): Promise<MedicalReport> {
  const { tenant } = call;
  return store(call, async (tx) => {
    const row = await lockReport(call, tx, id);
    const input = inputFor(toMedicalReport(row, tenant.id));
    requireVersion(call.ifMatch, row.version, input.version);
    requireDraft(row);
    if (input.obscuredFor)
      throw invalid('obscuredFor', 'not_by_action', 'changes by `/obscure` and `/unobscure` alone');
    if (row.document_id !== row.id && input.patientId !== row.patient_id)
      throw invalid('patientId', 'not_changeable', 'is that of the report which this one follows');
    await requireReferences(call, tx, input, row);
    await queries.updateReport(tx, tenant.id, id, toValues(input));
    return id;
  });
}

/** Runs what stores a report, and reads it as it is then. @throws ServiceError validation_failed for a patient who is gone */
export async function store(call: ReportCall, work: (tx: Tx) => Promise<number>): Promise<MedicalReport> {
  try {
    return await call.db.transaction(async (tx) => getMedicalReport({ ...call, db: tx }, await work(tx)));
  } catch (error) {
    const refusal = mergedPatientRefusal(error);
    if (refusal) throw refusal;
    if (violatedReference(error) === 'medical_reports_episode')
      throw invalid('episodeId', 'not_found', 'is no episode of this clinic', error);
    if (violatedReference(error) === 'medical_reports_patient')
      throw invalid('patientId', 'unknown', 'is no patient of this clinic', error);
    throw error;
  }
}

/** Locks a report with the document that it belongs to. @throws ServiceError not_found */
export async function lockReport(call: ReportCall, tx: Tx, id: number): Promise<queries.MedicalReportRow> {
  const row = found(await queries.lockReport(tx, call.tenant.id, id), 'medical report');
  call.about(row.document_id);
  return row;
}

/** Locks a draft that is to change. @throws ServiceError not_found, version_conflict, report_signed */
export async function lockDraft(call: ReportCall, tx: Tx, id: number): Promise<queries.MedicalReportRow> {
  const row = await lockReport(call, tx, id);
  requireVersion(call.ifMatch, row.version);
  requireDraft(row);
  return row;
}

export function requireDraft({ status }: Pick<queries.MedicalReportRow, 'status'>): void {
  if (status !== 'draft')
    throw new ServiceError('report_signed', 'A signed report never changes; write an addendum or a replacement.');
}

/** @returns the id of the calling practitioner. @throws ServiceError not_author */
async function requirePractitioner(call: ReportCall): Promise<number> {
  const own = await findOwnPractitioner(call);
  if (own?.active) return own.id;
  throw new ServiceError('not_author', 'Only a practitioner writes medical reports, and this account is of none.');
}

/** @throws ServiceError not_author when somebody else wrote it */
export async function requireAuthor(call: ReportCall, row: queries.MedicalReportRow): Promise<void> {
  if ((await requirePractitioner(call)) !== row.author_id)
    throw new ServiceError('not_author', 'Only the author of this report may do this.');
}

export function invalid(field: string, code: string, message: string, cause?: unknown): ServiceError {
  return new ServiceError('validation_failed', 'The medical report is not valid.', {
    details: [{ field, code, message }],
    cause,
  });
}

async function requireReferences(
  call: ReportCall,
  tx: Tx,
  { patientId, appointmentId, episodeId }: MedicalReportInput,
  before?: queries.MedicalReportRow,
): Promise<void> {
  const within = { ...call, db: tx };
  const unless = (field: string, what: string) => (error: unknown) => {
    if (!(error instanceof ServiceError && error.code === 'not_found')) throw error;
    throw invalid(field, 'not_found', `is no ${what} of this clinic`);
  };
  if (before?.patient_id !== patientId) await getPatient(within, patientId).catch(unless('patientId', 'patient'));
  if (appointmentId !== undefined) {
    const appointment = await getAppointment(within, appointmentId).catch(unless('appointmentId', 'appointment'));
    if (appointment.patientId !== patientId)
      throw invalid('appointmentId', 'of_another_patient', 'is an appointment of another patient');
  }
  if (episodeId === undefined || (before?.episode_id === episodeId && before.patient_id === patientId)) return;
  // A report may come after the end of the treatment.
  const problem = await episodeProblem(tx, call.tenant.id, { episodeId, patientId });
  if (problem === 'not_found') throw invalid('episodeId', problem, 'is no episode of this clinic');
  if (problem === 'of_another_patient') throw invalid('episodeId', problem, 'is an episode of another patient');
}
