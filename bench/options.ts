import { parseArgs } from 'node:util';

export interface Options {
  /** Superuser URL of a PostgreSQL server; undefined starts the embedded one. */
  databaseUrl: string | undefined;
  patients: number;
  /** Patients of the large clinic, and appointments; far in its lists lie nine tenths of them. */
  rows: number;
  /** Clinics side by side, of a thousand patients each. */
  tenants: number;
  /** Of one measurement, warm-up not counted. */
  seconds: number;
  warmUpSeconds: number;
  rounds: number;
  connections: readonly number[];
  /** Whether a scenario is wanted, by its name. */
  wants(scenario: string): boolean;
}

/** `--only a,b-*` measures these scenarios. `--quick` shows in under a minute that everything works; its figures mean little. */
export function readOptions(args: string[], environment: NodeJS.ProcessEnv): Options {
  const { quick, only } = parseArgs({
    args,
    options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } },
  }).values;
  const number = (name: string, fallback: number) => {
    const value = Number(environment[name] || fallback);
    if (!(value > 0)) throw new Error(`${name} must be a number above 0, not "${environment[name]}".`);
    return value;
  };
  return {
    databaseUrl: environment.BENCH_DATABASE_URL || undefined,
    patients: quick ? 5_000 : 100_000,
    rows: quick ? 50_000 : 1_000_000,
    tenants: quick ? 50 : 1_000,
    seconds: number('BENCH_SECONDS', quick ? 0.3 : 3),
    warmUpSeconds: quick ? 0.2 : 1,
    rounds: number('BENCH_ROUNDS', quick ? 1 : 3),
    connections: quick ? [20] : [10, 50],
    wants: (scenario) => only === undefined || only.split(',').some((name) => matches(name, scenario)),
  };
}

function matches(name: string, scenario: string): boolean {
  return name.endsWith('*') ? scenario.startsWith(name.slice(0, -1)) : scenario === name;
}
