import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type Browser,
  launchChromium,
  newVisitor,
  type Page,
  type PageLanguage,
  PHONE_AND_DESK,
  problemsIn,
  signIn,
  type Visitor,
} from '../harness/browser.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { type Application, startApplication } from '../journeys/application.ts';
import { authorizationUrl, NATIVE } from '../oauth/flow.ts';
import { sql } from '../oauth/sql.ts';
import { plugIn, type VirtualAuthenticator } from './virtual-authenticator.ts';

const WORDS = {
  en: { passkey: 'Sign in with a passkey', name: 'Name', create: 'Create the passkey', allow: /^Allow selected/ },
  it: { passkey: 'Accedi con una passkey', name: 'Nome', create: 'Crea la passkey', allow: /^Consenti i selezionati/ },
};

let platform: Platform;
let browser: Browser;
let visitor: Visitor;
let page: Page;
let device: VirtualAuthenticator;
let application: Application;
/** The cookies of the doctor, who signed in with the password. */
let session: Awaited<ReturnType<ReturnType<Page['context']>['cookies']>> = [];

beforeAll(async () => {
  platform = await startPlatform();
  browser = await launchChromium();
  application = await startApplication();
});
afterAll(async () => {
  application.close();
  await browser.close();
  await platform.close();
});

const isExpected = (url: URL) => url.origin === platform.accountUrl || application.redirectUri.startsWith(url.origin);
const address = (path: string, language: PageLanguage = 'en') =>
  `${platform.accountUrl}${path}${path.includes('?') ? '&' : '?'}ui_locales=${language}`;

beforeEach(async () => {
  await sql(platform, 'delete from passkey_holders');
  visitor = await newVisitor(browser, isExpected);
  page = visitor.page;
  device = await plugIn(page);
});
afterEach(async () => {
  // Chromium reports an answer of 401 or 422 as a failed resource.
  expect(visitor.problems.filter((problem) => !/status of 4\d\d|ERR_ABORTED/.test(problem))).toEqual([]);
  await visitor.close();
});

/** Adds a passkey of the doctor, who signs in for the first time, and again when the session was ended. */
async function addPasskey({ language = 'en' as PageLanguage, name = '' } = {}) {
  await page.context().addCookies(session);
  await page.goto(address('/profile/security/passkeys/new', language));
  if (new URL(page.url()).pathname === '/sign-in') {
    await signIn(page, { language });
    await page.waitForURL((url) => url.pathname === '/profile/security/passkeys/new');
    session = await page.context().cookies();
  }
  await page.getByLabel(WORDS[language].name, { exact: true }).fill(name);
  await page.getByRole('button', { name: WORDS[language].create }).click();
  await page.waitForURL((url) => url.pathname === '/profile/security');
}

async function forgetSession(): Promise<void> {
  await page.context().clearCookies();
}

const stored = () =>
  sql<{ name: string; counter: number; synced: boolean; used: boolean; user_id: string }>(
    platform,
    'select name, counter, synced, last_used_at is not null as used, user_id from passkeys order by created_at',
  );
const isSignedIn = () => page.waitForURL((url) => url.pathname === '/profile/security');

async function methods(): Promise<string[]> {
  const rows = await sql<{ payload: Buffer }>(
    platform,
    `select payload from oidc_artifacts where kind = 'Session' and user_id is not null order by created_at desc limit 1`,
  );
  return JSON.parse(platform.sealer.unseal(rows[0]!.payload, 'Session')).amr;
}

/** Presses the button; the suggestions of the e-mail field are answered by the virtual device at once, so they are off. */
async function usePasskey(path: string, language: PageLanguage = 'en'): Promise<void> {
  await page.goto(path);
  await page.getByRole('button', { name: WORDS[language].passkey }).click();
}

describe.each(['en', 'it'] as const)('in %s', (language) => {
  beforeEach(withoutSuggestions);

  test('a passkey is added and signs in at the account site', async () => {
    await addPasskey({ language, name: 'Computer' });
    expect(await stored()).toEqual([
      { name: 'Computer', counter: expect.any(Number), synced: false, used: false, user_id: 'sandbox-doctor' },
    ]);
    await forgetSession();
    await usePasskey(address('/sign-in?to=/profile/security', language), language);
    await isSignedIn();
    expect(await methods()).toEqual(['hwk', 'user', 'mfa']);
    expect(await stored()).toMatchObject([{ used: true }]);
  });

  test('a passkey signs in for an application', async () => {
    await addPasskey({ language });
    await forgetSession();
    const app = { ...NATIVE, redirectUri: application.redirectUri };
    await usePasskey(authorizationUrl(platform, app, { ui_locales: language }), language);
    const answer = application.nextAnswer();
    await page.getByRole('button', { name: WORDS[language].allow }).click();
    expect((await answer).get('code')).toEqual(expect.any(String));
  });
});

/** Browsers offer passkeys in the e-mail field; a virtual device would answer before the test presses the button. */
async function withoutSuggestions(): Promise<void> {
  await page.addInitScript('delete PublicKeyCredential.isConditionalMediationAvailable');
}

test('a passkey suggested in the e-mail field signs in without a press', async () => {
  await addPasskey();
  await forgetSession();
  await page.goto(address('/sign-in?to=/profile/security'));
  await isSignedIn();
  expect(await methods()).toContain('mfa');
});

describe('a passkey', () => {
  beforeEach(withoutSuggestions);

  test('of a synced kind is said to be one of software (RFC 8176)', async () => {
    await device.remove();
    device = await plugIn(page, { synced: true });
    await addPasskey();
    expect(await stored()).toMatchObject([{ synced: true, name: 'Passkey' }]);
    await forgetSession();
    await usePasskey(address('/sign-in?to=/profile/security'));
    await isSignedIn();
    expect(await methods()).toEqual(['swk', 'user', 'mfa']);
  });

  test('counts as two factors: no code is asked', async () => {
    await addPasskey();
    await sql(
      platform,
      `insert into second_factors (user_id, totp_secret, last_step, recovery_salt) values ('sandbox-doctor', '\\x00', 0, '\\x00')`,
    );
    await forgetSession();
    await usePasskey(address('/sign-in?to=/profile/security'));
    await isSignedIn();
    await sql(platform, 'delete from second_factors');
  });

  test('without the person proving who they are does not sign in', async () => {
    await addPasskey();
    await forgetSession();
    await device.setUserVerified(false);
    await usePasskey(address('/sign-in'));
    await page.getByText('The passkey was not used').waitFor();
    expect(new URL(page.url()).pathname).toBe('/sign-in');
  });

  test('of a disabled person is refused as an unknown one', async () => {
    await addPasskey();
    await forgetSession();
    await sql(platform, `update users set status = 'disabled' where id = 'sandbox-doctor'`);
    await usePasskey(address('/sign-in'));
    await page.getByRole('heading', { name: 'The passkey did not work' }).waitFor();
    await sql(platform, `update users set status = 'active' where id = 'sandbox-doctor'`);
    expect(await stored()).toMatchObject([{ used: false }]);
  });

  test('that was removed from the account is refused', async () => {
    await addPasskey();
    await sql(platform, 'delete from passkeys');
    await forgetSession();
    await usePasskey(address('/sign-in'));
    await page.getByRole('heading', { name: 'The passkey did not work' }).waitFor();
  });

  test('whose counter went back, as a copy of its key would, is refused', async () => {
    await addPasskey();
    await forgetSession();
    await sql(platform, 'update passkeys set counter = 1000');
    await usePasskey(address('/sign-in'));
    await page.getByRole('heading', { name: 'The passkey did not work' }).waitFor();
    expect(await stored()).toMatchObject([{ counter: 1000, used: false }]);
  });

  test('with the user handle of somebody else is refused', async () => {
    await addPasskey();
    await sql(platform, `update passkey_holders set handle = 'another handle'`);
    await forgetSession();
    await usePasskey(address('/sign-in'));
    await page.getByRole('heading', { name: 'The passkey did not work' }).waitFor();
  });

  test('has a random user handle of its person, and says nothing of them', async () => {
    await addPasskey({ name: 'One' });
    const [credential] = await device.credentials();
    const handle = Buffer.from(credential!.userHandle!, 'base64');
    expect(handle).toHaveLength(32);
    expect(handle.toString('latin1')).not.toMatch(/doctor|sandbox/);
    expect(credential!.rpId).toBe('localhost');
    const rows = await sql<{ handle: Buffer }>(platform, 'select handle from passkey_holders');
    expect(rows[0]!.handle).toEqual(handle);
  });

  test('is not made twice on one device', async () => {
    await addPasskey();
    await page.goto(address('/profile/security/passkeys/new'));
    await page.getByRole('button', { name: 'Create the passkey' }).click();
    await page.getByText('holds a passkey of the account already').waitFor();
    expect(await stored()).toHaveLength(1);
  });

  test('is renamed, and removed by its page', async () => {
    await addPasskey({ name: 'Old' });
    const [row] = await sql<{ id: string }>(platform, 'select id from passkeys');
    await page.goto(address(`/profile/security/passkeys/${row!.id}`));
    await page.getByLabel('Name', { exact: true }).fill('  Réception <b>1</b> ');
    await page.getByRole('button', { name: 'Save the name' }).click();
    await isSignedIn();
    expect(await stored()).toMatchObject([{ name: 'Réception <b>1</b>' }]);
    await page.goto(address(`/profile/security/passkeys/${row!.id}`));
    await page.getByRole('heading', { name: 'Passkey “Réception <b>1</b>”' }).waitFor();
    await page.getByRole('button', { name: 'Remove the passkey' }).click();
    await isSignedIn();
    expect(await stored()).toEqual([]);
  });
});

test('without JavaScript there is no passkey button, and the password works', async () => {
  await visitor.close();
  visitor = await newVisitor(browser, isExpected, { javaScriptEnabled: false });
  page = visitor.page;
  await page.goto(address('/sign-in?to=/profile/security/passkeys/new'));
  expect(await page.getByRole('button', { name: WORDS.en.passkey }).isVisible()).toBe(false);
  await signIn(page);
  await page.getByText('Passkeys need JavaScript').waitFor();
  expect(await page.getByRole('button', { name: WORDS.en.create }).isVisible()).toBe(false);
});

test('a browser without passkeys shows no button', async () => {
  await page.addInitScript('delete window.PublicKeyCredential');
  await page.goto(address('/sign-in?to=/profile/security/passkeys/new'));
  expect(await page.getByRole('button', { name: WORDS.en.passkey }).isVisible()).toBe(false);
  await signIn(page);
  await page.getByText('This browser has no passkeys').waitFor();
});

test('the pages fit a phone and a desk and have no accessibility violation', async () => {
  await withoutSuggestions();
  const look = async () => expect(await problemsIn(page, PHONE_AND_DESK)).toEqual([]);
  await page.goto(address('/sign-in?to=/profile/security/passkeys/new'));
  await page.getByRole('button', { name: WORDS.en.passkey }).waitFor();
  await look();
  await signIn(page);
  await page.getByRole('button', { name: WORDS.en.create }).waitFor();
  await look();
  await page.goto(address('/profile/security/second-factor'));
  await look();
});
