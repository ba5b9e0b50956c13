import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { provisionDatabase } from '../../src/platform/database/index.ts';
import { asSuperuser } from '../harness/database.ts';
import { TEST_ROLES } from '../harness/database-server.ts';
import { freePorts } from '../harness/ports.ts';
import { runCli, type ServerProcess, spawnServer } from './server-process.ts';

const redisUrl = process.env.TEST_REDIS_URL;
const hasNginx = spawnSync('nginx', ['-v']).status === 0;
const name = `corsia_test_topology_${process.pid}`;

/** The processes of compose.yaml behind its nginx.conf, where nginx and Redis are at hand. */
describe.skipIf(!hasNginx || !redisUrl)('an account process and two of the API behind nginx', () => {
  let folder: string;
  let servers: ServerProcess[] = [];
  let nginx: { child: ChildProcess; ended: Promise<unknown> } | undefined;
  let certificate: Buffer;
  let ports: { secure: number; plain: number; account: number; apis: number[] };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'corsia-topology-'));
    const [secure, plain, health, account, first, second] = await freePorts(6);
    ports = { secure: secure!, plain: plain!, account: account!, apis: [first!, second!] };
    const { ownerUrl, applicationUrl } = await provisionDatabase(inject('superuserUrl'), {
      database: name,
      ...TEST_ROLES,
    });
    const environment = {
      CORSIA_MODE: 'production',
      CORSIA_DATA_DIR: folder,
      DATABASE_URL: applicationUrl,
      DATABASE_MIGRATION_URL: ownerUrl,
      REDIS_URL: redisUrl!,
      TRUST_PROXY: '127.0.0.1',
      ACCOUNT_URL: 'https://account.example.org',
      API_URL: 'https://api.example.org',
      COOKIE_KEYS: 'a cookie key of more than thirty-two characters',
      ENCRYPTION_KEY: 'an encryption key of more than thirty-two characters',
      SMTP_URL: 'smtps://mail.example.org',
      LOG_LEVEL: 'silent',
    };
    expect((await runCli(['migrate'], environment)).code).toBe(0);
    servers = [
      spawnServer({ ...environment, ACCOUNT_PORT: String(account) }, 'account'),
      ...ports.apis.map((port) => spawnServer({ ...environment, API_PORT: String(port) }, 'api')),
    ];
    await Promise.all(servers.map(({ ready }) => ready));
    certificate = await makeCertificate();
    await writeFile(join(folder, 'nginx.conf'), await configuration(health!));
    const child = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf'), '-g', 'daemon off;']);
    nginx = { child, ended: once(child, 'close') };
    await vi.waitFor(() => ask('api.example.org', '/health/live'), { timeout: 10_000, interval: 100 });
  }, 120_000);
  afterAll(async () => {
    nginx?.child.kill('SIGTERM');
    await nginx?.ended;
    for (const { child } of servers) child.kill('SIGTERM');
    await Promise.all(servers.map(({ ended }) => ended));
    await asSuperuser(inject('superuserUrl'), `drop database if exists ${name} with (force)`);
    await rm(folder, { recursive: true, force: true });
  });

  async function makeCertificate(): Promise<Buffer> {
    const [cert, key] = ['fullchain.pem', 'privkey.pem'].map((file) => join(folder, 'certificates', file));
    await mkdir(join(folder, 'certificates'));
    const names = 'subjectAltName=DNS:account.example.org,DNS:api.example.org';
    const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key!, '-out', cert!];
    await promisify(execFile)('openssl', [...made, '-subj', '/CN=corsia', '-addext', names]);
    return readFile(cert!);
  }

  /** The file itself, at the addresses of this test. */
  async function configuration(health: number): Promise<string> {
    const file = await readFile(new URL('../../deploy/nginx.conf', import.meta.url), 'utf8');
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
      .map((kind) => `  ${kind}_temp_path ${join(folder, kind)};`)
      .join('\n');
    return file
      .replace('pid /tmp/nginx.pid;', `pid ${join(folder, 'nginx.pid')};`)
      .replace('http {', `http {\n${temporary}`)
      .replace('account:5001', `127.0.0.1:${ports.account}`)
      .replace('api-1:5002', `127.0.0.1:${ports.apis[0]}`)
      .replace('api-2:5002', `127.0.0.1:${ports.apis[1]}`)
      .replace('127.0.0.1:8080', `127.0.0.1:${health}`)
      .replace('listen 80 ', `listen 127.0.0.1:${ports.plain} `)
      .replaceAll('listen 443 ', `listen 127.0.0.1:${ports.secure} `);
  }

  async function ask(host: string, path: string, options: { method?: string; body?: string } = {}) {
    const asked = request({
      host: '127.0.0.1',
      port: ports.secure,
      servername: host,
      ca: certificate,
      path,
      method: options.method ?? 'GET',
      headers: { host, 'content-type': 'application/x-www-form-urlencoded' },
    }).end(options.body);
    const [response] = await once(asked, 'response');
    return { status: response.statusCode as number, headers: response.headers, body: await text(response) };
  }

  test('each origin answers under its name, by https and with no weaker word on it', async () => {
    const discovery = await ask('account.example.org', '/.well-known/openid-configuration');
    expect(JSON.parse(discovery.body)).toMatchObject({ issuer: 'https://account.example.org' });
    const refused = await ask('api.example.org', '/v2/userinfo');
    expect(refused.status).toBe(401);
    for (const { headers } of [discovery, refused])
      expect(headers['strict-transport-security']).toBe('max-age=31536000');
    const plain = await fetch(`http://127.0.0.1:${ports.plain}/v2/userinfo`, { redirect: 'manual' });
    expect([plain.status, plain.headers.get('location')]).toEqual([308, 'https://127.0.0.1/v2/userinfo']);
  });

  test('while one API process stops, the other answers all', async () => {
    const [, first] = servers;
    first!.child.kill('SIGTERM');
    await first!.ended;
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask('api.example.org', '/health/ready')));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(JSON.parse(answers[0]!.body)).toMatchObject({ checks: { database: 'ok', rateLimit: 'ok' } });
  });
});
