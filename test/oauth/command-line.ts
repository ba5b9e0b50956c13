import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Platform } from '../harness/platform.ts';
import { environmentOf } from '../harness/server-processes.ts';
import { runCli } from '../lifecycle/server-process.ts';

export interface CommandLine {
  run(...args: string[]): Promise<{ code: number; output: string }>;
  close(): Promise<void>;
}

/** `corsia` as a program of its own, beside the running platform. */
export async function openCommandLine(platform: Platform): Promise<CommandLine> {
  const dataDir = await mkdtemp(join(tmpdir(), 'corsia-cli-'));
  return {
    run: (...args) => runCli(args, environmentOf(platform, dataDir)),
    close: () => rm(dataDir, { recursive: true, force: true }),
  };
}
