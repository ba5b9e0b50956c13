import { formatInstant } from '../../api/availabilities/zone-day.ts';
import {
  type BegunReports,
  beginMedicalReports,
  type ImportedReport,
} from '../../api/medical-reports/import.service.ts';
import type { Call } from '../../api/route.ts';
import type { Tx } from '../../platform/database/index.ts';
import { addDays } from '../calendar.ts';
import { TITLES } from '../medical-reports.ts';
import { chance, pick, type Random, seededRandom } from '../random.ts';
import { ADVICE, findingsOf } from '../words/findings.ts';
import { COURSE_KINDS } from './courses.ts';
import type { StoredVisit } from './store-visits.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Rendering takes milliseconds, and the first start should be quick: about so many, all of the last days among them. */
const REPORTS = 240;
const ALL_OF_DAYS = 3;
/** Nobody reports on a session or on a needle. */
const UNREPORTED = new Set(['FIS-SED', 'FIS-TEC', 'FIS-LIN', 'FIS-POS', 'ORTO-GES', 'ODO-IGI', 'ODO-SBI', 'DERM-EST']);

/**
 * Reports about completed visits: most signed, the youngest still drafts, some with an addendum or replaced, a few entered in
 * error. They are to be stored once their visits are.
 */
export async function beginReports(
  tx: Tx,
  tenant: Call['tenant'],
  visits: readonly StoredVisit[],
  { today, moment }: { today: string; moment: number },
): Promise<BegunReports> {
  const random = seededRandom(`${tenant.id}/medical-reports`);
  const reports = reported(visits, today).map((visit) => reportOf(random, visit, { today, moment }));
  const signed = reports.flatMap(({ signedAt }, index) => (signedAt === undefined ? [] : [index]));
  for (const [at, index] of signed.entries()) {
    const before = reports[index]!;
    const later = laterThan(before.signedAt!, moment, tenant.timeZone);
    if (at % 25 === 7) reports.push(sequel(random, before, index, 'addendum', later));
    if (at % 40 === 17) reports.push(sequel(random, before, index, 'replacement', later));
    if (at % 100 === 51) before.enteredInError = { at: later, reason: 'Referto di un altro paziente' };
  }
  return beginMedicalReports(tx, tenant, reports);
}

/** All of the last days, and of those before evenly as many as are wanted. */
function reported(visits: readonly StoredVisit[], today: string): StoredVisit[] {
  const candidates = visits.filter(
    ({ progress, treatment, slot }) =>
      progress.status === 'completed' &&
      slot.plan.agenda.practitionerId !== undefined &&
      TITLES[treatment.branch ?? ''] !== undefined &&
      !UNREPORTED.has(treatment.code),
  );
  const recent = addDays(today, -ALL_OF_DAYS);
  const early = candidates.filter(({ day }) => day < recent);
  const late = candidates.filter(({ day }) => day >= recent);
  const step = Math.max(1, Math.floor(early.length / Math.max(1, REPORTS - late.length)));
  return [...early.filter((_, index) => index % step === 0), ...late];
}

function reportOf(
  random: Random,
  { id, resident, slot, treatment, day, progress, episodeId, course }: StoredVisit,
  { today, moment }: { today: string; moment: number },
): ImportedReport {
  const branch = treatment.branch!;
  const completed = Date.parse(progress.completedAt!);
  const written = Math.min(completed + (5 + Math.floor(random() * 40)) * MINUTE_MS, moment);
  const isDraft = day === today || (day >= addDays(today, -ALL_OF_DAYS) && chance(random, 0.25));
  const diagnosis = course?.kind.diagnosis ?? (chance(random, 0.3) ? usualDiagnosis(random, branch) : undefined);
  return {
    patientId: resident.id,
    appointmentId: id,
    authorId: slot.plan.agenda.practitionerId!,
    ...(episodeId !== undefined && { episodeId }),
    type: { loinc: '11488-4', title: TITLES[branch]! },
    sections: [
      { title: 'Prestazione', text: treatment.name },
      { title: 'Esame', text: pick(random, findingsOf(branch)) },
      { title: 'Conclusioni', text: pick(random, ADVICE) },
    ],
    diagnoses: diagnosis ? [{ system: 'ICD-9-CM', ...diagnosis }] : [],
    confidentiality: chance(random, 0.02) ? 'V' : chance(random, 0.1) ? 'R' : 'N',
    ...(!isDraft && { signedAt: formatInstant(slot.plan.agenda.timeZone, written) }),
  };
}

/** A diagnosis that is common where the visit was. */
function usualDiagnosis(random: Random, branch: string) {
  const codes: Readonly<Record<string, string>> = { cardiology: 'CARD', dermatology: 'DERM', orthopaedics: 'ORTO' };
  const kinds = COURSE_KINDS.filter(({ opensWith }) => opensWith.startsWith(codes[branch] ?? '-'));
  return kinds.length > 0 ? pick(random, kinds).diagnosis : undefined;
}

function laterThan(instant: string, moment: number, timeZone: string): string {
  const signed = Date.parse(instant);
  return formatInstant(timeZone, Math.min(signed + 2 * DAY_MS, Math.floor((signed + moment) / 2)));
}

function sequel(
  random: Random,
  before: ImportedReport,
  index: number,
  as: 'addendum' | 'replacement',
  signedAt: string,
): ImportedReport {
  const text = as === 'addendum' ? 'Ad integrazione: esami di laboratorio nei limiti.' : pick(random, ADVICE);
  return {
    ...before,
    sections: [...before.sections.slice(0, 2), { title: 'Conclusioni', text }],
    signedAt,
    follows: { index, as },
  };
}
