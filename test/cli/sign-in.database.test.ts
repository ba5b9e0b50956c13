import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newBrowser } from '../accounts/accounts.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { runCli } from '../lifecycle/server-process.ts';
import { connect, typeCode } from '../oauth/device.ts';
import { sql } from '../oauth/sql.ts';

let platform: Platform;
let store: string;
beforeAll(async () => {
  platform = await startPlatform();
  store = join(await mkdtemp(join(tmpdir(), 'corsia-sign-in-')), 'store');
});
afterAll(async () => {
  await rm(join(store, '..'), { recursive: true, force: true });
  await platform.close();
});

const corsia = (...args: string[]) => runCli([...args, '--store', store], {});

test('before a sign-in there is nothing to call with', async () => {
  expect(await corsia('api', 'get', 'patients')).toEqual({ code: 1, output: 'Nobody has signed in.\n' });
  expect(await corsia('logout')).toEqual({ code: 0, output: 'Nobody was signed in.\n' });
});

test('login waits until the code is confirmed, and keeps tokens that nobody else can read', async () => {
  const program = join(import.meta.dirname, '../../bin/corsia.js');
  const child = spawn(process.execPath, [program, 'login', platform.accountUrl, '--store', store, '--json']);
  const code = Promise.withResolvers<string>();
  let shown = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    shown += text;
    const [, found] = /confirm the code (\S+)/.exec(shown) ?? [];
    if (found) code.resolve(found);
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  const ended = once(child, 'close');
  ended.then(() => code.reject(new Error(shown)));
  const agent = newBrowser(platform);
  await connect(agent, await typeCode(agent, await code.promise), []);
  const [exitCode] = await ended;
  expect(exitCode, shown).toBe(0);
  expect(JSON.parse(output)).toMatchObject({
    user: { email: 'doctor@sandbox.test' },
    tenantId: 'sandbox-clinic',
    scopes: expect.arrayContaining(['giponext.patients', 'giponext.invoices']),
  });
  const files = await readdir(store);
  expect(files.sort()).toEqual(['key', 'sign-in.json', 'tokens']);
  for (const file of files) expect((await stat(join(store, file))).mode & 0o777, file).toBe(0o600);
  expect(await readFile(join(store, 'tokens'), 'utf8')).not.toContain('accessToken');
}, 30_000);

test('api reads and writes in the clinic of that person, and fails as the API does', async () => {
  const made = await corsia('api', 'post', 'patients', '--data', '{"firstName":"Ada","lastName":"Comando"}');
  expect(made.code, made.output).toBe(0);
  const { id, version } = JSON.parse(made.output);
  const [listed, changed, whoami, missing, elsewhere, wrong] = await Promise.all([
    corsia('api', 'get', 'patients?q=comando'),
    corsia(
      'api',
      'patch',
      `patients/${id}`,
      '--data',
      '{"lastName":"Altro"}',
      '--header',
      `If-Match: "${version + 7}"`,
    ),
    corsia('api', 'get', '/v2/userinfo', '--include'),
    corsia('api', 'get', 'patients/999999999'),
    corsia('api', 'get', '//evil.example/v2/userinfo'),
    corsia('api', 'steal', 'patients'),
  ]);
  expect(JSON.parse(listed.output)).toMatchObject({ items: [{ id, lastName: 'Comando' }] });
  expect(changed.code).toBe(1);
  expect(changed.output).toMatch(/"error":"version_conflict".*\n409 Conflict\n$/s);
  expect(whoami.code).toBe(0);
  expect(whoami.output).toMatch(/^200 OK\n.*x-request-id: .*doctor@sandbox\.test/s);
  expect(missing.code).toBe(1);
  expect(missing.output).toContain('"error":"not_found"');
  expect(elsewhere).toMatchObject({ code: 2, output: expect.stringMatching(/^The path must be one of the API\./) });
  expect(wrong).toMatchObject({ code: 2, output: expect.stringMatching(/^A method is needed/) });
}, 30_000);

test('logout ends it here and at the server', async () => {
  expect(await corsia('logout')).toEqual({ code: 0, output: `Signed out of ${platform.accountUrl}.\n` });
  expect(await readdir(store)).toEqual(['key']);
  expect(await corsia('api', 'get', 'patients')).toEqual({ code: 1, output: 'Nobody has signed in.\n' });
  expect(await sql(platform, `select from grants where client_id = 'sandbox-device'`)).toEqual([]);
});
