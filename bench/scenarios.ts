import { SANDBOX_TENANT } from '../src/sandbox/accounts.ts';
import type { SandboxPerson } from '../src/sandbox/people.ts';
import { integer, pick, seededRandom } from '../src/sandbox/random.ts';
import type { Calendar } from './calendar.ts';
import { CALENDAR_SCENARIOS } from './calendar-scenarios.ts';
import { FHIR_SCENARIOS } from './fhir-scenarios.ts';
import { LARGE_SCENARIOS } from './large-scenarios.ts';
import type { LoadRequest } from './load.ts';
import type { ServerName } from './servers.ts';

/** What requests are made of. */
export interface World {
  token: string;
  /** More of them, each with a grant of its own. */
  tokens: readonly string[];
  /** Of the list of patients as it stands. */
  etag: string;
  ids: readonly number[];
  newcomers: readonly SandboxPerson[];
  /** Behind which nothing changes. */
  cursor: string;
  changesEtag: string;
  /** Of the clinics that a scenario needs. */
  large: LargeClinic | undefined;
  small: readonly SmallClinic[];
  /** As many tokens as there are small clinics, all of one of them. */
  oneSmall: readonly SmallClinic[];
  calendar: (Calendar & { token: string }) | undefined;
}

export interface LargeClinic {
  token: string;
  rows: number;
  firstPatientId: number;
  practitionerIds: readonly number[];
}

export interface SmallClinic {
  tenantId: string;
  token: string;
}

export type Need = 'large' | 'small' | 'calendar';

export interface Scenario {
  name: string;
  /** Clinics that have to be filled for it. */
  needs?: Need;
  /** Servers that take part; all when left out. */
  servers?: readonly ServerName[];
  /** Instead of what is configured. */
  connections?: readonly number[];
  /** Each request is sent once, and what it stored is removed afterwards. */
  writes?: boolean;
  /** Of a right answer. */
  status: 200 | 201 | 304;
  /** How many items every answer shows; 0 where the answers of two servers differ by nature. */
  shows: number | 'some';
  /** What connection `index` of `connections` sends. */
  requests(world: World, index: number, connections: number): LoadRequest[];
}

const REQUESTS_PER_CONNECTION = 400;
/** Beginnings of common surnames. */
const PREFIXES = ['ross', 'ferr', 'russ', 'mart', 'bian', 'colo', 'ricc', 'esp'];
const FAR = 50_000;

const path = `/v2/tenants/${SANDBOX_TENANT}/patients`;

function get(world: World, rest: string, headers: Record<string, string> = {}): LoadRequest {
  return { method: 'GET', path: path + rest, headers: { authorization: `Bearer ${world.token}`, ...headers } };
}

const PATIENT_SCENARIOS: readonly Scenario[] = [
  {
    name: 'get-one',
    status: 200,
    shows: 1,
    requests: (world, index) => {
      const random = seededRandom(`get-one ${index}`);
      return Array.from({ length: REQUESTS_PER_CONNECTION }, () => get(world, `/${pick(random, world.ids)}`));
    },
  },
  {
    // As get-one, but the server has to look up many grants: what it costs that a revocation is felt within a second.
    name: 'get-one-many-grants',
    status: 200,
    shows: 1,
    requests: (world, index) => {
      const random = seededRandom(`get-one-many-grants ${index}`);
      return Array.from({ length: REQUESTS_PER_CONNECTION }, () =>
        get({ ...world, token: pick(random, world.tokens) }, `/${pick(random, world.ids)}`),
      );
    },
  },
  {
    name: 'list-50',
    status: 200,
    shows: 50,
    requests: (world, index) => {
      const random = seededRandom(`list-50 ${index}`);
      return Array.from({ length: REQUESTS_PER_CONNECTION }, () =>
        get(world, `?limit=50&offset=${50 * integer(random, 0, 4)}`),
      );
    },
  },
  {
    name: 'search-20',
    status: 200,
    shows: 20,
    requests: (world, index) => {
      const random = seededRandom(`search-20 ${index}`);
      return Array.from({ length: REQUESTS_PER_CONNECTION }, () => get(world, `?q=${pick(random, PREFIXES)}&limit=20`));
    },
  },
  {
    name: 'offset-50000',
    status: 200,
    shows: 50,
    requests: (world) => {
      const offset = Math.min(FAR, world.ids.length / 2);
      return Array.from({ length: 4 }, () => get(world, `?limit=50&offset=${offset}`));
    },
  },
  {
    name: 'poll-304',
    status: 304,
    shows: 0,
    requests: (world) => Array.from({ length: 4 }, () => get(world, '?limit=50', { 'if-none-match': world.etag })),
  },
  {
    name: 'changes',
    status: 304,
    shows: 0,
    servers: ['product', 'limit'],
    requests: ({ token, cursor, changesEtag }) =>
      Array.from({ length: 4 }, () => ({
        method: 'GET',
        path: `/v2/tenants/${SANDBOX_TENANT}/changes?cursor=${cursor}`,
        headers: { authorization: `Bearer ${token}`, 'if-none-match': changesEtag },
      })),
  },
  {
    name: 'create',
    status: 201,
    shows: 0,
    writes: true,
    requests: (world, index, connections) => {
      const count = Math.floor(world.newcomers.length / connections);
      return world.newcomers.slice(index * count, (index + 1) * count).map((person) => ({
        method: 'POST',
        path,
        headers: { authorization: `Bearer ${world.token}`, 'content-type': 'application/json' },
        body: JSON.stringify(person),
      }));
    },
  },
];

export const SCENARIOS: readonly Scenario[] = [
  ...PATIENT_SCENARIOS,
  ...FHIR_SCENARIOS,
  ...LARGE_SCENARIOS,
  ...CALENDAR_SCENARIOS,
];
