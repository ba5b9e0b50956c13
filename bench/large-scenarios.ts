import { integer, pick, seededRandom } from '../src/sandbox/random.ts';
import type { LoadRequest } from './load.ts';
import { CHANGED_MINUTES_AGO, LARGE_TENANT, personOf } from './many-rows.ts';
import type { LargeClinic, Scenario, SmallClinic, World } from './scenarios.ts';

const REQUESTS_PER_CONNECTION = 100;
const DAY_MS = 86_400_000;
const date = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

/** A list or a filter of the large clinic, asked for with ever other values. */
function listed(
  name: string,
  resource: 'patients' | 'appointments',
  shows: Scenario['shows'],
  query: (large: LargeClinic, random: () => number) => string,
): Scenario {
  return {
    name,
    needs: 'large',
    status: 200,
    shows,
    requests: ({ large }, index) => {
      const random = seededRandom(`${name} ${index}`);
      return Array.from({ length: REQUESTS_PER_CONNECTION }, () =>
        request(large!.token, LARGE_TENANT, `${resource}?limit=50${query(large!, random)}`),
      );
    },
  };
}

function request(token: string, tenantId: string, rest: string): LoadRequest {
  return { method: 'GET', path: `/v2/tenants/${tenantId}/${rest}`, headers: { authorization: `Bearer ${token}` } };
}

const any = ({ rows }: LargeClinic, random: () => number) => personOf(integer(random, 0, rows - 1));
const far = ({ rows }: LargeClinic, random: () => number) => rows * 0.9 + integer(random, 0, 100);

/** Each of the same page of many clinics, or of one. */
function side(name: string, clinics: (world: World) => readonly SmallClinic[]): Scenario {
  return {
    name,
    needs: 'small',
    status: 200,
    shows: 50,
    connections: [50],
    requests: (world, index, connections) => {
      const own = clinics(world).filter((_, at) => at % connections === index);
      const once = own.map(({ token, tenantId }) => request(token, tenantId, 'patients?limit=50'));
      return Array.from({ length: 4 }, () => once).flat();
    },
  };
}

export const LARGE_SCENARIOS: readonly Scenario[] = [
  listed('patients', 'patients', 50, () => ''),
  listed('patients-name', 'patients', 'some', (large, random) => `&q=${any(large, random).lastName.slice(0, 6)}`),
  listed('patients-code', 'patients', 1, (large, random) => `&fiscalCode=${any(large, random).fiscalCode}`),
  listed('patients-birth', 'patients', 'some', (large, random) => `&birthDate=${any(large, random).birthDate}`),
  listed('patients-phone', 'patients', 1, (large, random) => `&phone=${encodeURIComponent(any(large, random).mobile)}`),
  listed('patients-since', 'patients', 'some', (_, random) => `&updatedSince=${since(random)}`),
  listed('patients-deep', 'patients', 50, (large, random) => `&offset=${far(large, random)}`),
  listed('appointments', 'appointments', 50, () => ''),
  listed('appointments-day', 'appointments', 'some', (_, random) => {
    const day = date(integer(random, 1, 40));
    return `&from=${day}&to=${day}&sort=start`;
  }),
  listed(
    'appointments-practitioner',
    'appointments',
    50,
    ({ practitionerIds }, random) => `&practitionerId=${pick(random, practitionerIds)}&sort=-start`,
  ),
  listed(
    'appointments-patient',
    'appointments',
    1,
    ({ firstPatientId, rows }, random) => `&patientId=${firstPatientId + integer(random, 0, rows - 1)}`,
  ),
  listed('appointments-status', 'appointments', 50, (_, random) => `&status=${pick(random, ['no_show', 'booked'])}`),
  listed('appointments-since', 'appointments', 'some', (_, random) => `&updatedSince=${since(random)}`),
  listed('appointments-deep', 'appointments', 50, (large, random) => `&offset=${far(large, random)}`),
  side('tenants-1', ({ oneSmall }) => oneSmall),
  side('tenants-1000', ({ small }) => small),
];

/** A few hours before the last change of the large clinic, which was filled up to an hour ago. */
function since(random: () => number): string {
  return new Date(Date.now() - (CHANGED_MINUTES_AGO + integer(random, 200, 400)) * 60_000).toISOString();
}
