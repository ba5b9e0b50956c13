import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePorts } from '../test/harness/ports.ts';

/** `floor-again` is `floor` once more: how far the two differ is the noise of the machine. */
export const SERVERS = ['product', 'floor', 'floor-again', 'limit', 'account'] as const;
export type ServerName = (typeof SERVERS)[number];

export interface Server {
  name: ServerName;
  pid: number;
  url: string;
  /** What it wrote to stderr before it ended; undefined while it runs. */
  lastWords(): string | undefined;
}

export interface ServerSettings {
  applicationUrl: string;
  /** What the limit answers. */
  body: string;
}

const POOL_SIZE = '10';
const START_LIMIT_MS = 20_000;

export interface ProductUrls {
  accountUrl: string;
  apiUrl: string;
}

type OnClose = (close: () => Promise<void>) => void;

/** `corsia serve` for each origin, with the settings of production, but for the sandbox that gives it a clinic and a token. */
export async function startProduct(
  applicationUrl: string,
  encryptionKey: string,
  onClose: OnClose,
): Promise<{ api: Server; account: Server } & ProductUrls> {
  const [accountPort, apiPort] = await freePorts(2);
  const dataDir = await mkdtemp(join(tmpdir(), 'corsia-bench-product-'));
  onClose(() => rm(dataDir, { recursive: true, force: true }));
  const serve = (name: ServerName, origin: string, port: number) =>
    start(name, [join(import.meta.dirname, '../bin/corsia.js'), 'serve', origin], port, onClose, {
      CORSIA_MODE: 'sandbox',
      CORSIA_DATA_DIR: dataDir,
      DATABASE_URL: applicationUrl,
      DATABASE_POOL_SIZE: POOL_SIZE,
      ENCRYPTION_KEY: encryptionKey,
      LOG_LEVEL: 'info',
      RATE_LIMIT_PER_MINUTE: '1000000',
      TOKEN_RATE_LIMIT_PER_MINUTE: '1000000',
      ACCOUNT_PORT: String(accountPort),
      API_PORT: String(apiPort),
    });
  return {
    api: await serve('product', 'api', apiPort!),
    account: await serve('account', 'account', accountPort!),
    accountUrl: `http://localhost:${accountPort}`,
    apiUrl: `http://localhost:${apiPort}`,
  };
}

/** The servers to compare with; each answers the product's requests, byte for byte the same. */
export async function startOthers(settings: ServerSettings, onClose: OnClose): Promise<Server[]> {
  const names = SERVERS.filter((name) => name !== 'product' && name !== 'account');
  const ports = await freePorts(names.length);
  return Promise.all(
    names.map((name, index) => {
      const program = join(import.meta.dirname, 'servers', name === 'limit' ? 'limit.ts' : 'floor.ts');
      return start(name, [program], ports[index]!, onClose, {
        PORT: String(ports[index]),
        BODY: settings.body,
        DATABASE_URL: settings.applicationUrl,
        DATABASE_POOL_SIZE: POOL_SIZE,
      });
    }),
  );
}

async function start(
  name: ServerName,
  args: string[],
  port: number,
  onClose: OnClose,
  environment: Record<string, string>,
): Promise<Server> {
  // Of the surroundings only what programs need to run: no setting of the shell may reach one server and not another.
  const { PATH, HOME, SystemRoot } = process.env;
  const child = spawn(process.execPath, args, {
    env: { PATH, HOME, SystemRoot, NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaints = '';
  child.stderr.on('data', (chunk) => {
    complaints = (complaints + chunk).slice(-2_000);
  });
  const ended = () => child.exitCode !== null || child.signalCode !== null;
  onClose(async () => {
    if (ended()) return;
    const exit = once(child, 'exit');
    child.kill();
    await exit;
  });
  const url = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + START_LIMIT_MS;
  while (!(await answers(url))) {
    if (ended()) throw new Error(`The server ${name} ended: ${complaints}`);
    if (Date.now() > deadline) throw new Error(`The server ${name} does not listen: ${complaints}`);
    await sleep(50);
  }
  return {
    name,
    pid: child.pid!,
    url,
    lastWords: () => (ended() ? `${child.signalCode ?? child.exitCode} ${complaints}` : undefined),
  };
}

async function answers(url: string): Promise<boolean> {
  return fetch(`${url}/health/live`).then(
    async (response) => (await response.arrayBuffer()) !== undefined,
    () => false,
  );
}
