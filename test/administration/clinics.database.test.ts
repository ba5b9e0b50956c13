import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isSignedIn, linkOf, mailsTo, newBrowser, signInAt } from '../accounts/accounts.ts';
import { ADMINISTRATOR, signedIn } from '../developer/console.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { sql } from '../oauth/sql.ts';
import type { UserAgent, Visit } from '../oauth/user-agent.ts';

const HERE = '/administration/clinics';
const PASSWORD = 'quattro parole messe insieme';
const REASON = 'As agreed by telephone.';
const AURORA = {
  name: 'Centro Città Alta',
  id: '',
  kind: 'production',
  timeZone: 'Europe/Rome',
  fiscalCodePolicy: 'strict',
  managerName: 'Anna Bianchi',
  managerEmail: 'anna@aurora.test',
  language: 'en',
  reason: REASON,
};

let platform: Platform;
let administrator: UserAgent;

beforeAll(async () => {
  platform = await startPlatform();
  administrator = await signedIn(platform, ADMINISTRATOR);
});
afterAll(() => platform.close());

const create = async (fields: Partial<typeof AURORA> = {}): Promise<Visit> =>
  administrator.submit(await administrator.open('/administration/new-clinic'), { fields: { ...AURORA, ...fields } });
const act = async (id: string, what: string, reason = REASON): Promise<Visit> =>
  administrator.submit(await administrator.open(`${HERE}/${id}/${what}`), { fields: { reason } });
const linksOf = async (email: string) => (await mailsTo(platform, email)).map((mail) => linkOf(mail, platform));
const actionsOf = (id: string) =>
  sql<{ action: string; reason: string }>(
    platform,
    `select action, reason from console_actions where acting_as = 'administrator' and detail ->> 'clinic' = $1 order by id`,
    [id],
  );

/** Chooses the first password with the newest link. */
async function accept(email: string): Promise<UserAgent> {
  const agent = newBrowser(platform);
  await agent.submit(await agent.open((await linksOf(email))[0]!), { fields: { password: PASSWORD } });
  await signInAt(agent, email, PASSWORD);
  return agent;
}

describe('a new clinic', () => {
  test('has its roles and rules, and a manager who gets in by the mail, or by the one sent again', async () => {
    const made = await create();
    expect(made.url.pathname, made.html).toBe(`${HERE}/centro-citta-alta`);
    expect(made.html).toContain('The clinic is there');
    const [clinic] = await sql(
      platform,
      `select sandbox, fiscal_code_policy from tenants where id = 'centro-citta-alta'`,
    );
    expect(clinic).toEqual({ sandbox: false, fiscal_code_policy: 'strict' });

    const [first] = await linksOf(AURORA.managerEmail);
    const again = /\/managers\/[0-9a-f-]{36}/.exec(made.html)![0];
    expect((await act('centro-citta-alta', again.slice(1))).html).toContain('The invitation is sent.');
    expect((await linksOf(AURORA.managerEmail))[0]).not.toBe(first);
    expect((await newBrowser(platform).open(first!)).status).toBe(410);

    const manager = await accept(AURORA.managerEmail);
    expect((await manager.open('/clinic/users')).html).toContain('Anna Bianchi');
    const after = await administrator.open(`${HERE}/centro-citta-alta`);
    expect(after.html).not.toContain('Send again');
    // Whoever has a password needs no invitation.
    expect((await administrator.open(`${HERE}/centro-citta-alta${again}`)).status).toBe(409);
    expect(await actionsOf('centro-citta-alta')).toEqual([
      { action: 'clinic.created', reason: REASON },
      { action: 'invitation.sent', reason: REASON },
    ]);
  });

  test('of the sandbox is filled with invented people', async () => {
    const made = await create({ kind: 'sandbox', id: 'aurora-prove', managerEmail: 'prove@aurora.test' });
    expect(made.url.pathname, made.html).toBe(`${HERE}/aurora-prove`);
    const list = await administrator.open(`${HERE}?q=aurora&kind=sandbox`);
    expect(list.html).toContain('/aurora-prove"');
    expect(list.html).not.toContain('/centro-citta-alta"');
    await accept('prove@aurora.test');
    const token = await platform.token({ email: 'prove@aurora.test' });
    const answer = await platform.call('GET', '/v2/tenants/aurora-prove/patients?includeTotal=true', { token });
    expect(await answer.json()).toMatchObject({ total: 100 });
  });

  test('is not made with gaps, nor with what somebody else has, and nothing is half made', async () => {
    const wrong = await create({ name: '', id: 'Città', timeZone: '+01:00', managerEmail: 'anna', reason: '' });
    expect(wrong.status).toBe(422);
    for (const field of ['name', 'id', 'timeZone', 'managerEmail', 'reason']) {
      expect(wrong.html).toContain(`href="#${field}"`);
    }
    const other = { id: 'other-clinic', managerEmail: 'new@aurora.test' };
    expect((await create(other)).html).toContain('There is a clinic with this identifier already');
    const known = { id: 'aurora-two', managerEmail: ADMINISTRATOR };
    expect((await create(known)).html).toContain('There is an account with this address already');
    expect((await create({ kind: 'sandbox', timeZone: 'Europe/London' })).html).toContain('is in Europe/Rome');
    const left = await sql(
      platform,
      `select id from tenants where id = 'aurora-two' union all select id from users where email = 'new@aurora.test'`,
    );
    expect(left).toEqual([]);
  });

  test('can have another manager', async () => {
    const page = await administrator.open(`${HERE}/other-clinic/managers`);
    const fields = { managerName: 'Bea Due', managerEmail: 'bea@other.test', language: 'it', reason: REASON };
    const done = await administrator.submit(page, { fields });
    expect(done.html).toContain('bea@other.test');
    expect((await administrator.submit(page, { fields })).html).toContain('There is an account with this address');
  });
});

test('a suspended clinic lets nobody in within a second, and goes on as before once it is reinstated', async () => {
  const email = 'manager@other.test';
  const agent = await signedIn(platform, email);
  const token = await platform.token({ email });
  const read = async () => {
    const answer = await platform.call('GET', '/v2/tenants/other-clinic/patients?limit=1', { token });
    await answer.text();
    return answer.status;
  };
  expect(await read()).toBe(200);

  expect((await act('other-clinic', 'suspend')).html).toContain('The clinic is suspended.');
  await expect.poll(read, { timeout: 3000, interval: 50 }).toBe(401);
  expect(await isSignedIn(agent)).toBe(false);
  await signInAt(agent, email);
  expect(await isSignedIn(agent)).toBe(false);
  // The other clinics go on.
  expect(await isSignedIn(await signedIn(platform, 'manager@sandbox.test'))).toBe(true);

  // The page was open in another window.
  const twice = await administrator.submit(await administrator.open(`${HERE}/other-clinic/suspend`), {
    fields: { reason: 'Again.' },
  });
  expect(twice.status).toBe(409);
  expect((await act('other-clinic', 'reinstate')).html).toContain('The clinic is reinstated.');
  await expect.poll(read, { timeout: 3000, interval: 50 }).toBe(200);
  await signInAt(agent, email);
  expect(await isSignedIn(agent)).toBe(true);
  expect((await mailsTo(platform, email)).map(({ subject }) => subject)).toEqual(
    expect.arrayContaining([expect.stringContaining('is suspended'), expect.stringContaining('works again')]),
  );
  expect((await actionsOf('other-clinic')).map(({ action }) => action)).toEqual([
    'invitation.sent',
    'clinic.suspended',
    'clinic.reinstated',
  ]);
});

test('nobody suspends their own clinic', async () => {
  await sql(platform, `update users set administrator = true where id = 'sandbox-manager'`);
  const own = await signedIn(platform, 'manager@sandbox.test');
  const page = await own.open(`${HERE}/sandbox-clinic`);
  expect(page.html).toContain('This is your own clinic');
  const form = await own.open(`${HERE}/sandbox-clinic/suspend`);
  expect((await own.submit(form, { fields: { reason: 'A slip.' } })).status).toBe(409);
});
