import { MedicalReportInput, MedicalReportSequel } from '../../api/medical-reports/medical-report-requests.schema.ts';
import type { MedicalReport } from '../../api/medical-reports/medical-reports.schema.ts';
import {
  createMedicalReport,
  deleteMedicalReport,
  getMedicalReport,
  invalid,
  replaceMedicalReport,
  reportSearch,
  reportVersions,
  requireDraft,
} from '../../api/medical-reports/medical-reports.service.ts';
import { followMedicalReport } from '../../api/medical-reports/signing.service.ts';
import type { FhirCall } from '../call.ts';
import { byNumber, requireNumber, versionsByNumber } from '../ids.ts';
import { each, fhirResource } from '../resource.ts';
import { readComposition, type SentReport } from './composition.input.ts';
import { toComposition } from './composition.mapper.ts';
import { COMPOSITION_PARAMETERS } from './composition.search.ts';

/** One event of the audit for each document, as any may be obscured later. */
export const documentOf = ({ documentId: id, patientId }: MedicalReport) => ({ id, patientId });

export const compositionFhir = fhirResource({
  type: 'Composition',
  name: 'medicalReports',
  documentation:
    'Medical reports. Drafts are created and changed here; with relatesTo they are an addendum or a replacement of a signed one. Signing, obscuring and entering in error are steps of /v2.',
  permissions: {
    read: 'medical_reports.read',
    create: 'medical_reports.write',
    update: 'medical_reports.write',
    delete: 'medical_reports.write',
  },
  read: byNumber('Composition', getMedicalReport),
  present: each(toComposition),
  patientsOf: ({ patientId }: MedicalReport) => [patientId],
  documentOf,
  versions: versionsByNumber(reportVersions),
  // Whoever is not its author must not tell what was deleted from what is obscured.
  tellDeletion: false,
  search: { source: reportSearch, parameters: COMPOSITION_PARAMETERS, sort: { date: 'date' } },
  create: (call, body) => create(call, readComposition(body, { isNew: true })),
  update: async (call, id, body) => {
    const before = await getMedicalReport(call, requireNumber('Composition', id));
    requireDraft(before);
    const { input, authorId, follows } = readComposition(body, { isNew: false });
    requireSame('author', authorId ?? before.authorId, before.authorId);
    requireSame('relatesTo', follows?.id, before.addendumOfId ?? before.replacesId);
    return replaceMedicalReport(call, before.id, call.accept(MedicalReportInput, input));
  },
  remove: (call, id) => deleteMedicalReport(call, requireNumber('Composition', id)),
  summary: ['identifier', 'status', 'type', 'subject', 'date', 'author', 'title', 'confidentiality', 'relatesTo'],
  mandatory: ['status', 'type', 'date', 'author', 'title'],
  expressions: {
    author: 'Composition.author',
    relatesTo: 'Composition.relatesTo',
    patientId: 'Composition.subject',
    appointmentId: 'Composition.extension',
    episodeId: 'Composition.extension',
    obscuredFor: 'Composition.extension',
    diagnoses: 'Composition.extension',
    type: 'Composition.type',
    sections: 'Composition.section',
    confidentiality: 'Composition.confidentiality',
    externalIds: 'Composition.identifier',
  },
});

function create(call: FhirCall, { input, authorId, follows }: SentReport): Promise<MedicalReport> {
  return call.db.transaction(async (tx) => {
    const within = { ...call, db: tx };
    const report = follows
      ? await follow(within, follows, input)
      : await createMedicalReport(within, call.accept(MedicalReportInput, input));
    requireSame('author', authorId ?? report.authorId, report.authorId);
    return report;
  });
}

/** What follows a report is about the same patient, appointment and episode. */
async function follow(call: FhirCall, { kind, id }: NonNullable<SentReport['follows']>, input: MedicalReportInput) {
  const { patientId, appointmentId, episodeId, obscuredFor, ...sequel } = input;
  const report = await followMedicalReport(call, id, kind, call.accept(MedicalReportSequel, sequel));
  requireSame('patientId', patientId, report.patientId);
  requireSame('appointmentId', appointmentId ?? report.appointmentId, report.appointmentId);
  requireSame('episodeId', episodeId ?? report.episodeId, report.episodeId);
  // It is hidden with the document that it belongs to.
  requireSame('obscuredFor', obscuredFor ?? report.obscured?.reason, report.obscured?.reason);
  return report;
}

/** @throws ServiceError validation_failed for what the server decides, and was told otherwise */
function requireSame(field: string, told: unknown, decided: unknown): void {
  if (told !== decided) throw invalid(field, 'not_changeable', 'is not for the sender to decide');
}
