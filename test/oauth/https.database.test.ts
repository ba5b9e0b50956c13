import { once } from 'node:events';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildAccount } from '../../src/account/app.ts';
import { clinicCatalogue } from '../../src/api/catalogue/clinic-catalogue.ts';
import { findPatient, findPatients } from '../../src/api/patients/patient-choice.service.ts';
import { createSealer } from '../../src/platform/crypto.ts';
import { fillNewClinic } from '../../src/sandbox/index.ts';
import { createTestDatabase, type TestDatabase } from '../harness/database.ts';
import { SECRET } from '../harness/platform.ts';

/** As in production: behind a proxy that ends TLS, under a public https address. */
let testDatabase: TestDatabase;
let account: FastifyInstance;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  account = await buildAccount({
    database: testDatabase.database,
    logger: pino({ level: 'silent' }),
    sealer: createSealer(SECRET),
    cookieKeys: [SECRET],
    accountUrl: 'https://account.clinic.example',
    apiUrl: 'https://api.clinic.example',
    trustProxy: false,
    fillNewClinic,
    clinicCatalogue,
    patients: { findPatients, findPatient },
    resetClinic: async () => {},
  });
  await account.listen({ host: 'localhost', port: 0 });
});
afterAll(async () => {
  await account.close();
  await testDatabase.drop();
});

async function ask(path: string, host = 'account.clinic.example') {
  const { port } = account.server.address() as AddressInfo;
  const asked = request({ host: 'localhost', port, path, headers: { host, accept: 'text/html' } }).end();
  const [response] = await once(asked, 'response');
  let body = '';
  for await (const chunk of response.setEncoding('utf8')) body += chunk;
  return { headers: response.headers, body };
}

const authorize = `/connect/authorize?${new URLSearchParams({
  response_type: 'code',
  client_id: 'sandbox-web',
  redirect_uri: 'http://localhost:3000/callback',
  scope: 'openid',
})}`;

test('cookies travel over https only', async () => {
  const cookies = [
    ...(await ask(authorize)).headers['set-cookie'],
    ...(await ask('/connect/endsession')).headers['set-cookie'],
    ...(await ask('/?ui_locales=it')).headers['set-cookie'],
  ];
  expect(cookies.map((cookie: string) => cookie.split('=')[0])).toEqual(
    expect.arrayContaining(['_interaction', '_interaction_resume', '_session', 'corsia_language']),
  );
  for (const cookie of cookies) expect(cookie).toMatch(/; secure/i);
});

test.each(['account.clinic.example', 'localhost', 'evil.example'])(
  'addresses are the public ones, by %s',
  async (host) => {
    const { body } = await ask('/.well-known/openid-configuration', host);
    const metadata = JSON.parse(body) as Record<string, unknown>;
    for (const [name, value] of Object.entries(metadata)) {
      if (!/_(endpoint|uri)$/.test(name)) continue;
      expect(value, name).toMatch(/^https:\/\/(account|api)\.clinic\.example\//);
    }
    expect(metadata.issuer).toBe('https://account.clinic.example');
  },
);

test('no page shows demo accounts outside a sandbox', async () => {
  expect((await ask('/')).body).not.toContain('corsia-sandbox');
});
