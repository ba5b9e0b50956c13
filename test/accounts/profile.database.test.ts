import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { apiAnswer, authorize, obtainTokens } from '../oauth/flow.ts';
import { sql } from '../oauth/sql.ts';
import type { UserAgent } from '../oauth/user-agent.ts';
import { isSignedIn, mailsTo, newBrowser, SAFARI, signInAt, xsrfOf } from './accounts.ts';

const BILLING = 'billing@sandbox.test';
const ID = 'sandbox-billing';

let platform: Platform;
let agent: UserAgent;

beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.close());
beforeEach(async () => {
  await sql(platform, 'delete from sign_in_failures');
  await sql(platform, `delete from oidc_artifacts where user_id = $1`, [ID]);
  await sql(platform, `delete from grants where user_id = $1`, [ID]);
  await sql(platform, `delete from consented_scopes where user_id = $1`, [ID]);
  agent = newBrowser(platform);
  await signInAt(agent, BILLING);
});

const kinds = async () =>
  (
    await sql<{ kind: string }>(platform, 'select kind from security_events where user_id = $1 order by id desc', [ID])
  ).map(({ kind }) => kind);

describe.each(['/profile', '/profile/applications', '/profile/sessions', '/profile/security', '/profile/data.json'])(
  '%s',
  (path) => {
    test('is for somebody who is signed in', async () => {
      expect((await newBrowser(platform).open(path)).url.pathname).toBe('/sign-in');
      expect((await agent.open(path)).url.pathname).toBe(path);
    });
    test('is stored by no cache', async () => {
      expect((await agent.open(path)).headers.get('cache-control')).toBe('no-store');
    });
  },
);

describe('the profile', () => {
  const save = async (name: string, language: string) => {
    const page = await agent.open('/profile');
    return agent.post('/profile', [
      ['name', name],
      ['language', language],
      ['xsrf', xsrfOf(page, '/profile')],
    ]);
  };

  test('keeps name and language, and speaks that language from then on', async () => {
    const saved = await save('  Bruno   Conti ', 'it');
    expect(saved.html).toContain('<html lang="it">');
    expect(saved.html).toContain('value="Bruno Conti"');
    expect((await agent.open('/profile/security')).html).toContain('Sicurezza');
    const elsewhere = newBrowser(platform, { 'accept-language': 'en' });
    await signInAt(elsewhere, BILLING);
    expect((await elsewhere.open('/profile')).html).toContain('<html lang="it">');
    await save('Bruno Contabili', '');
    expect(await sql(platform, 'select name, language from users where id = $1', [ID])).toEqual([
      { name: 'Bruno Contabili', language: null },
    ]);
  });

  test.each([
    ['', 422],
    ['   ', 422],
    ['a\0b', 400],
    ['x'.repeat(101), 422],
  ])('refuses the name %j', async (name, status) => {
    expect((await save(name, 'en')).status).toBe(status);
    expect(await sql(platform, 'select name, language from users where id = $1', [ID])).toEqual([
      { name: 'Bruno Contabili', language: null },
    ]);
  });

  test('is changed by no form of another site', async () => {
    await agent.post('/profile', [
      ['name', 'Mallory'],
      ['language', 'en'],
    ]);
    expect(await sql(platform, 'select name from users where id = $1', [ID])).toEqual([{ name: 'Bruno Contabili' }]);
  });

  test('can be downloaded with all that is kept, and nothing secret', async () => {
    await authorize(platform, { agent });
    const visit = await agent.open('/profile/data.json');
    expect(visit.headers.get('content-disposition')).toContain('attachment');
    expect(JSON.parse(visit.html)).toMatchObject({
      account: {
        id: ID,
        email: BILLING,
        createdAt: expect.any(String),
        clinic: { id: 'sandbox-clinic', role: 'billing' },
        accessEndsAt: null,
      },
      signIn: { password: true, secondFactorSince: null, passkeys: [] },
      applications: [
        {
          id: 'sandbox-web',
          scopes: expect.arrayContaining(['giponext.patients']),
          connectedAt: expect.any(String),
          lastUsedAt: expect.any(String),
        },
      ],
      sessions: [{ address: expect.any(String) }],
      securityEvents: expect.arrayContaining([expect.objectContaining({ kind: 'sign-in' })]),
    });
    expect(visit.html).not.toMatch(/scrypt|hash/i);
  });

  test('holds what others did with the account, without who they are, and nothing of anybody else', async () => {
    await sql(
      platform,
      `insert into console_actions (actor_id, acting_as, action, user_id, detail, address)
       values ('sandbox-manager', 'manager', 'access.until-changed', $1, '{"to": "2027-01-01"}', '203.0.113.9'),
              ('sandbox-manager', 'manager', 'person.disabled', 'sandbox-doctor', '{"email": "doctor@sandbox.test"}', '')`,
      [ID],
    );
    const { html } = await agent.open('/profile/data.json');
    expect(JSON.parse(html).doneByOthers).toEqual([
      {
        at: expect.any(String),
        actingAs: 'manager',
        action: 'access.until-changed',
        reason: '',
        detail: { to: '2027-01-01' },
      },
    ]);
    for (const other of ['doctor@sandbox.test', 'sandbox-manager', 'Marta Direttori', '203.0.113.9']) {
      expect(html, other).not.toContain(other);
    }
  });
});

describe('sessions', () => {
  test('are listed with browser and address, this one marked, whichever door they came by', async () => {
    const phone = newBrowser(platform, { 'user-agent': SAFARI });
    await authorize(platform, { agent: phone, email: BILLING });
    const { html } = await agent.open('/profile/sessions');
    expect(html).toContain('Safari, iPhone');
    expect(html).toContain('Firefox, Linux');
    expect(html.match(/This one/g)).toHaveLength(1);
  });

  test('end one by one, with what applications had for as long as they last', async () => {
    const phone = newBrowser(platform, { 'user-agent': SAFARI });
    const passing = await obtainTokens(platform, { agent: phone, email: BILLING });
    const third = newBrowser(platform);
    await signInAt(third, BILLING);
    const page = await agent.open('/profile/sessions');
    const key = /value="([\w-]{43})">Sign out<span class="visually-hidden"> Safari/.exec(page.html)![1]!;
    const done = await agent.submit(page, { press: `end=${key}` });
    expect(done.html).toContain('The session is signed out.');
    expect(await isSignedIn(phone)).toBe(false);
    expect(await isSignedIn(third)).toBe(true);
    expect(await isSignedIn(agent)).toBe(true);
    await expect
      .poll(async () => (await apiAnswer(platform, passing.access_token)).status, { timeout: 5000 })
      .toBe(401);
    expect(await kinds()).toContain('session-ended');
  });

  test('of somebody else cannot be ended, and this one only by signing out', async () => {
    const stranger = newBrowser(platform);
    await signInAt(stranger, 'manager@other.test');
    const page = await stranger.open('/profile/sessions');
    const keys = await sql<{ key: string }>(
      platform,
      `select encode(uid_hash, 'base64') as key from browser_sessions where ended_at is null`,
    );
    for (const { key } of keys) {
      await stranger.post('/profile/sessions', [
        ['end', Buffer.from(key, 'base64').toString('base64url')],
        ['xsrf', xsrfOf(page, '/sign-out')],
      ]);
    }
    expect(await isSignedIn(agent)).toBe(true);
    expect(await isSignedIn(stranger)).toBe(true);
  });

  test('are noted as used at most once a minute', async () => {
    const seen = async () =>
      (
        await sql<{ at: string }>(
          platform,
          'select max(last_seen_at) as at from browser_sessions where user_id = $1 and ended_at is null',
          [ID],
        )
      )[0]!.at;
    const first = await seen();
    await agent.open('/profile');
    expect(await seen()).toBe(first);
    await sql(platform, `update browser_sessions set last_seen_at = now() - interval '2 minutes' where user_id = $1`, [
      ID,
    ]);
    await agent.open('/profile');
    expect(Date.parse(await seen())).toBeGreaterThanOrEqual(Date.parse(first));
  });
});

describe('security events', () => {
  test('show sign-ins and wrong passwords of both doors', async () => {
    await signInAt(newBrowser(platform), BILLING, 'wrong');
    expect((await kinds())[0]).toBe('sign-in-failed');
    await authorize(platform, { agent: newBrowser(platform), email: BILLING });
    expect((await kinds()).slice(0, 3).sort()).toEqual(['application-connected', 'new-device', 'sign-in']);
    const { html } = await agent.open('/profile/security');
    expect(html).toContain('Wrong password');
    expect(html).toContain('Firefox, Linux');
  });

  test('cannot be changed or deleted with the rights of the server', async () => {
    await expect(sql(platform, 'delete from security_events')).rejects.toThrow(/permission denied/);
    await expect(sql(platform, `update security_events set kind = 'sign-in'`)).rejects.toThrow(/permission denied/);
  });

  test('of others are never shown', async () => {
    await sql(
      platform,
      `insert into security_events (user_id, kind, address) values ('other-manager', 'sign-in', 'address-of-another')`,
    );
    expect((await agent.open('/profile/security')).html).not.toContain('address-of-another');
  });

  test('older ones are a page away', async () => {
    await sql(
      platform,
      `insert into security_events (user_id, kind) select $1, 'sign-in' from generate_series(1, 45)`,
      [ID],
    );
    const ids: string[] = [];
    let href: string | undefined = '/profile/security';
    let pages = 0;
    while (href) {
      const { html } = await agent.open(href);
      pages++;
      href = /href="(\/profile\/security\?before=\d+)"/.exec(html)?.[1];
      if (href) ids.push(href);
    }
    expect(pages).toBeGreaterThan(2);
    expect(new Set(ids).size).toBe(ids.length);
    expect((await agent.open('/profile/security?before=x')).status).toBe(200);
  });
});

describe('a mail of a sign-in from a new device', () => {
  const fromNewDevice = async () =>
    (await mailsTo(platform, BILLING)).filter(({ subject }) => subject === 'Sign-in from a new device').length;

  test('goes out for a browser that is not known, and not again for the same one', async () => {
    const before = await fromNewDevice();
    const phone = newBrowser(platform, { 'user-agent': SAFARI });
    await signInAt(phone, BILLING);
    expect(await fromNewDevice()).toBe(before + 1);
    await phone.submit(await phone.open('/profile'));
    await signInAt(phone, BILLING);
    expect(await isSignedIn(phone)).toBe(true);
    expect(await fromNewDevice()).toBe(before + 1);
    const [mail] = await mailsTo(platform, BILLING);
    expect(mail!.text).toContain('Safari, iPhone');
  });

  test("a device that another person used is new to this one's account", async () => {
    const shared = newBrowser(platform);
    await signInAt(shared, 'manager@other.test');
    await shared.submit(await shared.open('/profile'));
    const before = await fromNewDevice();
    await signInAt(shared, BILLING);
    expect(await fromNewDevice()).toBe(before + 1);
  });

  test('does not go out for the very first sign-in', async () => {
    await sql(platform, `delete from known_devices where user_id = 'other-manager'`);
    const before = (await mailsTo(platform, 'manager@other.test')).length;
    await signInAt(newBrowser(platform), 'manager@other.test');
    expect((await mailsTo(platform, 'manager@other.test')).length).toBe(before);
  });
});
