import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Binaries } from './binaries.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { findRunningServer, readPidFile } from './postmaster.ts';
import { isAlive } from './process-alive.ts';
import { run, type SystemUser } from './run.ts';

const START_ATTEMPTS = 40;
const STOP_LIMIT_MS = 60_000;

/** The port was taken meanwhile, another process starts the server too, or the dead server's backends are still leaving. */
const PASSING_FAILURE =
  /Address already in use|lock file "postmaster.pid" already exists|pre-existing shared memory block/;

export interface Cluster {
  folder: string;
  password: string;
  binaries: Binaries;
  user: SystemUser | undefined;
}

/** Finds the server that runs on this cluster, or starts one. */
export async function ensureServer(
  cluster: Cluster,
  settings: Record<string, string>,
): Promise<{ port: number; started: boolean }> {
  for (let attempt = 1; ; attempt++) {
    const running = await findRunningServer(cluster.folder, cluster.password);
    if (running) return { port: running, started: false };
    const port = await freePort();
    const failure = await startServer(cluster, { ...settings, port: String(port) });
    if (!failure) return { port, started: true };
    if (!PASSING_FAILURE.test(failure) || attempt === START_ATTEMPTS) {
      throw new EmbeddedPostgresError(`PostgreSQL did not start: see ${logFile(cluster)}.`, new Error(failure));
    }
    await sleep(250);
  }
}

/** Stops the server: open transactions are rolled back, connections closed, data written. */
export async function stopServer({ folder, binaries, user }: Cluster): Promise<void> {
  const stopping = await readPidFile(folder);
  // not pg_ctl's -w: it would go on waiting for the server of a process that starts at this moment
  const { code, output } = await run(binaries.pgCtl, ['stop', '-D', folder, '-m', 'fast', '-W'], user);
  const deadline = Date.now() + STOP_LIMIT_MS;
  while (stopping && isAlive(stopping.pid) && (await readPidFile(folder))?.pid === stopping.pid) {
    if (code !== 0 || Date.now() > deadline) {
      throw new EmbeddedPostgresError(`PostgreSQL on ${folder} did not stop.`, new Error(output));
    }
    await sleep(20);
  }
}

/** Starts the server as a daemon and returns what went wrong, if anything. */
async function startServer(cluster: Cluster, settings: Record<string, string>): Promise<string | undefined> {
  const { folder, binaries, user } = cluster;
  const log = logFile(cluster);
  const logStart = await stat(log).then(
    ({ size }) => size,
    () => 0,
  );
  const options = Object.entries(settings).map(([name, value]) => `-c ${quote(`${name}=${value}`)}`);
  const args = ['start', '-w', '-t', '120', '-D', folder, '-l', log, '-o', options.join(' ')];
  const { code, output } = await run(binaries.pgCtl, args, user);
  if (code === 0) return undefined;
  const written = await readFile(log).catch(() => Buffer.alloc(0));
  return `${output}\n${written.subarray(logStart).toString()}`;
}

function logFile({ folder }: Cluster): string {
  return join(folder, 'server.log');
}

/** pg_ctl hands its options to a shell. */
function quote(text: string): string {
  return process.platform === 'win32' ? `"${text}"` : `'${text.replaceAll("'", `'\\''`)}'`;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
