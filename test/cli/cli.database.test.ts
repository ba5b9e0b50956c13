import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { environmentOf } from '../harness/server-processes.ts';
import { runCli } from '../lifecycle/server-process.ts';

let platform: Platform;
let client: pg.Client;
/** Of the manager, until the mail with it has been seen. */
let invitation: string;
let environment: Record<string, string>;
beforeAll(async () => {
  platform = await startPlatform();
  client = new pg.Client({ connectionString: platform.superuserUrl });
  await client.connect();
  environment = environmentOf(platform, await mkdtemp(join(tmpdir(), 'corsia-cli-')));
});
afterAll(async () => {
  await client.end();
  await rm(environment.CORSIA_DATA_DIR!, { recursive: true, force: true });
  await platform.close();
});

const corsia = (...args: string[]) => runCli(args, environment);
const rows = async (sql: string, values: unknown[] = []) => (await client.query(sql, values)).rows;

/** Follows a link, as its reader does. @returns the page that it leads to */
async function setPassword(link: string, password: string): Promise<Response> {
  const page = await fetch(link);
  expect(page.status).toBe(200);
  const cookie = page.headers.getSetCookie().map((one) => one.split(';')[0]);
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(await page.text())![1]!;
  return fetch(link, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: cookie.join('; '), origin: platform.accountUrl },
    body: new URLSearchParams({ xsrf, password }),
  });
}

test('admin create makes an administrator whose link sets the password once, and keeps who did it', async () => {
  const email = 'anna@first.test';
  const made = await corsia('admin', 'create', '--email', ' Anna@First.test', '--name', 'Anna Bianchi', '--json');
  expect(made.code, made.output).toBe(0);
  const { userId, link } = JSON.parse(made.output);
  expect(
    await rows('select email, name, administrator, tenant_id, password_hash from users where id = $1', [userId]),
  ).toEqual([{ email, name: 'Anna Bianchi', administrator: true, tenant_id: null, password_hash: null }]);
  expect((await setPassword(link, 'Lungo quanto basta 42')).status).toBe(303);
  expect((await fetch(link)).status).toBe(410);
  expect(
    await rows('select actor_id, acting_as, action, reason, detail from console_actions where user_id = $1', [userId]),
  ).toEqual([
    {
      actor_id: 'corsia admin create',
      acting_as: 'administrator',
      action: 'administrator.made',
      reason: 'On the command line of the server.',
      detail: { email },
    },
  ]);
});

test('admin create refuses a taken address, unless somebody is to become an administrator', async () => {
  const args = ['admin', 'create', '--email', 'doctor@sandbox.test', '--name', 'Dario'];
  const [refused, wrong] = await Promise.all([corsia(...args), corsia('admin', 'create', '--email', 'nobody')]);
  expect(refused).toEqual({
    code: 1,
    output: expect.stringMatching(/^There is an account for doctor@sandbox.test already; use --grant .*\n$/),
  });
  expect(wrong).toMatchObject({ code: 2, output: expect.stringMatching(/^--email must be an e-mail address/) });
  const granted = await corsia(...args, '--grant', '--json');
  expect(JSON.parse(granted.output)).toEqual({
    userId: 'sandbox-doctor',
    email: 'doctor@sandbox.test',
    granted: 'known',
  });
  expect(await rows(`select name, administrator, tenant_id from users where id = 'sandbox-doctor'`)).toEqual([
    { name: 'Dario Medici', administrator: true, tenant_id: 'sandbox-clinic' },
  ]);
});

test('tenant create makes a clinic with roles and a manager, whose link opens the account', async () => {
  const made = await corsia(
    ...['tenant', 'create', '--name', 'Centro Città Alta', '--manager', 'capo@alta.test', '--json'],
  );
  expect(made.code, made.output).toBe(0);
  const { id, manager } = JSON.parse(made.output);
  invitation = manager.link;
  expect(id).toBe('centro-citta-alta');
  expect(await rows('select name, sandbox from tenants where id = $1', [id])).toEqual([
    { name: 'Centro Città Alta', sandbox: false },
  ]);
  const roles = await rows(
    `select r.key, count(p.permission)::int as permissions from roles r join role_permissions p on p.tenant_id = r.tenant_id and p.role_key = r.key
      where r.tenant_id = $1 group by r.key order by r.key`,
    [id],
  );
  const those = await rows(
    `select role_key as key, count(*)::int as permissions from role_permissions where tenant_id = 'other-clinic' group by 1 order by 1`,
  );
  expect(roles).toEqual(those);
  expect(roles.length).toBeGreaterThan(4);
  expect((await setPassword(manager.link, 'Lungo quanto basta 42')).status).toBe(303);
  const token = await platform.token({ email: 'capo@alta.test' });
  const answer = await platform.call('GET', `/v2/tenants/${id}/patients`, { token });
  expect(await answer.json()).toMatchObject({ items: [] });
});

test('of two that make the same clinic at once one wins, and nothing is left of the other', async () => {
  const create = (manager: string) =>
    corsia('tenant', 'create', '--name', 'Due', '--id', 'due', '--sandbox', '--manager', manager);
  const outcomes = await Promise.all([create('uno@due.test'), create('due@due.test')]);
  expect(outcomes.map(({ code }) => code).sort()).toEqual([0, 1]);
  expect(outcomes.find(({ code }) => code === 1)!.output).toBe('There is a clinic due already.\n');
  expect(await rows(`select email like '%@due.test' as mine, role_key from users where tenant_id = 'due'`)).toEqual([
    { mine: true, role_key: 'manager' },
  ]);
  expect(await rows(`select count(*)::int as patients from patients where tenant_id = 'due'`)).toEqual([
    { patients: 100 },
  ]);
});

test('tenant create refuses ids that cannot stand in a path, and managers who have a clinic', async () => {
  const [id, manager] = await Promise.all([
    corsia('tenant', 'create', '--name', 'X', '--id', '../x', '--manager', 'x@x.test'),
    corsia('tenant', 'create', '--name', 'Ancora', '--manager', 'manager@other.test'),
  ]);
  expect(id).toMatchObject({ code: 2, output: expect.stringMatching(/^--id must have lower-case letters/) });
  expect(manager).toEqual({
    code: 1,
    output: 'There is an account for manager@other.test already; a person belongs to one clinic.\n',
  });
  expect(await rows(`select id from tenants where id in ('ancora', '../x')`)).toEqual([]);
});

const SUBJECT = 'Il suo account per Centro Città Alta su Corsia';

test('the invitation was sent by mail, too', async () => {
  const invited = async () => (await platform.outbox.list()).filter(({ subject }) => subject === SUBJECT);
  await expect.poll(invited, { timeout: 10_000 }).toHaveLength(1);
  expect((await invited())[0]).toMatchObject({
    to: 'capo@alta.test',
    text: expect.stringContaining(invitation),
  });
});

test('sandbox reset does the same for any sandbox, and for no other clinic', async () => {
  const content = `select first_name, last_name, fiscal_code from patients where tenant_id = 'other-clinic' order by 1, 2, 3`;
  const original = await rows(content);
  await rows(`update patients set first_name = 'Cambiata' where tenant_id = 'other-clinic'`);
  await rows(`insert into tenants (id, name, sandbox) values ('vera', 'Clinica Vera', false)`);
  const [done, real, unknown] = await Promise.all([
    corsia('sandbox', 'reset', '--tenant', 'other-clinic', '--json'),
    corsia('sandbox', 'reset', '--tenant', 'vera'),
    corsia('sandbox', 'reset', '--tenant', 'nessuna'),
  ]);
  expect(done).toEqual({ code: 0, output: '{"tenant":"other-clinic","reset":true}\n' });
  expect(await rows(content)).toEqual(original);
  expect(real).toEqual({ code: 1, output: 'Only a sandbox clinic can be reset.\n' });
  expect(unknown).toEqual({ code: 1, output: 'There is no clinic nessuna.\n' });
});

test('doctor finds nothing wrong here, and names what to fix of each thing that is', async () => {
  const unwell = { ...environment, SMTP_URL: 'smtp://127.0.0.1:1', REDIS_URL: 'redis://127.0.0.1:1' };
  const production = { CORSIA_MODE: 'production', DATABASE_URL: platform.applicationUrl };
  const [well, ill, misconfigured] = await Promise.all([
    corsia('doctor'),
    runCli(['doctor', '--json'], unwell),
    runCli(['doctor', '--json'], production),
  ]);
  expect(well.code, well.output).toBe(0);
  expect(well.output.match(/^✓ [a-z ]+?(?= {2})/gm)).toEqual(
    ['configuration', 'database', 'role', 'migrations', 'clock', 'signing keys', 'tls', 'mail', 'redis', 'files'].map(
      (check) => `✓ ${check}`,
    ),
  );
  expect(ill.code).toBe(1);
  const { ok, findings } = JSON.parse(ill.output) as {
    ok: boolean;
    findings: { check: string; ok: boolean; fix?: string }[];
  };
  expect(ok).toBe(false);
  expect(findings.filter((finding) => !finding.ok).map(({ check, fix }) => [check, fix])).toEqual([
    ['mail', 'Check SMTP_URL: its host, port, user and password.'],
    ['redis', 'Start Redis or Valkey, and check REDIS_URL.'],
  ]);
  expect(misconfigured.code).toBe(1);
  expect(JSON.parse(misconfigured.output).findings).toMatchObject([
    { check: 'configuration', ok: false, found: expect.stringMatching(/^ACCOUNT_URL must be the public https/) },
  ]);
});
