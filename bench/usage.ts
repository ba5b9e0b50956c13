import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

export interface Usage {
  command: string;
  cpuMicros: number;
  residentBytes: number;
}

/** CPU time (user and system) and resident memory of a process; undefined when it is gone or cannot be seen. */
export async function usageOf(pid: number): Promise<Usage | undefined> {
  if (process.platform === 'linux') return usageFromProc(pid).catch(() => undefined);
  if (process.platform === 'darwin') return usageFromPs(pid).catch(() => undefined);
  return undefined;
}

const MICROS_PER_TICK = 10_000;

/** proc(5): the fields behind the command's closing parenthesis begin with the third. */
async function usageFromProc(pid: number): Promise<Usage> {
  const [stat, status] = await Promise.all([
    readFile(`/proc/${pid}/stat`, 'utf8'),
    readFile(`/proc/${pid}/status`, 'utf8'),
  ]);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return {
    command: stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')')),
    cpuMicros: (Number(fields[11]) + Number(fields[12])) * MICROS_PER_TICK,
    residentBytes: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024,
  };
}

async function usageFromPs(pid: number): Promise<Usage> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'time=,rss=,comm=', '-p', String(pid)]);
  const [time, kilobytes, ...command] = stdout.trim().split(/\s+/);
  const seconds = time!.split(':').reduce((total, part) => total * 60 + Number(part), 0);
  return { command: command.join(' '), cpuMicros: seconds * 1e6, residentBytes: Number(kilobytes) * 1024 };
}

/** CPU time of each of these PostgreSQL processes; of none when they run on another machine or in a container. */
export async function cpuOfBackends(pids: number[]): Promise<Map<number, number>> {
  const usages = await Promise.all(pids.map(async (pid) => [pid, await usageOf(pid)] as const));
  return new Map(
    usages.flatMap(([pid, usage]) => (usage?.command.includes('postgres') ? [[pid, usage.cpuMicros] as const] : [])),
  );
}

/** What the processes of `after` used since `before`; undefined when none could be read. */
export function cpuBetween(before: Map<number, number>, after: Map<number, number>): number | undefined {
  if (after.size === 0) return undefined;
  return [...after].reduce((total, [pid, micros]) => total + micros - (before.get(pid) ?? 0), 0);
}
