import type { Patient } from './patients.schema.ts';

export const mayRead = { scope: 'giponext.patients', permission: 'patients.read' } as const;
export const mayWrite = { scope: 'giponext.patients', permission: 'patients.write' } as const;
export const mayDelete = { scope: 'giponext.patients', permission: 'patients.delete' } as const;

/** The answer that shows one patient. */
export const shown = (patient: Patient) => ({
  body: patient,
  etag: `"${patient.version}"`,
  patientIds: [patient.id],
});
