import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Browser,
  launchChromium,
  newVisitor,
  overflow,
  PHONE_AND_DESK,
  problemsIn,
  signIn,
  type Visitor,
} from '../harness/browser.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { linkOf, mailsTo } from './accounts.ts';

const WORDS = {
  en: {
    name: 'First and last name',
    accept: /I understand/,
    open: 'Open the account',
    checkMail: 'Look into your mail',
    confirm: 'Confirm and sign in',
    profile: 'Profile',
    security: 'Security',
    sessions: 'Sessions',
    current: 'Current password',
    fresh: 'New password',
    change: 'Change the password',
    changed: 'The password is changed',
    thisOne: 'This one',
    outbox: 'Outbox',
  },
  it: {
    name: 'Nome e cognome',
    accept: /Questa è una demo/,
    open: 'Apri l’account',
    checkMail: 'Controllare la posta',
    confirm: 'Conferma e accedi',
    profile: 'Profilo',
    security: 'Sicurezza',
    sessions: 'Sessioni',
    current: 'Password attuale',
    fresh: 'Nuova password',
    change: 'Cambia la password',
    changed: 'La password è stata cambiata',
    thisOne: 'Questa',
    outbox: 'Posta in uscita',
  },
} as const;

let platform: Platform;
let browser: Browser;

beforeAll(async () => {
  platform = await startPlatform();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await platform.close();
});

describe.each([
  {
    language: 'en',
    how: 'with JavaScript',
    options: { javaScriptEnabled: true, viewport: { width: 1280, height: 800 } },
  },
  {
    language: 'it',
    how: 'without JavaScript, on a phone',
    options: { javaScriptEnabled: false, viewport: { width: 390, height: 800 } },
  },
] as const)('in $language, $how', ({ language, options }) => {
  test('somebody opens an account, confirms it from the outbox, changes the password and looks at the sessions', async () => {
    const words = WORDS[language];
    const email = `viaggio-${language}@aurora.example`;
    const visitor = await newVisitor(browser, (url) => url.origin === platform.accountUrl, {
      locale: language,
      ...options,
    });
    const { page } = visitor;
    const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
    const menu = async (item: string) => {
      if (options.viewport.width < 800) await page.locator('.menu-fold summary').click();
      await page.getByRole('navigation').getByRole('link', { name: item, exact: true }).click();
      await heading(item);
      expect(await overflow(page)).toBe(0);
    };

    await page.goto(`${platform.accountUrl}/sign-up`);
    await page.getByLabel(words.name).fill('Viola Viaggi');
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password', { exact: true }).fill('un ponte di carta velina');
    await page.getByLabel(words.accept).check();
    await page.getByRole('button', { name: words.open }).click();
    await heading(words.checkMail);

    const [mail] = await mailsTo(platform, email);
    await page.goto(`${platform.accountUrl}/outbox`);
    await heading(words.outbox);
    await page.locator(`a[href="${linkOf(mail!, platform)}"]`).click();
    await page.getByRole('button', { name: words.confirm }).click();
    await heading(words.profile);

    await menu(words.security);
    await page.getByLabel(words.current).fill('un ponte di carta velina');
    await page.getByLabel(words.fresh).fill('due ponti di carta velina');
    await page.getByRole('button', { name: words.change }).click();
    await page.getByText(words.changed).waitFor();

    await menu(words.sessions);
    await page.getByText(words.thisOne, { exact: true }).waitFor();
    expect(visitor.problems).toEqual([]);
    await visitor.close();
  });
});

describe('without accessibility violation, on a phone and a desk:', () => {
  const isExpected = (url: URL) => url.origin === platform.accountUrl;
  let stranger: Visitor;
  let doctor: Visitor;
  beforeAll(async () => {
    stranger = await newVisitor(browser, isExpected);
    doctor = await newVisitor(browser, isExpected);
    await doctor.page.goto(`${platform.accountUrl}/profile/security`);
    await signIn(doctor.page);
    await doctor.page.waitForURL((url) => url.pathname === '/profile/security');
  });
  afterAll(async () => {
    await stranger.close();
    await doctor.close();
  });
  async function look({ page }: Visitor, path: string): Promise<void> {
    await page.goto(platform.accountUrl + path);
    expect(new URL(page.url()).pathname).toBe(path);
    expect(await problemsIn(page, PHONE_AND_DESK)).toEqual([]);
  }

  test.each(['/sign-up', '/forgot-password', '/sign-in', '/outbox'])('%s', (path) => look(stranger, path));

  test.each(['/profile', '/profile/applications', '/profile/sessions', '/profile/security'])('%s', (path) =>
    look(doctor, path),
  );
});
