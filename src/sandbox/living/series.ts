import { addDays } from '../calendar.ts';
import { integer, type Random } from '../random.ts';
import { type Course, newCourse, SERIES_KIND } from './courses.ts';
import type { Desk } from './diary.ts';
import { drawResident, type Resident } from './residents.ts';

export const SERIES_CODE = SERIES_KIND.opensWith;
/** The weeks in which series begin, counted from this one. */
const BEGIN = [-24, -17, -10, -6, -1];
const LENGTH = 10;
const FIRST_HOUR = 15;

interface SeriesVisit {
  desk: Desk;
  course: Course;
  /** On the clock of the agenda, from midnight. */
  minutes: number;
  /** Which series it is of. */
  at: number;
}

/** A few patients have the same hour of every week for ten weeks; some are through, others at the beginning. */
export function planSeries(
  random: Random,
  { today, desks, residents }: { today: string; desks: readonly Desk[]; residents: readonly Resident[] },
): { courses: Course[]; byDay: ReadonlyMap<string, readonly SeriesVisit[]> } {
  const courses: Course[] = [];
  const byDay = new Map<string, SeriesVisit[]>();
  const desk = desks.find(({ offers }) => offers.has(SERIES_CODE));
  if (!desk) return { courses, byDay };
  const { treatment } = desk.offers.get(SERIES_CODE)!;
  const chosen = new Set<Resident>();
  const monday = addDays(today, -((new Date(today).getUTCDay() + 6) % 7));
  for (const [at, begin] of BEGIN.entries()) {
    const resident = drawResident(random, residents, treatment, today, chosen);
    if (!resident) continue;
    chosen.add(resident);
    const course = newCourse(random, SERIES_KIND, resident);
    courses.push(course);
    const first = addDays(monday, 7 * begin + integer(random, 0, 4));
    for (let week = 0; week < LENGTH; week += 1) {
      const day = addDays(first, 7 * week);
      byDay.set(day, [...(byDay.get(day) ?? []), { desk, course, minutes: 60 * (FIRST_HOUR + at), at }]);
    }
  }
  return { courses, byDay };
}
