import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchDatabase } from './database.ts';
import type { LoadPlan, LoadResult } from './load.ts';
import type { LoadGenerator } from './load-generator.ts';
import type { Options } from './options.ts';
import type { Scenario, World } from './scenarios.ts';
import type { Server, ServerName } from './servers.ts';
import { cpuBetween, cpuOfBackends, usageOf } from './usage.ts';

export interface Measurement extends Omit<LoadResult, 'failures'> {
  scenario: string;
  connections: number;
  round: number;
  server: ServerName;
  /** CPU time of the server process per request, in microseconds; undefined where it cannot be read. */
  cpuMicros: number | undefined;
  /** The same with the PostgreSQL processes that serve this database. */
  cpuMicrosWithPostgres: number | undefined;
  residentBytes: number | undefined;
}

export interface Bench {
  options: Options;
  database: BenchDatabase;
  load: LoadGenerator;
}

/** Answers to aborted requests are still being worked on when a run of the generator ends. */
const SETTLE_MS = 100;
const WARM_UP_SHARE = 0.25;

/** One server under one scenario's load, warmed up first. */
export async function measure(
  bench: Bench,
  scenario: Scenario,
  server: Server,
  world: World,
  connections: number,
  round: number,
): Promise<Measurement> {
  const { options, database } = bench;
  const requests = Array.from({ length: connections }, (_, index) => scenario.requests(world, index, connections));
  const common = { url: server.url, status: scenario.status, once: scenario.writes === true };
  const split = (list: unknown[]) => Math.ceil(list.length * WARM_UP_SHARE);
  const warmUp = {
    ...common,
    seconds: options.warmUpSeconds,
    requests: requests.map((list) => list.slice(0, split(list))),
  };
  const plan = { ...common, seconds: options.seconds, requests: requests.map((list) => list.slice(split(list))) };
  const measurement = await measurePlan(bench, {
    scenario: scenario.name,
    connections,
    round,
    server,
    warmUp,
    plan,
  });
  if (scenario.writes) await database.removeWritten();
  return measurement;
}

export async function measurePlan(
  { database, load }: Bench,
  task: {
    scenario: string;
    connections: number;
    round: number;
    server: Server;
    warmUp: LoadPlan;
    plan: LoadPlan;
  },
): Promise<Measurement> {
  const { scenario, connections, round, server, warmUp, plan } = task;
  await load.run(warmUp);
  await sleep(SETTLE_MS);

  const before = await usage(server, database);
  const { failures: _, ...result } = await load.run(plan);
  if (result.answers === 0) throw new Error(`no answer within ${plan.seconds} s`);
  await sleep(SETTLE_MS);
  const after = await usage(server, database);

  const cpu = before.server && after.server && after.server.cpuMicros - before.server.cpuMicros;
  const postgresCpu = cpuBetween(before.backends, after.backends);
  return {
    scenario,
    connections,
    round,
    server: server.name,
    ...result,
    cpuMicros: cpu === undefined ? undefined : cpu / result.answers,
    cpuMicrosWithPostgres:
      cpu === undefined || postgresCpu === undefined ? undefined : (cpu + postgresCpu) / result.answers,
    residentBytes: after.server?.residentBytes,
  };
}

async function usage(server: Server, database: BenchDatabase) {
  return { server: await usageOf(server.pid), backends: await cpuOfBackends(await database.backends()) };
}
