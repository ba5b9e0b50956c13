import { type Interval, isWithin } from '../../api/availabilities/intervals.ts';
import { openDay } from '../../api/availabilities/open-hours.ts';
import { type Plan, planOf } from '../../api/availabilities/plan.ts';
import { checkStart, gridOf, type Slot } from '../../api/availabilities/slots.ts';
import { type ZoneDay, zoneDay } from '../../api/availabilities/zone-day.ts';
import type { PlannedTreatment } from '../../api/treatments/treatments.service.ts';
import { addTo, type OpenAgenda } from '../clinic/calendar.ts';

/** The clock times at which a practitioner with hours around them has lunch, in minutes. */
const LUNCH = [13 * 60, 14 * 60] as const;
const NOON = 12 * 60;
const AFTERNOON = 15 * 60;

interface Taken {
  practitioners: Map<number, Interval[]>;
  rooms: Map<number, Interval[]>;
  starts: Map<number, number[]>;
}

/** What can be booked in one agenda, worked out once. */
export interface Desk extends OpenAgenda {
  plans: ReadonlyMap<string, Plan>;
  offers: ReadonlyMap<string, PlannedTreatment>;
  /** Whether some of its hours are kept for some treatments. */
  selective: boolean;
}

export function deskOf(open: OpenAgenda): Desk {
  const { agenda, offered } = open;
  const plans = offered.map((planned) => {
    const wanted = { treatmentIds: [planned.treatment.id], channel: 'frontdesk' as const };
    // Past ones, too, and however far they lie ahead.
    const always = { earliest: Number.NEGATIVE_INFINITY, latest: Number.POSITIVE_INFINITY };
    return [planned.treatment.code, { ...planOf(agenda, [planned], wanted, 0), ...always }] as const;
  });
  return {
    ...open,
    plans: new Map(plans),
    offers: new Map(offered.map((planned) => [planned.treatment.code, planned])),
    selective: agenda.openingHours.some(({ treatmentIds }) => treatmentIds !== undefined),
  };
}

/** One day of the clinic: what its agendas have left of it. */
export interface DiaryDay {
  date: string;
  of(desk: Desk): ZoneDay;
  /** The first free time for a treatment from an instant on. */
  firstFree(desk: Desk, code: string, from: number): Slot | undefined;
  freeAt(desk: Desk, code: string, start: number): Slot | undefined;
  /** Whether people could have booked it for themselves. */
  isOnline(desk: Desk, code: string, slot: Slot): boolean;
  take(slot: Slot): void;
}

export function diaryDay(date: string): DiaryDay {
  const taken: Taken = { practitioners: new Map(), rooms: new Map(), starts: new Map() };
  const opened = new Map<string, readonly Interval[]>();
  const of = ({ agenda }: Desk) => zoneDay(agenda.timeZone, date);
  const open = (desk: Desk, { wanted }: Pick<Plan, 'wanted'>) => {
    const key = `${desk.agenda.id} ${wanted.channel} ${desk.selective ? wanted.treatmentIds[0] : ''}`;
    const windows = opened.get(key) ?? openDay(desk.agenda, of(desk), wanted).windows;
    opened.set(key, windows);
    return windows;
  };
  const freeAt: DiaryDay['freeAt'] = (desk, code, start) => {
    const plan = desk.plans.get(code)!;
    const windows = open(desk, plan);
    const slot = checkStart(plan, windows, of(desk), taken, start);
    if (typeof slot !== 'object') return undefined;
    const lunch = lunchOf(of(desk), windows);
    return lunch && slot.start < lunch.end && lunch.start < slot.end ? undefined : slot;
  };
  return {
    date,
    of,
    freeAt,
    firstFree(desk, code, from) {
      const windows = open(desk, desk.plans.get(code)!);
      for (const start of gridOf(windows, desk.agenda.granularityMinutes, from)) {
        const slot = freeAt(desk, code, start);
        if (slot) return slot;
      }
      return undefined;
    },
    isOnline(desk, code, { start, end, plan }) {
      const { treatment } = desk.offers.get(code)!;
      if (!desk.agenda.onlineBookable || !treatment.onlineBookable) return false;
      const windows = open(desk, { wanted: { ...plan.wanted, channel: 'online' } });
      return isWithin(windows, start - plan.bufferBefore, end + plan.bufferAfter);
    },
    take({ plan, start, end, rooms }) {
      const interval = { start: start - plan.bufferBefore, end: end + plan.bufferAfter };
      if (plan.agenda.practitionerId !== undefined) addTo(taken.practitioners, plan.agenda.practitionerId, interval);
      for (const room of rooms) addTo(taken.rooms, room, interval);
      taken.starts.set(plan.agenda.id, [...(taken.starts.get(plan.agenda.id) ?? []), start]);
    },
  };
}

function lunchOf(day: ZoneDay, windows: readonly Interval[]): Interval | undefined {
  const at = (minutes: number) => day.at(minutes, 'start');
  if (!isWithin(windows, at(NOON), at(AFTERNOON))) return undefined;
  return { start: at(LUNCH[0]), end: at(LUNCH[1]) };
}
