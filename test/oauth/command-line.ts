import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Platform, SECRET } from '../harness/platform.ts';
import { runCli } from '../lifecycle/server-process.ts';

/** The environment in which `corsia` is of the same installation as the platform. */
export function environmentOf(platform: Platform, dataDir: string): Record<string, string> {
  return {
    CORSIA_MODE: 'sandbox',
    CORSIA_DATA_DIR: dataDir,
    DATABASE_URL: platform.applicationUrl,
    DATABASE_MIGRATION_URL: platform.ownerUrl,
    ACCOUNT_URL: platform.accountUrl,
    API_URL: platform.apiUrl,
    ENCRYPTION_KEY: SECRET,
    COOKIE_KEYS: SECRET,
  };
}

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
