import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../src/platform/database/index.ts';
import { type Clinic, startClinic } from './clinic.ts';

let clinic: Clinic;
/** What the API waited for on the clinic's data, by the statements' names. */
let waited: string[] = [];

function watch(database: Database): Database {
  return {
    ...database,
    query: (sql, values) => {
      waited.push(sql.name);
      return database.query(sql, values);
    },
    forTenant: (context) => {
      const tenant = database.forTenant(context);
      return {
        query: (sql, values) => {
          waited.push(sql.name);
          return tenant.query(sql, values);
        },
        transaction: (work) => {
          waited.push('transaction');
          return tenant.transaction(work);
        },
      };
    },
  };
}

beforeAll(async () => {
  clinic = await startClinic({ watch });
});
afterAll(() => clinic.close());

/** Whether the caller may come in is looked up once a second, whatever is asked. */
const own = () => waited.filter((name) => name !== 'access_facts');

test('free times of all agendas in a month take three round trips at most', async () => {
  const { items: agendas } = await clinic.get('/agendas?limit=200');
  expect(agendas.length).toBeGreaterThanOrEqual(8);
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const treatment = (await clinic.get('/treatments?limit=200')).items.find(
    ({ eligiblePractitioners }: { eligiblePractitioners: unknown[] }) => eligiblePractitioners.length > 1,
  );
  waited = [];
  const path = `/availabilities?treatmentId=${treatment.id}&from=${day(1)}&to=${day(31)}&limit=200`;
  const { items } = await clinic.get(path);
  expect(items.length).toBeGreaterThan(50);
  expect(own().length).toBeGreaterThan(0);
  expect(own().length).toBeLessThanOrEqual(3);
});
