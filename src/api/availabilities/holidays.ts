import Holidays from 'date-holidays';

const calendars = new Map<string, { calendar: Holidays; years: Map<string, ReadonlySet<string>> }>();

/** Whether a day is a public holiday of a country (ISO 3166-1 alpha-2). Regional and patron saints' days are closures instead. */
export function isHoliday(country: string, date: string): boolean {
  let known = calendars.get(country);
  if (!known) {
    known = { calendar: new Holidays(country, { types: ['public'] }), years: new Map() };
    calendars.set(country, known);
  }
  const year = date.slice(0, 4);
  let days = known.years.get(year);
  if (!days) {
    days = new Set(known.calendar.getHolidays(year).map((holiday) => holiday.date.slice(0, 10)));
    known.years.set(year, days);
  }
  return days.has(date);
}
