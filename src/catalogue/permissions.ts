/** What a person may do in a clinic; each API route needs one. The migrations hold the same list. */
export const PERMISSIONS = [
  'patients.read',
  'patients.write',
  'patients.delete',
  'agendas.read',
  'appointments.read',
  'appointments.write',
  'appointments.delete',
  'treatments.read',
  'episodes.read',
  'episodes.write',
  'episodes.delete',
  'medical_reports.read',
  'medical_reports.write',
  'medical_reports.sign',
  'invoices.read',
  'invoices.write',
  'invoices.issue',
] as const;

export type Permission = (typeof PERMISSIONS)[number];

const reading = PERMISSIONS.filter((permission) => permission.endsWith('.read'));
const frontDesk: readonly Permission[] = [
  'patients.read',
  'patients.write',
  'agendas.read',
  'appointments.read',
  'appointments.write',
  'appointments.delete',
  'treatments.read',
  'episodes.read',
];

/** The roles every new clinic starts with; its manager can edit them. */
export const DEFAULT_ROLES: Record<string, { name: string; permissions: readonly Permission[] }> = {
  manager: { name: 'Manager', permissions: PERMISSIONS },
  practitioner: {
    name: 'Practitioner',
    permissions: [
      ...reading.filter((permission) => permission !== 'invoices.read'),
      'patients.write',
      'appointments.write',
      'episodes.write',
      'episodes.delete',
      'medical_reports.write',
      'medical_reports.sign',
    ],
  },
  receptionist: { name: 'Receptionist', permissions: frontDesk },
  billing: {
    name: 'Billing',
    permissions: [
      'patients.read',
      'treatments.read',
      'appointments.read',
      'episodes.read',
      'invoices.read',
      'invoices.write',
      'invoices.issue',
    ],
  },
  integrator: {
    name: 'Integrator',
    permissions: PERMISSIONS.filter((permission) => permission !== 'medical_reports.sign'),
  },
};
