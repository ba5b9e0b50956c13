import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnServer } from '../lifecycle/server-process.ts';
import { callerOf, type Platform, SECRET } from './platform.ts';
import { freePorts } from './ports.ts';

export interface ServerProcesses {
  /** The platform as it is reached through each process: the same installation at other addresses. */
  through: Platform[];
  close(): Promise<void>;
}

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

/** `corsia serve`, as so many processes on the platform's database. The platform's tokens are good for all of them. */
export async function startServerProcesses(platform: Platform, count: number): Promise<ServerProcesses> {
  const dataDir = await mkdtemp(join(tmpdir(), 'corsia-processes-'));
  const ports = await freePorts(2 * count);
  const addresses = Array.from({ length: count }, (_, index) => ({
    account: String(ports[2 * index]),
    api: String(ports[2 * index + 1]),
  }));
  const servers = addresses.map(({ account, api }) =>
    spawnServer({
      ...environmentOf(platform, dataDir),
      HOST: 'localhost',
      RATE_LIMIT_PER_MINUTE: '1000000',
      ACCOUNT_PORT: account,
      API_PORT: api,
    }),
  );
  const close = async () => {
    for (const { child } of servers) child.kill('SIGTERM');
    await Promise.all(servers.map(({ ended }) => ended));
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await Promise.all(servers.map(({ ready }) => ready));
  } catch (error) {
    await close();
    throw error;
  }
  const through = addresses.map(({ account, api }) => {
    const apiUrl = `http://localhost:${api}`;
    return {
      ...platform,
      accountUrl: `http://localhost:${account}`,
      apiUrl,
      call: callerOf(apiUrl, platform.token),
    };
  });
  return { through, close };
}
