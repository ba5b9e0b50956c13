import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type Browser,
  launchChromium,
  newVisitor,
  overflow,
  type Page,
  signIn,
  type Visitor,
} from '../harness/browser.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { sql } from '../oauth/sql.ts';
import { codeOf, forgetSteps, recoveryCodesOn, SET_UP } from './authenticator.ts';

const WORDS = {
  en: {
    code: /^(Code from the app|Type the code that the app shows)$/,
    turnOn: 'Turn on',
    next: 'Continue',
    trouble: 'Without the app',
    recovery: 'Recovery code',
    use: 'Use the recovery code',
    stored: 'I stored them',
    left: '9 recovery codes are left',
  },
  it: {
    code: /^(Codice dell’app|Scrivere il codice che l’app mostra)$/,
    turnOn: 'Attiva',
    next: 'Continua',
    trouble: 'Senza l’app',
    recovery: 'Codice di recupero',
    use: 'Usa il codice di recupero',
    stored: 'Li ho conservati',
    left: 'Restano 9 codici di recupero',
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
beforeEach(() => sql(platform, 'delete from second_factors'));

const isExpected = (url: URL) => url.origin === platform.accountUrl;
const signInAddress = (to: string) => `${platform.accountUrl}/sign-in?${new URLSearchParams({ to })}`;

async function secretOn(page: Page): Promise<string> {
  return (await page.locator('.copyable code').innerText()).replaceAll(' ', '');
}

describe.each([
  { language: 'en', javaScriptEnabled: true, width: 1280 },
  { language: 'it', javaScriptEnabled: false, width: 390 },
] as const)('in $language, JavaScript $javaScriptEnabled, $width px', ({ language, javaScriptEnabled, width }) => {
  const words = WORDS[language];
  const visit = (): Promise<Visitor> =>
    newVisitor(browser, isExpected, { locale: language, javaScriptEnabled, viewport: { width, height: 800 } });

  test('a person turns it on, signs in with the app, and later with a recovery code', async () => {
    const visitor = await visit();
    const { page } = visitor;
    await page.goto(signInAddress(SET_UP));
    await signIn(page, { language });
    const secret = await secretOn(page);
    expect(await overflow(page)).toBe(0);
    await page.getByLabel(words.code).fill(codeOf(secret));
    await page.getByRole('button', { name: words.turnOn }).click();
    await page.getByRole('link', { name: words.stored }).waitFor();
    const codes = recoveryCodesOn({ html: await page.content() } as never);
    expect(codes).toHaveLength(10);
    expect(await overflow(page)).toBe(0);

    await page.context().clearCookies();
    await forgetSteps(platform);
    await page.goto(signInAddress('/profile/security'));
    await signIn(page, { language });
    await page.getByLabel(words.code).fill(codeOf(secret));
    await page.getByRole('button', { name: words.next, exact: true }).click();
    await page.waitForURL((url) => url.pathname === '/profile/security');

    await page.context().clearCookies();
    await page.goto(signInAddress('/profile/security'));
    await signIn(page, { language });
    await page.getByText(words.trouble).click();
    await page.getByLabel(words.recovery, { exact: true }).fill(codes[3]!.toLowerCase());
    await page.getByRole('button', { name: words.use }).click();
    await page.getByText(words.left).waitFor();
    expect(await overflow(page)).toBe(0);
    // Leaving a page gives up what it was still loading.
    expect(visitor.problems.filter((problem) => !problem.endsWith('ERR_ABORTED'))).toEqual([]);
    await visitor.close();
  });
});

test('recovery codes can be copied and downloaded, and printing leaves only them', async () => {
  const visitor = await newVisitor(browser, isExpected, { permissions: ['clipboard-read', 'clipboard-write'] });
  const { page } = visitor;
  await page.goto(signInAddress(SET_UP));
  await signIn(page);
  await page.getByLabel(WORDS.en.code).fill(codeOf(await secretOn(page)));
  await page.getByRole('button', { name: WORDS.en.turnOn }).click();
  await page.getByRole('link', { name: WORDS.en.stored }).waitFor();
  const codes = recoveryCodesOn({ html: await page.content() } as never);

  await page.getByRole('button', { name: 'Copy' }).click();
  await expect.poll(() => page.evaluate('navigator.clipboard.readText()')).toBe(codes.join('\n'));

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('corsia-recovery-codes.txt');
  const file = await readFile(await download.path(), 'utf8');
  expect(file).toContain('doctor@sandbox.test');
  for (const code of codes) expect(file).toContain(code);

  await page.emulateMedia({ media: 'print' });
  expect(await page.getByText(codes[0]!).isVisible()).toBe(true);
  for (const name of ['Download', WORDS.en.stored]) {
    expect(await page.getByRole('link', { name }).isVisible()).toBe(false);
  }
  // A download is a navigation that the browser gives up for the file.
  expect(visitor.problems.filter((problem) => !problem.startsWith('failed: data:'))).toEqual([]);
  await visitor.close();
});
