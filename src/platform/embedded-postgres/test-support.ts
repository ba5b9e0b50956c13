import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, readlink, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { type EmbeddedPostgres, type EmbeddedPostgresOptions, startEmbeddedPostgres } from './index.ts';
import { isAlive } from './process-alive.ts';
import type { SystemUser } from './run.ts';
import { connect } from './superuser.ts';

export const isRoot = process.getuid?.() === 0;
export const nobody: SystemUser = { uid: 65_534, gid: 65_534 };

interface ChildArguments {
  dataDir: string;
  use?: 'own' | 'attach';
  /** This folder or a copy of it. */
  source?: string;
  user?: SystemUser;
}

/** A folder that ends with the test, together with the server in its `data` folder. */
export async function temporaryFolder(mode = 0o755): Promise<string> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'corsia-postgres-'));
  await chmod(folder, mode);
  onTestFinished(async () => {
    await destroyCluster(join(folder, 'data', 'postgres'));
    await rm(folder, { recursive: true, force: true });
  });
  return folder;
}

export async function temporaryDataDir(): Promise<string> {
  return join(await temporaryFolder(), 'data');
}

/** Starts without durability and stops at the end of the test. */
export async function start(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ durable: false, settings: { shared_buffers: '16MB' }, ...options });
  onTestFinished(() => postgres.stop());
  return postgres;
}

/** Starts in another process. */
export async function startInChild(
  args: ChildArguments,
): Promise<{ child: ChildProcess; superuserUrl: string; created: boolean }> {
  const child = spawnChild(args);
  const { error, ...started } = await readReport(child);
  if (error) throw new Error(error.message);
  return { child, ...started };
}

/** What another process says when it cannot start. */
export async function refusalInChild(args: ChildArguments): Promise<{ name: string; message: string } | undefined> {
  return (await readReport(spawnChild(args))).error;
}

export function spawnChild({ dataDir, use = 'own', source = import.meta.dirname, user }: ChildArguments): ChildProcess {
  const child = spawn(process.execPath, [join(source, 'child.fixture.ts'), dataDir, use], {
    stdio: ['ignore', 'pipe', 'inherit'],
    // a process group of its own, for kill()
    detached: true,
    cwd: '/',
    ...user,
  });
  onTestFinished(() => kill(child));
  return child;
}

async function readReport(child: ChildProcess): Promise<{
  superuserUrl: string;
  created: boolean;
  error?: { name: string; message: string };
}> {
  const [line] = (await once(createInterface(child.stdout!), 'line')) as [string];
  return JSON.parse(line);
}

/** Kills the process and the children in its group, not the daemon it left. */
export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  process.kill(-child.pid!, 'SIGKILL');
  await once(child, 'exit');
}

export async function query<Row>(url: string, sql: string): Promise<Row[]> {
  const client = await connect(url);
  try {
    return (await client.query(sql)).rows as Row[];
  } finally {
    await client.end();
  }
}

export async function postmasterPid(dataDir: string): Promise<number> {
  return Number.parseInt(await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10);
}

export async function killPostmaster(pid: number): Promise<void> {
  process.kill(pid, 'SIGKILL');
  await until(() => isGone(pid));
}

export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; !(await condition()); waited += 20) {
    if (waited > 10_000) throw new Error('waited 10 s in vain');
    await sleep(20);
  }
}

/** A zombie counts as gone: nobody reaps orphans in some containers. */
async function isGone(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return !isAlive(pid) || status.includes(') Z ');
}

async function destroyCluster(cluster: string): Promise<void> {
  const elsewhere = await readlink(cluster).catch(() => undefined);
  const files = await readdir(cluster).catch((): string[] => []);
  if (files.includes('postmaster.pid')) {
    const pid = Number.parseInt(await readFile(join(cluster, 'postmaster.pid'), 'utf8'), 10);
    if (files.includes('superuser-password') && isAlive(pid)) {
      process.kill(pid, 'SIGQUIT');
      await until(() => isGone(pid));
    }
  }
  if (elsewhere) await rm(elsewhere, { recursive: true, force: true });
}
