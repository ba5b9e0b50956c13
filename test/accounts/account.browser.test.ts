import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeViolations, type Browser, launchChromium, newVisitor, overflow } from '../harness/browser.ts';
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

test.each([
  '/sign-up',
  '/forgot-password',
  '/sign-in',
  '/profile',
  '/profile/applications',
  '/profile/sessions',
  '/profile/security',
  '/outbox',
])('%s has no accessibility violation, on a phone and a desk', async (path) => {
  for (const width of [390, 1280]) {
    const visitor = await newVisitor(browser, (url) => url.origin === platform.accountUrl, {
      viewport: { width, height: 800 },
      bypassCSP: true,
    });
    const { page } = visitor;
    await page.goto(platform.accountUrl + path);
    if (path.startsWith('/profile')) {
      await page.getByLabel('E-mail', { exact: true }).fill('doctor@sandbox.test');
      await page.getByLabel('Password', { exact: true }).fill('corsia-sandbox');
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await page.waitForURL((url) => url.pathname === path);
    }
    expect(await overflow(page)).toBe(0);
    expect(await axeViolations(page)).toEqual([]);
    await visitor.close();
  }
});
