import { formatInstant } from '../../api/availabilities/zone-day.ts';
import type { EpisodeStatus } from '../../api/episodes/episode-status.ts';
import type { importEpisodes } from '../../api/episodes/episodes.service.ts';
import { addDays } from '../calendar.ts';
import { LIVING_PRACTICE } from '../clinic/living-practice.ts';
import { chance, integer, pick, type Random } from '../random.ts';
import type { Course } from './courses.ts';
import { prescriptionNumber } from './residents.ts';
import { takesPlace, type Visit } from './visit.ts';

const DAY_MS = 86_400_000;
const DOCTOR = 'sandbox-doctor';

type ImportedEpisode = Parameters<typeof importEpisodes>[2][number];

/**
 * A course as an episode, as it stands at `moment`: planned before its first visit, active while there are more to come, on
 * hold when the patient did not come back, finished after the last one, cancelled when there never was one.
 */
export function episodeOf(
  random: Random,
  { kind, resident, visits, left }: Course,
  { today, moment, at }: { today: string; moment: number; at: number },
): ImportedEpisode {
  const real = visits.filter(takesPlace);
  const [first, last] = [real[0] ?? visits[0]!, real.at(-1) ?? visits.at(-1)!];
  const status = statusOf({ real, first, last, left }, moment);
  const zone = first.slot.plan.agenda.timeZone;
  const time = (instant: number) => formatInstant(zone, Math.min(instant, moment));
  const decided = Math.min(first.slot.start, moment) - integer(random, 1, 12) * DAY_MS;
  const changes: [EpisodeStatus, number][] = [['planned', decided]];
  if (status !== 'planned' && status !== 'cancelled') changes.push(['active', first.slot.start]);
  if (status === 'on_hold' || status === 'finished') changes.push([status, last.slot.end]);
  if (status === 'cancelled') changes.push([status, decided + DAY_MS]);
  const referred = addDays(first.day < today ? first.day : today, -integer(random, 3, 40));
  return {
    patientId: resident.id,
    title: kind.title,
    status,
    statusHistory: changes.map(([one, instant]) => ({ status: one, at: time(instant), by: DOCTOR })),
    start: first.day,
    ...(status === 'finished' && { end: last.day }),
    ...practitionerOf(first),
    diagnoses: [{ system: 'ICD-9-CM', ...kind.diagnosis, role: 'principal' }],
    ...(chance(random, 0.5) && { authorisedSessions: visits.length + left.length + integer(random, 0, 3) }),
    ...payerOf(resident.lists),
    ...(chance(random, 0.6) && {
      referral: {
        number: prescriptionNumber(random),
        date: referred,
        prescriber: resident.person.generalPractitioner?.name ?? 'Medico di medicina generale',
        priority: pick(random, ['short', 'deferrable', 'deferrable', 'planned'] as const),
        question: kind.question,
      },
    }),
    externalIds: [{ system: 'urn:corsia:sandbox', value: `episode-${at + 1}` }],
  };
}

function statusOf(
  { real, first, last, left }: { real: readonly Visit[]; first: Visit; last: Visit; left: readonly unknown[] },
  moment: number,
): EpisodeStatus {
  if (real.length === 0) return first.slot.start > moment ? 'planned' : 'cancelled';
  if (first.slot.start > moment) return 'planned';
  if (last.slot.end > moment || last.progress.status !== 'completed') return 'active';
  if (left.length === 0) return 'finished';
  // Whoever was expected back for a month and did not come.
  return moment - last.slot.end > 30 * DAY_MS ? 'on_hold' : 'active';
}

function practitionerOf({ slot }: Visit) {
  const { practitionerId } = slot.plan.agenda;
  return practitionerId === undefined ? {} : { responsiblePractitionerId: practitionerId };
}

function payerOf(lists: string) {
  const [first] = lists.split(',');
  const { payer } = LIVING_PRACTICE.priceLists[Number(first)]!;
  return payer ? { payerCode: payer.code } : {};
}
