import type { AgendaException, AgendaHours, AgendaInput } from '../../api/agendas/agendas.schema.ts';
import { importAgendas } from '../../api/agendas/agendas.service.ts';
import { importLocations } from '../../api/locations/locations.service.ts';
import { importPractitioners } from '../../api/practitioners/practitioners.service.ts';
import type { PriceListInput } from '../../api/price-lists/price-lists.schema.ts';
import { entitlePatients, importPriceLists } from '../../api/price-lists/price-lists.service.ts';
import { importRooms } from '../../api/rooms/rooms.service.ts';
import type { TreatmentInput } from '../../api/treatments/treatments.schema.ts';
import { importTreatments } from '../../api/treatments/treatments.service.ts';
import type { Tx } from '../../platform/database/index.ts';
import { addDays } from '../calendar.ts';
import { withoutUndefined } from '../without-undefined.ts';
import type { Practice, PracticeAgenda, PracticeTreatment } from './practice.ts';

const TIME_ZONE = 'Europe/Rome';
const SYSTEM = 'urn:corsia:sandbox';
const HALF_A_YEAR = 183;

interface Ids {
  locations: number[];
  rooms: Map<string, number>;
  kinds: Map<string, 'room' | 'machine'>;
  practitioners: Map<string, number>;
  treatments: Map<string, number>;
}

/**
 * Which price lists the patient of this place has besides that of everybody, by their place: every third patient is insured,
 * every seventh works for a company with prices of its own.
 */
export function priceListsOf(at: number): number[] {
  return [...(at % 3 === 1 ? [1] : []), ...(at % 7 === 1 ? [2] : [])];
}

/** Fills a clinic with what it offers. */
export async function seedCatalogue(
  tx: Tx,
  tenantId: string,
  { practice, today, patientIds }: { practice: Practice; today: string; patientIds: readonly number[] },
): Promise<{ treatmentIds: number[] }> {
  const ids = await seedPlacesAndPeople(tx, tenantId, practice, today);
  const treatments = await importTreatments(
    tx,
    tenantId,
    practice.treatments.map((entry) => treatment(entry, ids)),
  );
  ids.treatments = new Map(practice.treatments.map(({ code }, index) => [code, treatments[index]!]));
  await importAgendas(
    tx,
    tenantId,
    practice.agendas.map((entry, index) => agenda(entry, ids, today, index)),
  );
  const lists = await importPriceLists(
    tx,
    tenantId,
    practice.priceLists.map((list) => priceList(list, practice, ids)),
  );
  await entitlePatients(
    tx,
    tenantId,
    lists.flatMap((priceListId, list) =>
      patientIds.flatMap((patientId, at) => (priceListsOf(at).includes(list) ? [{ patientId, priceListId }] : [])),
    ),
  );
  return { treatmentIds: treatments };
}

async function seedPlacesAndPeople(tx: Tx, tenantId: string, practice: Practice, today: string): Promise<Ids> {
  // This summer's, and last summer's while it is not long ago.
  const years = new Set([addDays(today, -HALF_A_YEAR).slice(0, 4), today.slice(0, 4)]);
  const locations = await importLocations(
    tx,
    tenantId,
    practice.locations.map(({ name, street, number }, index) => ({
      name,
      timeZone: TIME_ZONE,
      active: true,
      address: { street, number, zip: '00100', municipality: 'Roma', province: 'RM', country: 'IT' },
      phone: `+39060000010${index}`,
      openingHours: [1, 2, 3, 4, 5, 6].map((dayOfWeek) => ({
        dayOfWeek,
        start: '07:00',
        end: dayOfWeek === 6 ? '14:00' : '20:30',
      })),
      holidays: 'IT',
      closures: [...years].map((year) => ({ from: `${year}-08-10`, to: `${year}-08-21`, reason: 'Chiusura estiva' })),
      externalIds: [{ system: SYSTEM, value: `location-${index + 1}` }],
    })),
  );
  const rooms = await importRooms(
    tx,
    tenantId,
    practice.rooms.map(({ name, kind, at }) => ({
      name,
      kind,
      locationId: locations[at]!,
      active: true,
      externalIds: [],
    })),
  );
  const practitioners = await importPractitioners(
    tx,
    tenantId,
    practice.practitioners.map(({ first, last, title, specialties }, index) => ({
      firstName: first,
      lastName: last,
      title,
      registerNumber: String(51_001 + index * 137),
      registerProvince: 'RM',
      specialties: [...specialties],
      active: true,
      externalIds: [{ system: SYSTEM, value: `practitioner-${index + 1}` }],
    })),
  );
  return {
    locations,
    rooms: new Map(practice.rooms.map(({ name }, index) => [name, rooms[index]!])),
    kinds: new Map(practice.rooms.map(({ name, kind }) => [name, kind])),
    practitioners: new Map(practice.practitioners.map(({ last }, index) => [last, practitioners[index]!])),
    treatments: new Map(),
  };
}

function treatment(entry: PracticeTreatment, { rooms, kinds, practitioners }: Ids): TreatmentInput {
  const { code, name, branch, minutes, buffers = [0, 0], needs = [], nomenclature, taxed = false } = entry;
  return withoutUndefined({
    code,
    name,
    branch,
    nomenclatureCode: nomenclature,
    durationMinutes: minutes,
    bufferBeforeMinutes: buffers[0],
    bufferAfterMinutes: buffers[1],
    eligiblePractitioners: entry.by.map((person) => {
      const { who, minutes: own, price } = typeof person === 'string' ? { who: person } : person;
      return withoutUndefined({ id: practitioners.get(who)!, durationMinutes: own, price });
    }),
    requiredResources: needs.map((names) => ({
      kind: kinds.get(names[0]!)!,
      anyOfIds: names.map((room) => rooms.get(room)!),
      count: 1,
    })),
    vat: taxed ? { rate: 22 } : { rate: 0, nature: 'N4', legalText: 'Esente art. 10, n. 18, DPR 633/1972' },
    tsExpenseType: taxed ? 'AC' : 'SR',
    requiresReferral: false,
    minAge: entry.minAge,
    maxAge: entry.maxAge,
    preparation: entry.preparation,
    onlineBookable: entry.online ?? false,
    active: !entry.inactive,
    externalIds: [{ system: SYSTEM, value: code }],
  }) as TreatmentInput;
}

function agenda(entry: PracticeAgenda, ids: Ids, today: string, index: number): AgendaInput {
  const codes = (list: readonly string[]) => list.map((code) => ids.treatments.get(code)!);
  return withoutUndefined({
    name: entry.name,
    practitionerId: entry.who && ids.practitioners.get(entry.who),
    locationId: ids.locations[entry.at]!,
    roomId: entry.room && ids.rooms.get(entry.room),
    timeZone: TIME_ZONE,
    granularityMinutes: entry.granularity,
    onlineBookable: entry.online,
    active: true,
    treatmentIds: codes(entry.treatments ?? []),
    openingHours: entry.hours.map(
      ([dayOfWeek, start, end, kept = {}]): AgendaHours => ({
        dayOfWeek,
        start,
        end,
        ...(kept.treatments && { treatmentIds: codes(kept.treatments) }),
        ...(kept.channel && { channel: kept.channel }),
      }),
    ),
    exceptions: exceptions(today, index),
    rules: entry.rules,
    externalIds: [{ system: SYSTEM, value: `agenda-${index + 1}` }],
  }) as AgendaInput;
}

/** A congress, a short afternoon and an extra Saturday, in other weeks for each agenda. */
function exceptions(today: string, index: number): AgendaException[] {
  const congress = addDays(today, 20 + index * 3);
  const short = addDays(today, 9 + index);
  const daysToSaturday = (6 - new Date(`${today}T00:00:00Z`).getUTCDay() + 7) % 7;
  const saturday = addDays(today, daysToSaturday + 7 * (1 + (index % 4)));
  return [
    { kind: 'closed', from: congress, to: addDays(congress, 1), reason: 'Congresso' },
    { kind: 'closed', from: short, to: short, start: '16:00', end: '24:00', reason: 'Riunione' },
    { kind: 'extraOpen', from: saturday, to: saturday, start: '09:00', end: '12:00', reason: 'Apertura straordinaria' },
  ];
}

function priceList(list: Practice['priceLists'][number], practice: Practice, { treatments }: Ids): PriceListInput {
  const { name, kind, payer, percentOfPrivate, patientPercent } = list;
  return {
    name,
    kind,
    ...(payer && { payer }),
    active: true,
    validFrom: '2020-01-01',
    externalIds: [],
    items: practice.treatments.map(({ code, price }) => {
      const cents = price * percentOfPrivate;
      const patientCents = Math.round((cents * patientPercent) / 100);
      return {
        treatmentId: treatments.get(code)!,
        price: cents / 100,
        patientShare: patientCents / 100,
        payerShare: (cents - patientCents) / 100,
      };
    }),
  };
}
