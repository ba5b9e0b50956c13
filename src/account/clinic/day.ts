/** A day as a date field sends it, `YYYY-MM-DD`. @returns undefined when it is none */
export function readDay(typed: string): string | undefined {
  if (!/^2\d{3}-\d{2}-\d{2}$/.test(typed)) return undefined;
  const day = new Date(`${typed}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(typed) ? typed : undefined;
}
