import { listAppointments } from '../api/appointments/appointments.service.ts';
import { type ImportedReport, importMedicalReports } from '../api/medical-reports/import.service.ts';
import { getPractitioner } from '../api/practitioners/practitioners.service.ts';
import type { Call } from '../api/route.ts';
import type { Tx } from '../platform/database/index.ts';
import { chance, pick, type Random, seededRandom } from './random.ts';
import { ADVICE } from './words/findings.ts';

/** Of each practitioner: rendering takes a few milliseconds, and the first start should be quick. */
const MOST_REPORTS = 3;

export const TITLES: Readonly<Record<string, string>> = {
  cardiology: 'Referto di visita cardiologica',
  dermatology: 'Referto di visita dermatologica',
  orthopaedics: 'Referto di visita ortopedica',
  gynaecology: 'Referto di visita ginecologica',
  radiology: 'Referto di esame ecografico',
  dentistry: 'Relazione odontoiatrica',
  physiotherapy: 'Relazione fisioterapica',
  paediatrics: 'Referto di visita pediatrica',
};
const FINDINGS = [
  'Condizioni generali buone. Esame obiettivo nei limiti della norma.',
  'Quadro clinico stabile rispetto al controllo precedente.',
  'Lieve dolorabilità alla palpazione, non segni di flogosi in atto.',
  'Non si rilevano alterazioni di rilievo clinico.',
];
const DIAGNOSES = [
  { system: 'ICD-9-CM', code: '401.1', text: 'Ipertensione essenziale benigna' },
  { system: 'ICD-9-CM', code: '724.2', text: 'Lombalgia' },
  { system: 'ICD-9-CM', code: '692.9', text: 'Dermatite da contatto, causa non specificata' },
];

/**
 * Reports about past appointments, the same for the same clinic and day: most signed, one with an addendum, one replaced, every
 * tenth still a draft.
 */
export async function seedMedicalReports(tx: Tx, tenant: Pick<Call['tenant'], 'id' | 'name'>): Promise<void> {
  const call = {
    db: tx,
    tenant: { ...tenant, sandbox: true, timeZone: 'Europe/Rome', fiscalCodePolicy: 'lenient' as const },
  };
  const query = { status: 'completed', sort: '-start' as const, offset: 0, limit: 200 };
  const past = (await listAppointments(call, query)).items.filter(({ practitionerId }) => practitionerId !== undefined);
  const random = seededRandom(`${tenant.id}/medical-reports`);
  const specialties = new Map<number, string>();
  const written = new Map<number, number>();
  const reports: ImportedReport[] = [];
  for (const appointment of past) {
    const authorId = appointment.practitionerId!;
    const count = written.get(authorId) ?? 0;
    if (count === MOST_REPORTS) continue;
    written.set(authorId, count + 1);
    if (!specialties.has(authorId))
      specialties.set(authorId, (await getPractitioner(call, authorId)).specialties[0] ?? '');
    reports.push({
      patientId: appointment.patientId!,
      appointmentId: appointment.id,
      authorId,
      type: { loinc: '11488-4', title: TITLES[specialties.get(authorId)!] ?? 'Referto di visita' },
      ...contentOf(random),
      ...(reports.length % 10 !== 9 && { signedAt: appointment.completedAt }),
    });
  }
  const [first, second] = reports;
  if (first?.signedAt) reports.push(sequel(random, first, 0, 'addendum'));
  if (second?.signedAt) reports.push(sequel(random, second, 1, 'replacement'));
  if (reports.length > 0) await importMedicalReports(tx, call.tenant, reports);
}

function contentOf(random: Random): Pick<ImportedReport, 'sections' | 'diagnoses' | 'confidentiality'> {
  return {
    sections: [
      { title: 'Esame', text: pick(random, FINDINGS) },
      { title: 'Conclusioni', text: pick(random, ADVICE) },
    ],
    diagnoses: chance(random, 0.4) ? [pick(random, DIAGNOSES)] : [],
    confidentiality: chance(random, 0.1) ? 'R' : 'N',
  };
}

function sequel(random: Random, before: ImportedReport, index: number, as: 'addendum' | 'replacement'): ImportedReport {
  return { ...before, ...contentOf(random), follows: { index, as } };
}
