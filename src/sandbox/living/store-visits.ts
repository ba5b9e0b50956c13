import { importAppointments, reserveAppointmentIds } from '../../api/appointments/import.service.ts';
import { importEpisodes } from '../../api/episodes/episodes.service.ts';
import type { Price } from '../../api/price-lists/prices.schema.ts';
import { findPrices } from '../../api/price-lists/prices.service.ts';
import type { Tx } from '../../platform/database/index.ts';
import { chance, pick, type Random, seededRandom } from '../random.ts';
import type { Course } from './courses.ts';
import { episodeOf } from './episode-of.ts';
import type { Visit } from './visit.ts';

const MINUTE_MS = 60_000;
const NOTES = ['Porta gli esami precedenti.', 'Chiede di essere richiamato.', 'Prima visita.', 'In carrozzina.'];

export interface PlannedVisits {
  visits: readonly Visit[];
  courses: readonly Course[];
}

/** A visit that has its ids, and the shares of its price. */
export interface StoredVisit extends Visit {
  id: number;
  episodeId: number | undefined;
  price: Price | undefined;
}

/** Stores courses as episodes, and gives visits their ids and prices. @param moment milliseconds since the epoch */
export async function beginVisits(
  tx: Tx,
  tenantId: string,
  { visits, courses, today, moment }: PlannedVisits & { today: string; moment: number },
): Promise<StoredVisit[]> {
  const random = seededRandom(`${tenantId}/episodes`);
  const begun = courses.filter((course) => course.visits.length > 0);
  const episodes = begun.map((course, at) => episodeOf(random, course, { today, moment, at }));
  const episodeIds = await importEpisodes(tx, tenantId, episodes);
  const episodeOfCourse = new Map(begun.map((course, at) => [course, episodeIds[at]!]));
  const prices = await pricesOf(tx, tenantId, visits, today);
  const ids = await reserveAppointmentIds(tx, visits.length);
  return visits.map((visit, index) => ({
    ...visit,
    id: ids[index]!,
    price: prices.get(priceKey(visit))?.get(visit.treatment.id),
    episodeId: visit.course && episodeOfCourse.get(visit.course),
  }));
}

/** Stores visits as appointments, in the same transaction. */
export async function storeVisits(tx: Tx, tenantId: string, visits: readonly StoredVisit[]): Promise<void> {
  const random = seededRandom(`${tenantId}/appointments`);
  const appointments = visits.map((visit) => appointmentOf(random, visit));
  const ids = visits.map(({ id }) => id);
  await importAppointments(tx, tenantId, appointments, ids);
}

const priceKey = ({ resident, slot }: Visit) => `${resident.lists} ${slot.plan.agenda.practitionerId}`;

/** What treatments cost: the same for all patients of the same price lists, seen by the same practitioner. */
async function pricesOf(
  tx: Tx,
  tenantId: string,
  visits: readonly Visit[],
  today: string,
): Promise<Map<string, ReadonlyMap<number, Price>>> {
  const prices = new Map<string, ReadonlyMap<number, Price>>();
  const alike = Map.groupBy(visits, priceKey);
  for (const [key, [first, ...others]] of alike) {
    const treatmentIds = [...new Set([first!, ...others].map(({ treatment }) => treatment.id))];
    const practitionerId = first!.slot.plan.agenda.practitionerId;
    const question = { treatmentIds, practitionerId, patientId: first!.resident.id, date: today };
    prices.set(key, await findPrices(tx, tenantId, question));
  }
  return prices;
}

function appointmentOf(random: Random, { resident, slot, treatment, ...visit }: StoredVisit) {
  const { origin, progress, series, episodeId, price } = visit;
  return {
    patientId: resident.id,
    slot,
    roomId: slot.plan.agenda.roomId ?? slot.rooms[0],
    origin,
    treatments: [
      {
        treatmentId: treatment.id,
        durationMinutes: slot.plan.duration / MINUTE_MS,
        ...(price && { price: price.price, patientShare: price.patientShare, payerShare: price.payerShare }),
        ...(price?.priceListId !== undefined && { priceListId: price.priceListId }),
      },
    ],
    ...(chance(random, 0.06) && { notes: pick(random, NOTES) }),
    ...progress,
    ...(episodeId !== undefined && { episodeId }),
    ...(series !== undefined && { series }),
  };
}
