import { withoutNull } from '../pages.ts';
import type { MedicalReportInput } from './medical-report-requests.schema.ts';
import type { ContentValues, MedicalReportRow } from './medical-reports.queries.ts';
import type { MedicalReport } from './medical-reports.schema.ts';

/** A row as the API answers it. Absent values are left out. */
export function toMedicalReport(row: MedicalReportRow, tenantId: string): MedicalReport {
  const error = row.entered_in_error_at && { reason: row.entered_in_error_reason!, at: row.entered_in_error_at };
  return withoutNull({
    ...row.details,
    id: row.id,
    version: row.version,
    documentId: row.document_id,
    patientId: row.patient_id,
    authorId: row.author_id,
    appointmentId: row.appointment_id,
    episodeId: row.episode_id,
    status: row.status,
    confidentiality: row.confidentiality,
    addendumOfId: row.addendum_of_id,
    replacesId: row.replaces_id,
    replacedById: row.replaced_by_id,
    addendumIds: row.addendum_ids,
    attachments: row.attachments,
    signature: row.signature,
    pdf: row.pdf && { url: `/v2/tenants/${tenantId}/medical-reports/${row.id}/pdf`, ...row.pdf },
    obscured: row.obscured,
    enteredInError: error,
    deliveredAt: row.delivered_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }) as MedicalReport;
}

export function toValues(input: MedicalReportInput): ContentValues {
  const {
    patientId,
    appointmentId,
    episodeId,
    type,
    sections,
    diagnoses = [],
    confidentiality = 'N',
    externalIds = [],
  } = input;
  return {
    patient_id: patientId,
    appointment_id: appointmentId ?? null,
    episode_id: episodeId ?? null,
    confidentiality,
    details: { type, sections, diagnoses, externalIds },
  };
}
