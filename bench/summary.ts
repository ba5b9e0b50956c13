import type { Measurement } from './measure.ts';
import { SERVERS, type ServerName } from './servers.ts';

/** One server under one scenario and number of connections: medians of the rounds. */
export interface Summary {
  scenario: string;
  connections: number;
  server: ServerName;
  requestsPerSecond: number;
  /** Requests per second over those of another server in the same round. */
  ofFloor: number | undefined;
  ofLimit: number;
  /** Requests per second of CPU time of the server process, over those of the limit. */
  perCpuOfLimit: number | undefined;
  cpuMicros: number | undefined;
  cpuMicrosWithPostgres: number | undefined;
  p50: number;
  p99: number;
  residentBytes: number | undefined;
}

export function summarise(measurements: Measurement[]): Summary[] {
  const groups = Map.groupBy(measurements, ({ scenario, connections }) => `${scenario} ${connections}`);
  return [...groups.values()].flatMap((group) =>
    SERVERS.filter((server) => group.some((measurement) => measurement.server === server)).map((server) =>
      summariseServer(group, server),
    ),
  );
}

function summariseServer(group: Measurement[], server: ServerName): Summary {
  const own = group.filter((measurement) => measurement.server === server);
  const of = (pick: (measurement: Measurement) => number | undefined) => median(own.map(pick));
  const against = (other: ServerName, compare: (own: Measurement, other: Measurement) => number | undefined) =>
    of((measurement) => {
      const same = group.find(({ server: name, round }) => name === other && round === measurement.round);
      return same && compare(measurement, same);
    });
  const rate = (own: Measurement, other: Measurement) => own.requestsPerSecond / other.requestsPerSecond;
  return {
    scenario: own[0]!.scenario,
    connections: own[0]!.connections,
    server,
    requestsPerSecond: of(({ requestsPerSecond }) => requestsPerSecond)!,
    ofFloor: against('floor', rate),
    ofLimit: against('limit', rate)!,
    perCpuOfLimit: against(
      'limit',
      (own, limit) => limit.cpuMicros && own.cpuMicros && limit.cpuMicros / own.cpuMicros,
    ),
    cpuMicros: of(({ cpuMicros }) => cpuMicros),
    cpuMicrosWithPostgres: of(({ cpuMicrosWithPostgres }) => cpuMicrosWithPostgres),
    p50: of(({ p50 }) => p50)!,
    p99: of(({ p99 }) => p99)!,
    residentBytes: of(({ residentBytes }) => residentBytes),
  };
}

function median(values: (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined).sort((a, b) => a - b);
  const middle = known.length / 2;
  return known.length % 2
    ? known[Math.floor(middle)]
    : known.length
      ? (known[middle - 1]! + known[middle]!) / 2
      : undefined;
}

export interface Target {
  scenario: string;
  measure: 'ofFloor' | 'perCpuOfLimit' | 'p50' | 'timesOf';
  /** With `timesOf`: the scenario whose cost is the unit, in CPU time of server and PostgreSQL. */
  unit?: string;
  bound: 'at least' | 'at most';
  value: number;
  reached: number | undefined;
}

const atLeast = (scenario: string, measure: 'ofFloor' | 'perCpuOfLimit', value: number) =>
  ({ scenario, measure, bound: 'at least', value }) as const;

const TARGETS: readonly Omit<Target, 'reached'>[] = [
  atLeast('get-one', 'ofFloor', 0.6),
  atLeast('list-50', 'ofFloor', 0.75),
  atLeast('search-20', 'ofFloor', 0.75),
  atLeast('create', 'ofFloor', 0.6),
  atLeast('fhir-get', 'ofFloor', 0.45),
  atLeast('fhir-search', 'ofFloor', 0.6),
  atLeast('booking', 'ofFloor', 0.5),
  atLeast('poll-304', 'perCpuOfLimit', 0.5),
  atLeast('changes', 'perCpuOfLimit', 0.4),
  atLeast('refresh', 'perCpuOfLimit', 0.015),
  { scenario: 'availabilities', measure: 'p50', bound: 'at most', value: 15 },
  { scenario: 'patients-deep', measure: 'timesOf', unit: 'patients', bound: 'at most', value: 10 },
  { scenario: 'appointments-deep', measure: 'timesOf', unit: 'appointments', bound: 'at most', value: 10 },
  { scenario: 'tenants-1000', measure: 'timesOf', unit: 'tenants-1', bound: 'at most', value: 1.1 },
];

/** What the product should reach at the greatest number of connections. */
export function targetsOf(summaries: Summary[]): Target[] {
  const own = (scenario: string | undefined) =>
    summaries
      .filter(({ server, scenario: name }) => (server === 'product' || server === 'account') && name === scenario)
      .reduce<Summary | undefined>((most, one) => (most && most.connections > one.connections ? most : one), undefined);
  const cost = (scenario: string | undefined) => own(scenario)?.cpuMicrosWithPostgres ?? own(scenario)?.p50;
  return TARGETS.map((target) => {
    const { scenario, measure, unit } = target;
    if (measure !== 'timesOf') return { ...target, reached: own(scenario)?.[measure] };
    const [costs, unitCosts] = [cost(scenario), cost(unit)];
    return { ...target, reached: costs !== undefined && unitCosts ? costs / unitCosts : undefined };
  });
}
