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
  measure: 'ofFloor' | 'perCpuOfLimit';
  atLeast: number;
  reached: number | undefined;
}

const TARGETS: readonly Omit<Target, 'reached'>[] = [
  { scenario: 'get-one', measure: 'ofFloor', atLeast: 0.6 },
  { scenario: 'list-50', measure: 'ofFloor', atLeast: 0.75 },
  { scenario: 'search-20', measure: 'ofFloor', atLeast: 0.75 },
  { scenario: 'create', measure: 'ofFloor', atLeast: 0.6 },
  { scenario: 'poll-304', measure: 'perCpuOfLimit', atLeast: 0.5 },
  { scenario: 'refresh', measure: 'perCpuOfLimit', atLeast: 0.015 },
];

/** What the product should reach at the greatest number of connections. */
export function targetsOf(summaries: Summary[]): Target[] {
  const most = Math.max(...summaries.map(({ connections }) => connections));
  return TARGETS.map((target) => ({
    ...target,
    reached: summaries.find(
      ({ server, scenario, connections }) =>
        (server === 'product' || server === 'account') && scenario === target.scenario && connections === most,
    )?.[target.measure],
  }));
}
