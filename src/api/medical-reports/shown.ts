import type { MedicalReport } from './medical-reports.schema.ts';

const scope = 'giponext.medicalreports';
export const mayRead = { scope, permission: 'medical_reports.read' } as const;
export const mayWrite = { scope, permission: 'medical_reports.write' } as const;
export const maySign = { scope, permission: 'medical_reports.sign' } as const;

/** The answer that shows one report. */
export function shown(report: MedicalReport) {
  return { body: report, etag: `"${report.version}"`, patientIds: [report.patientId] };
}
