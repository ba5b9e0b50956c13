import type { Slot } from '../../api/availabilities/slots.ts';
import { zoneDay } from '../../api/availabilities/zone-day.ts';
import { addDays, ageOn } from '../calendar.ts';
import type { OpenAgenda } from '../clinic/calendar.ts';
import { chance, integer, pick, type Random, seededRandom } from '../random.ts';
import { type Course, newCourse, opensCourse } from './courses.ts';
import { type Desk, type DiaryDay, deskOf, diaryDay } from './diary.ts';
import { drawResident, type Resident } from './residents.ts';
import { planSeries, SERIES_CODE } from './series.ts';
import { progressOf, takesPlace, type Visit } from './visit.ts';

const DAYS_BEFORE = 182;
const DAYS_AFTER = 61;
/** Of what is offered next on an ordinary day, this much is taken. */
const FULLNESS = 0.38;
/** From Sunday to Saturday. */
const WEEKDAYS = [0, 1.2, 1.1, 0.95, 1.05, 0.85, 0.7];
/** Half past nine: the first patients have been seen. */
const MOMENT_MINUTES = 9 * 60 + 30;
/** Drawing blood takes five minutes: that agenda has more times than anybody asks for. */
const LABORATORY = 0.6;
/** Given only to those who have begun a course. */
const FOLLOWING_ONLY = new Set(['FIS-SED', 'CARD-CTR', 'ORTO-CTR', 'ORTO-GES', 'GINE-CTR', 'PED-CTR']);

interface Return {
  course: Course;
  code: string;
  /** The first day that it may be on. */
  from: string;
}

interface Planning {
  random: Random;
  residents: readonly Resident[];
  moment: number;
  visits: Visit[];
  courses: Course[];
  returns: Set<Return>;
}

/** The instant at which a clinic of that day is looked at, in milliseconds since the epoch. */
export function momentOf(timeZone: string, today: string): number {
  return zoneDay(timeZone, today).at(MOMENT_MINUTES, 'start');
}

/** All visits from half a year before to two months after `today` in order of their days, and the courses that they belong to. */
export function planVisits(
  seed: string,
  { today, timeZone, agendas, residents }: PlanInput,
): { visits: Visit[]; courses: Course[] } {
  const desks = agendas.map(deskOf);
  const planning: Planning = {
    random: seededRandom(`${seed}/visits`),
    residents,
    moment: momentOf(timeZone, today),
    visits: [],
    courses: [],
    returns: new Set(),
  };
  const series = planSeries(planning.random, { today, desks, residents });
  planning.courses.push(...series.courses);
  for (let days = -DAYS_BEFORE; days <= DAYS_AFTER; days += 1) {
    const diary = diaryDay(addDays(today, days));
    const present = new Set<Resident>();
    for (const { desk, course, minutes, at } of series.byDay.get(diary.date) ?? []) {
      const slot = diary.freeAt(desk, SERIES_CODE, diary.of(desk).at(minutes, 'start'));
      if (slot) book(planning, diary, desk, { code: SERIES_CODE, slot, course, present, series: at });
    }
    const fullness =
      FULLNESS * WEEKDAYS[new Date(diary.date).getUTCDay()]! * (days <= 0 ? 1 : 1 - days / (DAYS_AFTER + 15));
    for (const desk of desks) {
      const own = desk.agenda.practitionerId === undefined ? fullness * LABORATORY : fullness;
      fillDay(planning, diary, desk, own, present);
    }
  }
  return { visits: planning.visits, courses: planning.courses };
}

interface PlanInput {
  today: string;
  timeZone: string;
  agendas: readonly OpenAgenda[];
  residents: readonly Resident[];
}

/** Goes through a day of an agenda: those who are expected back first, then whoever comes, or nobody for a while. */
function fillDay(planning: Planning, diary: DiaryDay, desk: Desk, fullness: number, present: Set<Resident>): void {
  const { random, residents } = planning;
  const { start, end } = diary.of(desk);
  const newcomers = [...desk.offers.values()]
    .filter(({ treatment }) => !FOLLOWING_ONLY.has(treatment.code))
    // What can be booked online is what most come for.
    .flatMap(({ treatment }) => Array<string>(treatment.onlineBookable ? 3 : 1).fill(treatment.code));
  const expected = [...planning.returns].filter(
    ({ from, code, course }) => from <= diary.date && desk.offers.has(code) && !present.has(course.resident),
  );
  const { maxPerDay = Number.POSITIVE_INFINITY } = desk.agenda.rules;
  for (let at = start, booked = 0; at < end && booked < maxPerDay; ) {
    const back = expected.shift();
    const code = back?.code ?? pick(random, newcomers);
    const slot = diary.firstFree(desk, code, at);
    if (!slot && back) continue;
    if (!slot) break;
    if (back && present.has(back.course.resident)) continue;
    // Whoever is expected back takes one of the next times, not always the very next.
    at = slot.end + slot.plan.bufferAfter;
    if (!chance(random, fullness)) {
      if (back) expected.unshift(back);
      continue;
    }
    if (back) {
      planning.returns.delete(back);
      book(planning, diary, desk, { code, slot, course: back.course, present });
      booked += 1;
      continue;
    }
    const { treatment } = desk.offers.get(code)!;
    const resident = drawResident(random, residents, treatment, diary.date, present);
    if (!resident) continue;
    const kind = opensCourse(random, code, ageOn(diary.date, resident.person.birthDate));
    const course = kind && newCourse(random, kind, resident);
    if (course) planning.courses.push(course);
    book(planning, diary, desk, { code, slot, resident, course, present });
    booked += 1;
  }
}

interface Booking {
  code: string;
  slot: Slot;
  present: Set<Resident>;
  course?: Course | undefined;
  resident?: Resident;
  series?: number;
}

function book(
  planning: Planning,
  diary: DiaryDay,
  desk: Desk,
  { code, slot, present, course, resident = course!.resident, series }: Booking,
): void {
  const { random, moment } = planning;
  const isOnline = series === undefined && diary.isOnline(desk, code, slot);
  const origin = isOnline && chance(random, 0.4) ? 'online' : pick(random, ['frontdesk', 'phone', 'phone'] as const);
  const { treatment } = desk.offers.get(code)!;
  const visit: Visit = {
    resident,
    slot,
    treatment,
    day: diary.date,
    origin,
    progress: progressOf(random, slot, origin, moment),
    ...(course && { course }),
    ...(series !== undefined && { series }),
  };
  planning.visits.push(visit);
  present.add(resident);
  if (takesPlace(visit)) diary.take(slot);
  if (!course) return;
  course.visits.push(visit);
  if (takesPlace(visit)) expectBack(planning, course, diary.date);
  // Most who missed a visit come another day, some never again.
  else if (series === undefined && chance(random, 0.75))
    planning.returns.add({ course, code, from: addDays(diary.date, 4) });
}

function expectBack({ random, returns }: Planning, course: Course, day: string): void {
  const next = course.left.shift();
  if (next) returns.add({ course, code: next.code, from: addDays(day, integer(random, ...next.after)) });
}
