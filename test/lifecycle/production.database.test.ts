import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { type ProvisionedUrls, provisionDatabase } from '../../src/platform/database/index.ts';
import { asSuperuser, databaseUrl } from '../harness/database.ts';
import { TEST_ROLES } from '../harness/database-server.ts';
import { freePorts } from '../harness/ports.ts';
import { runCli, type ServerProcess, spawnServer } from './server-process.ts';

const name = `corsia_test_production_${process.pid}`;
let urls: ProvisionedUrls;
let running: ServerProcess[] = [];

beforeAll(async () => {
  urls = await provisionDatabase(inject('superuserUrl'), { database: name, ...TEST_ROLES });
});
afterEach(async () => {
  for (const { child } of running) child.kill('SIGTERM');
  await Promise.all(running.map(({ ended }) => ended));
  running = [];
});
afterAll(() => asSuperuser(inject('superuserUrl'), `drop database ${name} with (force)`));

async function start(extra: Record<string, string>) {
  const [accountPort, apiPort] = await freePorts(2);
  const server = spawnServer({
    CORSIA_MODE: 'production',
    DATABASE_URL: urls.applicationUrl,
    DATABASE_MIGRATION_URL: urls.ownerUrl,
    ACCOUNT_URL: 'https://account.example.org',
    API_URL: 'https://api.example.org',
    COOKIE_KEYS: 'a cookie key of more than thirty-two characters',
    ENCRYPTION_KEY: 'an encryption key of more than thirty-two characters',
    SMTP_URL: 'smtps://mail.example.org',
    LOG_LEVEL: 'silent',
    ACCOUNT_PORT: String(accountPort),
    API_PORT: String(apiPort),
    ...extra,
  });
  running.push(server);
  return { server, accountPort, apiPort };
}

async function refusal(extra: Record<string, string>): Promise<string> {
  const { server } = await start(extra);
  expect(await server.ended).toBe(1);
  return server.output().trim().split('\n').at(-1)!;
}

test('it migrates as the owner, serves as the application role, and knows no demo account', async () => {
  const { server, accountPort } = await start({});
  await server.ready;
  expect((await fetch(`http://localhost:${accountPort}/health/ready`)).status).toBe(200);
  const home = await (await fetch(`http://localhost:${accountPort}/`)).text();
  expect(home).not.toContain('corsia-sandbox');
  const discovery = await (await fetch(`http://localhost:${accountPort}/.well-known/openid-configuration`)).json();
  expect(discovery).toMatchObject({
    issuer: 'https://account.example.org',
    token_endpoint: 'https://account.example.org/connect/token',
    userinfo_endpoint: 'https://api.example.org/v2/userinfo',
  });
});

test('while Redis is away both origins serve, and say that each process counts for itself', async () => {
  const [metricsPort] = await freePorts(1);
  const { server, accountPort, apiPort } = await start({
    REDIS_URL: 'redis://127.0.0.1:1',
    METRICS_PORT: String(metricsPort),
  });
  await server.ready;
  for (const port of [accountPort, apiPort]) {
    const response = await fetch(`http://localhost:${port}/health/ready`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ status: 'ok', checks: { database: 'ok', rateLimit: 'local' } });
  }
  const metrics = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  expect(metrics).toMatch(/^\w*rate_limit_shared 0$/m);
});

test.each([
  ['a superuser', () => databaseUrl(name), 'is a superuser'],
  ['the owner of the tables', () => urls.ownerUrl, 'owns the tables'],
])('it refuses to serve as %s', async (_who, url, reason) => {
  expect(await refusal({ DATABASE_URL: url() })).toMatch(
    new RegExp(`^DATABASE_URL must not be used in production: .*${reason}`),
  );
});

test('a schema newer than the program is one sentence', async () => {
  await asSuperuser(
    databaseUrl(name),
    `insert into schema_migrations (version, name, checksum) values (9999, 'later', '')`,
  );
  expect(await refusal({})).toMatch(/^The database has schema version 9999, newer than the \d+ this program knows/);
  await asSuperuser(databaseUrl(name), 'delete from schema_migrations where version = 9999');
});

test('tokens without a sign-in are refused', async () => {
  const { code, output } = await runCli(['sandbox', 'token', '--user', 'doctor@sandbox.test', '--app', 'sandbox-web'], {
    DATABASE_URL: urls.applicationUrl,
    ACCOUNT_URL: 'https://account.example.org',
    API_URL: 'https://api.example.org',
    COOKIE_KEYS: 'a cookie key of more than thirty-two characters',
    ENCRYPTION_KEY: 'an encryption key of more than thirty-two characters',
    SMTP_URL: 'smtps://mail.example.org',
  });
  expect({ code, output: output.trim() }).toEqual({
    code: 1,
    output: 'Tokens without a sign-in exist in sandbox mode only.',
  });
});
