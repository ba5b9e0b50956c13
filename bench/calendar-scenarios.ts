import { DAYS, freeTime } from './calendar.ts';
import { CALENDAR_TENANT } from './many-rows.ts';
import type { Scenario } from './scenarios.ts';

const path = `/v2/tenants/${CALENDAR_TENANT}`;
const date = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
/** More than any of the servers books in the time of one measurement. */
const BOOKINGS = 6_000;

export const CALENDAR_SCENARIOS: readonly Scenario[] = [
  {
    // Eight agendas in a month with two thousand appointments, one question after the other.
    name: 'availabilities',
    needs: 'calendar',
    status: 200,
    shows: 0,
    servers: ['product', 'limit'],
    connections: [1],
    requests: ({ calendar }) =>
      Array.from({ length: 4 }, () => ({
        method: 'GET',
        path: `${path}/availabilities?treatmentId=${calendar!.treatmentId}&from=${date(1)}&to=${date(DAYS)}&limit=200`,
        headers: { authorization: `Bearer ${calendar!.token}` },
      })),
  },
  {
    name: 'booking',
    needs: 'calendar',
    status: 201,
    shows: 0,
    writes: true,
    requests: ({ calendar }, index, connections) => {
      const { token, treatmentId, patientIds } = calendar!;
      const count = Math.floor(BOOKINGS / connections);
      return Array.from({ length: count }, (_, at) => {
        const number = index * count + at;
        return {
          method: 'POST',
          path: `${path}/appointments`,
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: JSON.stringify({
            ...freeTime(calendar!, number),
            patientId: patientIds[number % patientIds.length],
            treatments: [{ treatmentId, price: 100 }],
          }),
        };
      });
    },
  },
];
