import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres/index.ts';
import { freePorts } from '../harness/ports.ts';
import { type ServerProcess, spawnServer } from './server-process.ts';

let folder: string;
let dataDir: string;
let environment: Record<string, string>;
let accountPort: number;
let apiPort: number;
const servers: ServerProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'corsia-lifecycle-'));
  dataDir = join(folder, 'data');
  [accountPort, apiPort] = (await freePorts(2)) as [number, number];
  environment = { CORSIA_DATA_DIR: dataDir, ACCOUNT_PORT: String(accountPort), API_PORT: String(apiPort) };
});
afterAll(async () => {
  for (const { child } of servers) child.kill('SIGKILL');
  await startEmbeddedPostgres({ dataDir, use: 'own' }).then((postgres) => postgres.stop());
  await rm(folder, { recursive: true, force: true });
});

function start(extra: Record<string, string> = {}): ServerProcess {
  const server = spawnServer({ ...environment, ...extra });
  servers.push(server);
  return server;
}

async function refusal(extra: Record<string, string>): Promise<string> {
  const server = start(extra);
  expect(await server.ended).toBe(1);
  const lines = server
    .output()
    .trim()
    .split('\n')
    .filter((line) => !line.endsWith('…'));
  expect(lines).toHaveLength(1);
  return lines[0]!;
}

const postmasterPid = () => Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
/** PostgreSQL removes its pid file as the last thing of an orderly stop. */
const postmasterStopped = () => !existsSync(join(dataDir, 'postgres/postmaster.pid'));
const health = () =>
  Promise.all(
    [accountPort, apiPort].map((port) => fetch(`http://localhost:${port}/health/ready`).then(({ status }) => status)),
  );

test('the first start seeds, says what to try next, and Ctrl-C stops everything', async () => {
  const server = start();
  await server.ready;
  expect(server.output()).toContain('Filling sandbox-clinic');
  expect(server.output()).toContain(`http://localhost:${accountPort}`);
  expect(server.output()).toContain('npx corsia sandbox token --user doctor@sandbox.test --app sandbox-web');
  const [account, api] = [accountPort, apiPort].map((port) => `http://localhost:${port}`);
  expect(server.output()).toContain(`export ISSUER=${account} ACCOUNT_URL=${account} API_URL=${api}`);
  expect(await health()).toEqual([200, 200]);
  expect(postmasterStopped()).toBe(false);
  server.child.kill('SIGINT');
  expect(await server.ended).toBe(0);
  expect(postmasterStopped()).toBe(true);
});

test('after kill -9 the next start finds the data and the same postmaster', async () => {
  const killed = start();
  await killed.ready;
  expect(killed.output()).not.toContain('Filling');
  const postmaster = postmasterPid();
  killed.child.kill('SIGKILL');
  await killed.ended;
  expect(postmasterStopped()).toBe(false);

  const next = start();
  await next.ready;
  expect(next.output()).not.toContain('Filling');
  expect(postmasterPid()).toBe(postmaster);
  expect(await health()).toEqual([200, 200]);

  expect(await refusal({ ACCOUNT_PORT: '0', API_PORT: '0' })).toContain('Another Corsia is using the data folder');
  expect(await health()).toEqual([200, 200]);
  next.child.kill('SIGTERM');
  expect(await next.ended).toBe(0);
  expect(postmasterStopped()).toBe(true);
});

test('a taken port is one sentence, and nothing stays behind', async () => {
  const squatter = createServer().listen(0, '127.0.0.1');
  await once(squatter, 'listening');
  const { port } = squatter.address() as AddressInfo;
  expect(await refusal({ API_PORT: String(port) })).toBe(`Port ${port} is taken; stop what uses it or set API_PORT.`);
  squatter.close();
});

test('a data folder that cannot be used is one sentence', async () => {
  const file = join(folder, 'a-file');
  await writeFile(file, '');
  expect(await refusal({ CORSIA_DATA_DIR: join(file, 'data') })).toContain(file);
});

test('an unreachable database is one sentence without the password', async () => {
  const sentence = await refusal({
    CORSIA_MODE: 'sandbox',
    DATABASE_URL: 'postgres://someone:hush@127.0.0.1:1/nothing',
  });
  expect(sentence).toMatch(/^Cannot reach PostgreSQL at 127\.0\.0\.1:1: /);
  expect(sentence).not.toContain('hush');
});

test('a setting that cannot be used is one sentence', async () => {
  expect(await refusal({ CORSIA_MODE: 'demo' })).toBe('CORSIA_MODE must be one of sandbox, production, not "demo".');
});
