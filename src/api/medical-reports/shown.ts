import { withContentTag } from '../answer.ts';
import type { MedicalReport } from './medical-reports.schema.ts';

const scope = 'giponext.medicalreports';
export const mayRead = { scope, permission: 'medical_reports.read' } as const;
export const mayWrite = { scope, permission: 'medical_reports.write' } as const;
export const maySign = { scope, permission: 'medical_reports.sign' } as const;

/** The answer that shows one report. */
export function shown(report: MedicalReport) {
  return { body: report, etag: `"${report.version}"`, patientIds: [report.patientId] };
}

/** The answer that shows a page of them. Its tag is of what this caller sees: one of all changes would tell of obscured ones. */
export function shownPage<Page extends { items: MedicalReport[] }>(body: Page) {
  const patients = new Map(body.items.map(({ documentId, patientId }) => [documentId, patientId]));
  const documents = [...patients].map(([id, patientId]) => ({ id, patientId }));
  return { ...withContentTag({ body }), body, documents };
}
