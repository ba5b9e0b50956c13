import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { DOCTOR, obtainTokens } from '../oauth/flow.ts';
import { sql } from '../oauth/sql.ts';
import type { UserAgent, Visit } from '../oauth/user-agent.ts';
import { isSignedIn, linkOf, mailsTo, newBrowser, signInAt } from './accounts.ts';

const PASSWORD = 'quattro gatti e un temporale';

let platform: Platform;
let agent: UserAgent;
let count = 0;
let email: string;

beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.close());
beforeEach(async () => {
  await sql(platform, 'delete from sign_in_failures');
  agent = newBrowser(platform);
  email = `giulia${++count}@aurora.example`;
});

const ask = async (browser = agent, fields: Record<string, string> = {}, accept = true): Promise<Visit> => {
  const page = await browser.open('/sign-up');
  const form = page.forms.find(({ action }) => action === '/sign-up')!;
  const entries = { name: 'Giulia Bianchi', email, password: PASSWORD, ...fields };
  const token = form.controls.find(({ name }) => name === 'xsrf')!.value;
  return browser.post('/sign-up', [
    ...Object.entries(entries),
    ['xsrf', token],
    ...(accept ? [['accept', 'yes'] as [string, string]] : []),
  ]);
};
const linkFor = async (address = email) => linkOf((await mailsTo(platform, address))[0]!, platform);

describe('opening a demo account', () => {
  test('gives its own clinic with invented patients, once the address is confirmed', async () => {
    const asked = await ask();
    expect(asked.status).toBe(200);
    expect(asked.html).toContain(email);
    expect(await sql(platform, 'select from users where email = $1', [email])).toEqual([]);

    const inside = await agent.submit(await agent.open(await linkFor()));
    expect(inside.url.pathname).toBe('/profile');
    expect(inside.html).toContain('Giulia Bianchi');
    expect(inside.html).toContain('Manager');

    const [user] = await sql<{ tenant_id: string; sandbox: boolean }>(
      platform,
      'select u.tenant_id, t.sandbox from users u join tenants t on t.id = u.tenant_id where u.email = $1',
      [email],
    );
    expect(user).toMatchObject({ sandbox: true });
    const { access_token } = await obtainTokens(platform, { agent });
    const own = await platform.call('GET', `/v2/tenants/${user!.tenant_id}/patients?limit=3`, { token: access_token });
    expect(((await own.json()) as { items: unknown[] }).items).toHaveLength(3);
    const foreign = await platform.call('GET', '/v2/tenants/sandbox-clinic/patients', { token: access_token });
    expect(foreign.status).toBe(404);
  });

  test('tells applications that the address is confirmed', async () => {
    await ask();
    await agent.submit(await agent.open(await linkFor()));
    const { id_token } = await obtainTokens(platform, { agent, parameters: { scope: 'openid email' } });
    const claims = JSON.parse(Buffer.from(id_token!.split('.')[1]!, 'base64url').toString());
    expect(claims).toMatchObject({ email, email_verified: true });
    await sql(platform, 'update users set email_verified_at = null where email = $1', [email]);
    const again = await obtainTokens(platform, { agent, parameters: { scope: 'openid email' } });
    expect(JSON.parse(Buffer.from(again.id_token!.split('.')[1]!, 'base64url').toString())).toMatchObject({
      email_verified: false,
    });
  });

  test('opens nothing before the button is pressed, however often the link is fetched', async () => {
    await ask();
    const link = await linkFor();
    for (let time = 0; time < 3; time++) expect((await newBrowser(platform).open(link)).status).toBe(200);
    expect(await sql(platform, 'select from users where email = $1', [email])).toEqual([]);
    expect((await agent.submit(await agent.open(link))).url.pathname).toBe('/profile');
  });

  test('of ten who press at once one opens it', async () => {
    await ask();
    const page = await agent.open(await linkFor());
    const visits = await Promise.all(Array.from({ length: 10 }, () => agent.submit(page)));
    expect(visits.filter(({ status }) => status === 410)).toHaveLength(9);
    expect(await sql(platform, 'select from users where email = $1', [email])).toHaveLength(1);
    const empty = 'select from tenants t where not exists (select from users u where u.tenant_id = t.id)';
    expect(await sql(platform, empty)).toEqual([]);
  });

  test('works once, and not after a day', async () => {
    await ask();
    const link = await linkFor();
    await sql(platform, `update mail_links set expires_at = now()`);
    expect((await agent.open(link)).status).toBe(410);
    await sql(platform, `update mail_links set expires_at = now() + interval '1 hour'`);
    await agent.submit(await agent.open(link));
    expect((await agent.open(link)).status).toBe(410);
    expect((await agent.open('/sign-up/confirm?token=made-up')).status).toBe(410);
    expect((await agent.open('/sign-up/confirm')).status).toBe(410);
  });

  test('in another browser asks for the password, so that nobody opens an account on a foreign address', async () => {
    await ask();
    const link = await linkFor();
    const victim = newBrowser(platform);
    const page = await victim.open(link);
    expect((await victim.submit(page, { fields: { password: 'not the one' } })).status).toBe(401);
    expect((await victim.submit(page, { fields: { password: '' } })).status).toBe(401);
    expect(await sql(platform, 'select from users where email = $1', [email])).toEqual([]);
    expect((await victim.submit(page, { fields: { password: PASSWORD } })).url.pathname).toBe('/profile');
  });

  test('cannot have its password guessed through the link', async () => {
    await ask();
    const victim = newBrowser(platform);
    const page = await victim.open(await linkFor());
    await Promise.all(Array.from({ length: 5 }, () => victim.submit(page, { fields: { password: 'wrong' } })));
    expect((await victim.submit(page, { fields: { password: PASSWORD } })).status).toBe(401);
  });

  test('two requests for one address end in one account', async () => {
    await ask();
    await ask(newBrowser(platform), { name: 'Another', password: 'another long password' });
    const mails = await mailsTo(platform, email);
    expect(mails).toHaveLength(2);
    const older = linkOf(mails[1]!, platform);
    expect((await agent.submit(await agent.open(older))).url.pathname).toBe('/profile');
    const other = newBrowser(platform);
    const page = await other.open(linkOf(mails[0]!, platform));
    expect((await other.submit(page, { fields: { password: 'another long password' } })).status).toBe(410);
    expect((await signInAt(newBrowser(platform), email, PASSWORD)).url.pathname).toBe('/profile');
  });
});

describe('an address that has an account', () => {
  test('gets the same answer, and a mail that says so', async () => {
    await sql(platform, 'delete from mail_links');
    const known = await ask(agent, { email: DOCTOR });
    const unknown = await ask(newBrowser(platform));
    expect(known.status).toBe(unknown.status);
    expect(known.html.replaceAll(DOCTOR, 'E-MAIL')).toBe(unknown.html.replaceAll(email, 'E-MAIL'));
    const [mail] = await mailsTo(platform, DOCTOR);
    expect(mail!.subject).toBe('You already have a Corsia account');
    expect(await sql(platform, 'select from mail_links')).toHaveLength(1);
  });

  test('takes as long', async () => {
    const times = { known: [] as number[], unknown: [] as number[] };
    for (let time = 0; time < 4; time++) {
      for (const kind of ['known', 'unknown'] as const) {
        await sql(platform, 'delete from sign_in_failures');
        const start = performance.now();
        await ask(newBrowser(platform), { email: kind === 'known' ? DOCTOR : `x${time}@aurora.example` });
        times[kind].push(performance.now() - start);
      }
    }
    // The password is hashed either way, which outweighs all else; without that one would take a tenth of the other.
    const ratio = Math.min(...times.known) / Math.min(...times.unknown);
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });
});

test('an address gets four mails an hour at most, and nobody sees the difference', async () => {
  const visits = [];
  for (let time = 0; time < 6; time++) visits.push(await ask(newBrowser(platform)));
  expect(new Set(visits.map(({ html }) => html)).size).toBe(1);
  expect(await mailsTo(platform, email)).toHaveLength(4);
});

describe('what was typed wrong', () => {
  test.each([
    ['no name', { name: ' ' }, 'Enter your first and last name'],
    ['no e-mail', { email: 'giulia' }, 'Enter a whole e-mail address'],
    ['no password', { password: '' }, 'Choose a password'],
    ['a short password', { password: 'abc' }, 'Choose at least 8 characters'],
    ['a common password', { password: 'password123' }, 'Many people use this password'],
    ['the own name', { password: 'GiuliaBianchi' }, 'too close to your name'],
    ['text that cannot be stored', { name: 'a\0b' }, 'Enter your first and last name'],
  ])('%s is said at the field, and nothing is sent', async (_what, fields, message) => {
    const visit = await ask(agent, fields as Record<string, string>);
    expect(visit.status).toBe(422);
    expect(visit.html).toContain(message);
    expect(visit.html).not.toContain(PASSWORD);
    expect(await mailsTo(platform, email)).toEqual([]);
  });

  test('the tick must be set', async () => {
    expect((await ask(agent, {}, false)).status).toBe(422);
  });

  test('a form of another site is refused', async () => {
    const visit = await agent.post(
      '/sign-up',
      Object.entries({ name: 'Giulia', email, password: PASSWORD, accept: 'yes' }),
    );
    expect(visit.status).toBe(403);
    expect(await mailsTo(platform, email)).toEqual([]);
  });
});

test('the mail is in the language of the page, in text and HTML, with a link of this origin only', async () => {
  await ask(newBrowser(platform, { 'accept-language': 'it' }), { name: '<b>Giulia</b>' });
  const [mail] = await mailsTo(platform, email);
  expect(mail!.subject).toBe('Conferma dell’indirizzo e-mail');
  expect(mail!.html).toContain('<html lang="it">');
  for (const [url] of `${mail!.text} ${mail!.html}`.matchAll(/https?:\/\/[^\s"<]+/g)) {
    expect(url).toMatch(`${platform.accountUrl}/sign-up/confirm?token=`);
  }
  expect(await isSignedIn(agent)).toBe(false);
});

test('tokens of links are stored as hashes, mails encrypted', async () => {
  await ask();
  const token = new URL(await linkFor(), platform.accountUrl).searchParams.get('token')!;
  const rows = await sql<{ everything: string }>(platform, `select l::text as everything from mail_links l`);
  expect(rows.length).toBeGreaterThan(0);
  for (const { everything } of rows) {
    expect(everything).not.toContain(token);
    expect(everything).not.toContain(Buffer.from(token).toString('hex'));
    expect(everything).not.toContain(Buffer.from(email).toString('hex'));
  }
});
