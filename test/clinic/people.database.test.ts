import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { announceEnds } from '../../src/account/clinic/reminders.ts';
import { createAccountMail } from '../../src/account/mail/account-mail.ts';
import { isSignedIn, linkOf, mailsTo, newBrowser, signInAt } from '../accounts/accounts.ts';
import { MANAGER, signedIn } from '../developer/console.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { sql } from '../oauth/sql.ts';
import type { UserAgent, Visit } from '../oauth/user-agent.ts';

let platform: Platform;
let manager: UserAgent;

beforeAll(async () => {
  platform = await startPlatform();
  manager = await signedIn(platform, MANAGER);
});
afterAll(() => platform.close());

const PASSWORD = 'quattro parole messe insieme';
const PATIENTS = '/v2/tenants/sandbox-clinic/patients?limit=1';
const dayIn = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

async function invite(fields: Record<string, string>, by = manager): Promise<Visit> {
  return by.submit(await by.open('/clinic/users/invite'), { fields });
}
async function letIn(fields: Record<string, string>): Promise<Visit> {
  return manager.submit(await manager.open('/clinic/integrators/invite'), { fields });
}
/** Follows the newest link that was sent. */
async function accept(email: string, name: string): Promise<{ agent: UserAgent; link: string; done: Visit }> {
  const [mail] = await mailsTo(platform, email);
  const link = linkOf(mail!, platform);
  const agent = newBrowser(platform);
  const done = await agent.submit(await agent.open(link), { fields: { name, password: PASSWORD } });
  return { agent, link, done };
}
const act = async (agent: UserAgent, id: string, what: string, fields: Record<string, string> = {}) =>
  agent.submit(await agent.open(`/clinic/users/${id}/${what}`), { fields, action: `/clinic/users/${id}/${what}` });
const personOf = async (email: string) =>
  (
    await sql<{ id: string; role_key: string; tenant_id: string; status: string; expires_at: string | null }>(
      platform,
      'select id, role_key, tenant_id, status, expires_at from users where email = $1',
      [email],
    )
  )[0];
const statusWith = async (token: string) => (await platform.call('GET', PATIENTS, { token })).status;

describe('an invitation', () => {
  test('opens an account of this clinic with this role, once', async () => {
    const email = 'anna@invited.test';
    const sent = await invite({ name: 'Anna Nuova', email, role: 'billing' });
    expect(sent.html).toContain('The invitation is sent.');
    expect(sent.html).toContain(email);
    const { agent, link, done } = await accept(email, 'Anna Nuova');
    expect(done.url.pathname).toBe('/profile');
    expect(await isSignedIn(agent)).toBe(true);
    expect(await personOf(email)).toMatchObject({ role_key: 'billing', tenant_id: 'sandbox-clinic', expires_at: null });
    expect((await newBrowser(platform).open(link)).status).toBe(410);
    const list = await manager.open('/clinic/users?q=anna%40invited');
    expect(list.html).toContain('Anna Nuova');
    expect(list.html).not.toContain('Invited</h2>');
  });

  test('for an address with an account looks the same, and changes nothing', async () => {
    const email = 'manager@other.test';
    const before = await personOf(email);
    const sent = await invite({ name: 'Olga', email, role: 'manager' });
    expect(sent.html).toContain('The invitation is sent.');
    const [mail] = await mailsTo(platform, email);
    expect(mail!.text).toContain('has an account already');
    expect(mail!.text).not.toContain('/invitation');
    expect(await personOf(email)).toEqual(before);
  });

  test('that is sent anew ends the earlier link, and one that is withdrawn ends the last', async () => {
    const email = 'bruno@invited.test';
    await invite({ name: 'Bruno', email, role: 'billing' });
    const first = linkOf((await mailsTo(platform, email))[0]!, platform);
    await invite({ name: 'Bruno', email, role: 'receptionist' });
    const links = (await mailsTo(platform, email)).map((mail) => linkOf(mail, platform));
    const second = links.find((link) => link !== first)!;
    expect((await newBrowser(platform).open(first)).status).toBe(410);
    expect((await newBrowser(platform).open(second)).status).toBe(200);
    const [invitation] = await sql<{ id: string }>(platform, 'select id from clinic_invitations where email = $1', [
      email,
    ]);
    const list = await manager.open('/clinic/users');
    const done = await manager.submit(list, { action: `/clinic/invitations/${invitation!.id}` });
    expect(done.html).toContain('The invitation is withdrawn.');
    expect((await newBrowser(platform).open(second)).status).toBe(410);
  });

  test('that is taken up twice at once opens one account', async () => {
    const email = 'carla@invited.test';
    await invite({ name: 'Carla', email, role: 'billing' });
    const link = linkOf((await mailsTo(platform, email))[0]!, platform);
    const pages = await Promise.all(
      [1, 2, 3].map(async () => {
        const agent = newBrowser(platform);
        return { agent, page: await agent.open(link) };
      }),
    );
    const done = await Promise.all(
      pages.map(({ agent, page }) => agent.submit(page, { fields: { name: 'Carla', password: PASSWORD } })),
    );
    expect(done.map(({ status }) => status).sort()).toEqual([200, 410, 410]);
  });

  test('needs a name, an address and a role that the clinic gives', async () => {
    const wrong = await invite({ name: '', email: 'nobody', role: 'billing' });
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('Enter first and last name');
    expect(wrong.html).toContain('Enter a whole e-mail address');
    const email = 'dora@invited.test';
    expect((await invite({ name: 'Dora', email, role: 'integrator' })).status).toBe(422);
    expect((await invite({ name: 'Dora', email, role: 'nobody' })).status).toBe(422);
    expect(await mailsTo(platform, email)).toEqual([]);
  });
});

describe('a role', () => {
  test('that changes ends tokens, and is written down', async () => {
    const token = await platform.token({ email: 'reception@sandbox.test' });
    expect(await statusWith(token)).toBe(200);
    const done = await act(manager, 'sandbox-reception', 'role', { role: 'billing' });
    expect(done.html).toContain('The role is changed.');
    expect(done.html).toContain('Role changed');
    await expect.poll(() => statusWith(token), { timeout: 10_000 }).toBe(401);
    expect(await personOf('reception@sandbox.test')).toMatchObject({ role_key: 'billing' });
  });

  test('is never one’s own to change, nor that of an administrator', async () => {
    const own = await act(manager, 'sandbox-manager', 'role', { role: 'billing' });
    expect(own.status).toBe(409);
    expect((await act(manager, 'sandbox-manager', 'disable')).status).toBe(409);
    expect(await personOf(MANAGER)).toMatchObject({ role_key: 'manager', status: 'active' });
    await sql(platform, `update users set administrator = true where id = 'sandbox-billing'`);
    expect((await act(manager, 'sandbox-billing', 'disable')).status).toBe(409);
    await sql(platform, `update users set administrator = false where id = 'sandbox-billing'`);
  });

  test('of two managers who shut out each other at once stays with one', async () => {
    await act(manager, 'sandbox-doctor', 'role', { role: 'manager' });
    const doctor = await signedIn(platform, 'doctor@sandbox.test');
    const [mine, theirs] = await Promise.all([
      manager.open('/clinic/users/sandbox-doctor/role'),
      doctor.open('/clinic/users/sandbox-manager/disable'),
    ]);
    await Promise.all([
      manager.submit(mine, { fields: { role: 'practitioner' } }),
      doctor.submit(theirs, { action: '/clinic/users/sandbox-manager/disable' }),
    ]);
    const managers = await sql(
      platform,
      `select id from users where tenant_id = 'sandbox-clinic' and role_key = 'manager' and status = 'active'`,
    );
    expect(managers).toHaveLength(1);
    await sql(platform, `update users set status = 'active' where id = 'sandbox-manager'`);
    await sql(platform, `update users set role_key = 'practitioner' where id = 'sandbox-doctor'`);
    manager = await signedIn(platform, MANAGER);
  });
});

describe('an account', () => {
  test('that is disabled ends tokens and sessions, and is enabled again', async () => {
    const token = await platform.token({ email: 'billing@sandbox.test' });
    const billing = await signedIn(platform, 'billing@sandbox.test');
    expect((await act(manager, 'sandbox-billing', 'disable')).html).toContain('The account is disabled.');
    await expect.poll(() => statusWith(token), { timeout: 10_000 }).toBe(401);
    expect(await isSignedIn(billing)).toBe(false);
    expect((await act(manager, 'sandbox-billing', 'enable')).html).toContain('The account is enabled.');
    expect(await isSignedIn(await signedIn(platform, 'billing@sandbox.test'))).toBe(true);
  });

  test('that an administrator disabled stays so', async () => {
    await act(manager, 'sandbox-billing', 'disable');
    await act(manager, 'sandbox-billing', 'enable');
    await sql(platform, `update users set status = 'disabled' where id = 'sandbox-billing'`);
    expect((await act(manager, 'sandbox-billing', 'enable')).status).toBe(409);
    expect(await personOf('billing@sandbox.test')).toMatchObject({ status: 'disabled' });
    await sql(platform, `update users set status = 'active' where id = 'sandbox-billing'`);
  });
});

describe('an integrator', () => {
  const email = 'ivo@software.test';
  const purpose = 'Collegamento del laboratorio';

  test.each([
    ['no day', { until: '' }],
    ['a day that is past', { until: dayIn(-2) }],
    ['a day more than 12 months away', { until: dayIn(370) }],
    ['a day that is none', { until: '2027-02-30' }],
    ['no purpose', { purpose: '' }],
  ])('is not let in with %s', async (_what, fields) => {
    expect((await letIn({ email, purpose, until: dayIn(30), ...fields })).status).toBe(422);
    expect(await mailsTo(platform, email)).toEqual([]);
  });

  test('is let in for a purpose until the end, and out when it passes', async () => {
    expect((await letIn({ email, purpose, until: dayIn(30) })).html).toContain('The invitation is sent.');
    const { agent, done } = await accept(email, 'Ivo Integra');
    expect(done.url.pathname).toBe('/profile');
    const { id, role_key, expires_at } = (await personOf(email))!;
    expect(role_key).toBe('integrator');
    expect(expires_at).not.toBeNull();
    const open = await manager.open('/clinic/integrators?access=open');
    expect(open.html).toContain(purpose);
    expect((await manager.open('/clinic/users')).html).not.toContain(email);

    const token = await platform.token({ email });
    expect(await statusWith(token)).toBe(200);
    await sql(platform, 'update users set expires_at = now() where id = $1', [id]);
    await expect.poll(() => statusWith(token), { timeout: 10_000 }).toBe(401);
    expect(await isSignedIn(agent)).toBe(false);
    const again = await signInAt(newBrowser(platform), email, PASSWORD);
    expect(again.url.pathname).toBe('/sign-in');
    expect((await manager.open('/clinic/integrators?access=open')).html).not.toContain(purpose);
    expect((await manager.open('/clinic/integrators?access=closed')).html).toContain(purpose);

    const moved = await act(manager, id, 'until', { until: dayIn(3) });
    expect(moved.html).toContain('The end is changed.');
    expect((await signInAt(newBrowser(platform), email, PASSWORD)).url.pathname).not.toBe('/sign-in');
    expect((await act(manager, id, 'until', { until: dayIn(400) })).status).toBe(422);
  });

  test('is told once that the end comes, and so is the manager', async () => {
    await sql(platform, `update users set expires_at = now() + interval '3 days' where email = $1`, [email]);
    await sql(
      platform,
      `update temporary_access set since = now() - interval '60 days', warned_at = null
        where user_id = (select id from users where email = $1)`,
      [email],
    );
    const { database, accountUrl, sealer } = platform;
    const mail = createAccountMail({ sealer, wake: () => {} });
    const told = await Promise.all([1, 2, 3].map(() => announceEnds({ database, mail, accountUrl })));
    expect(told.reduce((sum, count) => sum + count)).toBe(1);
    expect((await mailsTo(platform, email)).filter(({ subject }) => subject.includes('ends soon'))).toHaveLength(1);
    const toManager = (await mailsTo(platform, MANAGER)).filter(({ subject }) => subject.includes('ends soon'));
    expect(toManager.map(({ subject }) => subject)).toEqual(['The access of Ivo Integra ends soon']);
  });

  test('is put out by hand', async () => {
    const { id } = (await personOf(email))!;
    const token = await platform.token({ email, clientId: 'sandbox-native' });
    expect(await statusWith(token)).toBe(200);
    await act(manager, id, 'disable');
    await expect.poll(() => statusWith(token), { timeout: 10_000 }).toBe(401);
  });
});
