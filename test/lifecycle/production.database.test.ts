import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type SecureContextOptions } from 'node:tls';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
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

describe('with a certificate of its own', () => {
  let ports: number[];
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'corsia-tls-'));
    const [TLS_CERT_FILE, TLS_KEY_FILE] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
    const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', TLS_KEY_FILE, '-out', TLS_CERT_FILE];
    await promisify(execFile)('openssl', [...made, ...subject]);
    certificate = await readFile(TLS_CERT_FILE);
    const { server, accountPort, apiPort } = await start({ TLS_CERT_FILE, TLS_KEY_FILE });
    kept = running.splice(0);
    await server.ready;
    ports = [accountPort!, apiPort!];
    await rm(folder, { recursive: true });
  });
  afterAll(async () => {
    for (const { child } of kept) child.kill('SIGTERM');
    await Promise.all(kept.map(({ ended }) => ended));
  });
  let certificate: Buffer;
  let kept: ServerProcess[] = [];

  /** @returns the protocol and the suite that were agreed on, or why none was */
  function shakeHands(port: number, options: SecureContextOptions): Promise<string> {
    return new Promise((resolve) => {
      const socket = connect({ host: 'localhost', port, ca: certificate, servername: 'localhost', ...options });
      socket.on('secureConnect', () => {
        resolve(`${socket.getProtocol()} ${socket.getCipher().name}`);
        socket.destroy();
      });
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    });
  }

  test.each([
    ['TLS 1.3', { minVersion: 'TLSv1.3' }, /^TLSv1\.3 TLS_AES_/],
    ['TLS 1.2 with a modern suite', { maxVersion: 'TLSv1.2' }, /^TLSv1\.2 ECDHE-RSA-AES\d+-GCM-SHA\d+$/],
    ['TLS 1.1', { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' }, /PROTOCOL_VERSION/],
    ['a suite without forward secrecy', { maxVersion: 'TLSv1.2', ciphers: 'AES256-GCM-SHA384' }, /HANDSHAKE_FAILURE/],
    ['a suite with CBC', { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES128-SHA256' }, /HANDSHAKE_FAILURE/],
  ] as const)('%s: both origins', async (_what, options, outcome) => {
    for (const port of ports) expect(await shakeHands(port, options)).toMatch(outcome);
  });

  test.each([
    [0, '/', 'a page'],
    [0, '/no/such/page', 'a page that is not there'],
    [0, '/.well-known/openid-configuration', 'the protocol'],
    [1, '/v2/userinfo', 'a refusal of the API'],
    [1, '/swagger/docs/v2', 'the OpenAPI document'],
    [1, '/%', 'an address that is none'],
  ])('%i%s tells to come back by https: %s', async (origin, path) => {
    const asked = request({ host: 'localhost', port: ports[origin]!, path, ca: certificate }).end();
    const [response] = await once(asked, 'response');
    response.resume();
    expect(response.headers['strict-transport-security']).toBe('max-age=31536000');
  });
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
