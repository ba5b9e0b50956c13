import type { Summary, Target } from './summary.ts';

const HEAD = [
  'scenario',
  'server',
  'req/s',
  'of floor',
  'of limit',
  'CPU µs',
  '+ PostgreSQL',
  'p50 ms',
  'p99 ms',
  'RSS MB',
];

export function renderSummaries(summaries: Summary[]): string {
  const byConnections = Map.groupBy(summaries, ({ connections }) => connections);
  return [...byConnections]
    .map(([connections, group]) => `\n${connections} connections\n${table([HEAD, ...group.map(row)])}`)
    .join('\n');
}

function row(summary: Summary): string[] {
  const { scenario, server, requestsPerSecond, ofFloor, ofLimit, p50, p99, residentBytes } = summary;
  return [
    server === 'product' || server === 'account' ? scenario : '',
    server,
    requestsPerSecond.toFixed(0),
    ofFloor?.toFixed(2) ?? '-',
    ofLimit.toFixed(3),
    summary.cpuMicros?.toFixed(0) ?? '-',
    summary.cpuMicrosWithPostgres?.toFixed(0) ?? '-',
    p50.toFixed(1),
    p99.toFixed(1),
    residentBytes === undefined ? '-' : (residentBytes / 2 ** 20).toFixed(0),
  ];
}

function table(rows: string[][]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((cells) => cells[column]!.length)));
  const texts = 2;
  return rows
    .map((cells) =>
      cells
        .map((cell, column) => (column < texts ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
        .join('  '),
    )
    .join('\n');
}

const MEASURES = {
  ofFloor: 'requests/s of the floor',
  perCpuOfLimit: 'requests per second of CPU time of the limit',
  p50: 'p50 in milliseconds',
  timesOf: 'CPU time, PostgreSQL included, in times that of',
};

export function renderTargets(targets: Target[]): string {
  const rows = targets.map(({ scenario, measure, unit, bound, value, reached }) => [
    scenario,
    unit ? `${MEASURES[measure]} ${unit}` : MEASURES[measure],
    `${bound} ${value}`,
    reached?.toFixed(3) ?? '-',
    reached === undefined
      ? 'not measured'
      : (bound === 'at least' ? reached >= value : reached <= value)
        ? 'met'
        : 'MISSED',
  ]);
  return `\nTargets at the most connections\n${table([['scenario', 'measure', 'target', 'reached', ''], ...rows])}`;
}
