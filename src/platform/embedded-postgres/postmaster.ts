import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { isAlive } from './process-alive.ts';
import { run } from './run.ts';
import { connect, superuserUrl } from './superuser.ts';

/** Crash recovery may have a lot to replay. */
const ANSWER_LIMIT_MS = 120_000;

/** cannot_connect_now (starting or stopping), admin_shutdown, too_many_connections. */
const PASSING_REFUSALS = ['57P03', '57P01', '53300'];

interface Postmaster {
  pid: number;
  port: number;
}

/**
 * The port of the server that runs on this cluster, once it answers; undefined when none runs. A postmaster.pid whose
 * process id now belongs to another program is removed, because PostgreSQL would refuse to start beside it.
 */
export async function findRunningServer(cluster: string, password: string): Promise<number | undefined> {
  const deadline = Date.now() + ANSWER_LIMIT_MS;
  for (;;) {
    const postmaster = await readPidFile(cluster);
    if (!postmaster || !isAlive(postmaster.pid)) return undefined;
    const refusal = await tryConnecting(superuserUrl(password, postmaster.port));
    if (!refusal) return postmaster.port;
    if (!(await mayBePostmasterOf(cluster, postmaster.pid))) {
      const unchanged = (await readPidFile(cluster))?.pid === postmaster.pid;
      if (unchanged) await rm(pidFile(cluster), { force: true });
      continue;
    }
    const final = refusal instanceof pg.DatabaseError && !PASSING_REFUSALS.includes(refusal.code ?? '');
    if (final || Date.now() > deadline) {
      throw new EmbeddedPostgresError(
        `PostgreSQL runs on ${cluster} (process ${postmaster.pid}) but lets nobody in: stop that process and start again.`,
        refusal,
      );
    }
    await sleep(100);
  }
}

function pidFile(cluster: string): string {
  return join(cluster, 'postmaster.pid');
}

export async function readPidFile(cluster: string): Promise<Postmaster | undefined> {
  const lines = (await readFile(pidFile(cluster), 'utf8').catch(() => '')).split('\n');
  const pid = Number.parseInt(lines[0]!, 10);
  return pid > 0 ? { pid, port: Number(lines[3]) } : undefined;
}

async function tryConnecting(url: string): Promise<Error | undefined> {
  try {
    const client = await connect(url);
    await client.end();
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

async function mayBePostmasterOf(cluster: string, pid: number): Promise<boolean> {
  if (process.platform === 'win32') return true;
  const commandLine =
    process.platform === 'linux'
      ? await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
      : (await run('ps', ['-o', 'command=', '-p', String(pid)])).output;
  return `${commandLine.replaceAll('\0', ' ').trim()} `.includes(`-D ${cluster} `);
}
