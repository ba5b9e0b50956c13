import { SANDBOX_TENANT } from '../src/sandbox/accounts.ts';
import { pick, seededRandom } from '../src/sandbox/random.ts';
import type { Scenario } from './scenarios.ts';

const REQUESTS_PER_CONNECTION = 400;
/** Beginnings of common surnames, of which there are twenty patients each. */
const FAMILIES = ['ross', 'ferr', 'russ', 'mart', 'bian', 'colo', 'ricc', 'esp'];
const path = `/v2/tenants/${SANDBOX_TENANT}/fhir/Patient`;

/** The same patients through FHIR. */
export const FHIR_SCENARIOS: readonly Scenario[] = [
  {
    name: 'fhir-get',
    status: 200,
    shows: 1,
    requests: ({ token, ids }, index) => {
      const random = seededRandom(`fhir-get ${index}`);
      return Array.from({ length: REQUESTS_PER_CONNECTION }, () => ({
        method: 'GET',
        path: `${path}/${pick(random, ids)}`,
        headers: { authorization: `Bearer ${token}` },
      }));
    },
  },
  {
    name: 'fhir-search',
    status: 200,
    shows: 20,
    requests: ({ token }, index) => {
      const random = seededRandom(`fhir-search ${index}`);
      return Array.from({ length: REQUESTS_PER_CONNECTION }, () => ({
        method: 'GET',
        path: `${path}?family=${pick(random, FAMILIES)}&_count=20`,
        headers: { authorization: `Bearer ${token}` },
      }));
    },
  },
];
