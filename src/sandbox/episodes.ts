import type { Appointment } from '../api/appointments/appointments.schema.ts';
import { listAppointments } from '../api/appointments/appointments.service.ts';
import { linkToEpisodes } from '../api/appointments/episode-appointments.ts';
import type { EpisodeStatus } from '../api/episodes/episode-status.ts';
import { importEpisodes } from '../api/episodes/episodes.service.ts';
import type { Tx } from '../platform/database/index.ts';
import { chance, integer, pick, type Random, seededRandom } from './random.ts';

const PAGE = 200;
const MOST_EPISODES = 60;
const PATIENTS_WITH_ONE = 0.5;

const CASES = [
  { title: 'Ciclo di fisioterapia', code: '724.2', text: 'Lombalgia' },
  { title: 'Controllo dell’ipertensione', code: '401.1', text: 'Ipertensione essenziale benigna' },
  { title: 'Follow-up dermatologico', code: '692.9', text: 'Dermatite da contatto, causa non specificata' },
  { title: 'Riabilitazione dopo intervento al ginocchio', code: '717.9', text: 'Lesione interna del ginocchio' },
  { title: 'Percorso diagnostico', code: '780.79', text: 'Malessere e affaticamento' },
];

/**
 * Episodes of patients who come more than once, with their appointments; the same for the same clinic and day.
 * @param today `YYYY-MM-DD`
 */
export async function seedEpisodes(tx: Tx, tenantId: string, { today }: { today: string }): Promise<void> {
  const random = seededRandom(`${tenantId}/episodes`);
  const candidates = [...(await visitsByPatient(tx, tenantId)).entries()].filter(
    ([, visits]) => visits.length > 1 && chance(random, PATIENTS_WITH_ONE),
  );
  // In the order of their first visits: past, present and future ones are among them.
  const every = Math.ceil(candidates.length / MOST_EPISODES);
  const chosen = candidates.filter((_, at) => at % every === 0);
  const ids = await importEpisodes(
    tx,
    tenantId,
    chosen.map(([patientId, visits], at) => episodeOf(random, patientId, visits, today, at)),
  );
  await linkToEpisodes(
    tx,
    tenantId,
    chosen.flatMap(([, visits], at) => visits.map(({ id }) => ({ appointmentId: id, episodeId: ids[at]! }))),
  );
}

/** Appointments that took or will take place, in order. */
async function visitsByPatient(tx: Tx, tenantId: string): Promise<Map<number, Appointment[]>> {
  const tenant = {
    id: tenantId,
    name: '',
    sandbox: true,
    timeZone: 'Europe/Rome',
    fiscalCodePolicy: 'lenient' as const,
  };
  const visits = new Map<number, Appointment[]>();
  const status = 'completed,booked,confirmed,pending';
  for (let offset = 0, more = true; more; offset += PAGE) {
    const page = await listAppointments({ db: tx, tenant }, { offset, limit: PAGE, status, sort: 'start' });
    for (const visit of page.items) {
      if (visit.patientId === undefined) continue;
      visits.set(visit.patientId, [...(visits.get(visit.patientId) ?? []), visit]);
    }
    more = page.hasMore;
  }
  return visits;
}

function episodeOf(random: Random, patientId: number, visits: readonly Appointment[], today: string, at: number) {
  const { title, code, text } = pick(random, CASES);
  const [first, last] = [visits[0]!, visits.at(-1)!];
  const begun = first.start.slice(0, 10) < today;
  const over = last.start.slice(0, 10) < today;
  const status: EpisodeStatus = !begun ? 'planned' : !over ? 'active' : chance(random, 0.2) ? 'on_hold' : 'finished';
  const history: { status: EpisodeStatus; at: string }[] = [{ status: begun ? 'active' : 'planned', at: first.start }];
  if (begun && over) history.push({ status, at: last.end });
  return {
    patientId,
    title,
    status,
    statusHistory: history.map((change) => ({ ...change, by: 'sandbox-doctor' })),
    // What is planned begins with its first appointment.
    start: first.start.slice(0, 10),
    ...(status === 'finished' && { end: last.end.slice(0, 10) }),
    ...(first.practitionerId !== undefined && { responsiblePractitionerId: first.practitionerId }),
    diagnoses: [{ system: 'ICD-9-CM' as const, code, text, role: 'principal' as const }],
    ...(chance(random, 0.6) && { authorisedSessions: visits.length + integer(random, 0, 8) }),
    ...(chance(random, 0.4) && {
      referral: {
        prescriber: 'Medico di medicina generale',
        priority: pick(random, ['deferrable', 'planned'] as const),
      },
    }),
    externalIds: [{ system: 'urn:corsia:sandbox', value: `episode-${at + 1}` }],
  };
}
