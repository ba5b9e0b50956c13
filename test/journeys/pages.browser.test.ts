import { afterAll, beforeAll, expect, test } from 'vitest';
import { SCOPES } from '../../src/catalogue/scopes.ts';
import {
  axeViolations,
  type Browser,
  launchChromium,
  newVisitor,
  overflow,
  problemsIn,
  signIn,
} from '../harness/browser.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { authorizationUrl, NATIVE } from '../oauth/flow.ts';

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

const isExpected = (url: URL) => url.origin === platform.accountUrl;
const everything = () => authorizationUrl(platform, NATIVE, { scope: SCOPES.join(' ') });

const LOOKS = {
  en: [
    { width: 1280, colorScheme: 'light' },
    { width: 390, colorScheme: 'dark' },
  ],
  it: [
    { width: 1280, colorScheme: 'dark' },
    { width: 390, colorScheme: 'light' },
  ],
} as const;

test.each(['en', 'it'] as const)(
  'sign-in and consent fit, load nothing foreign, break no policy and have no accessibility violation (%s)',
  async (language) => {
    const visitor = await newVisitor(browser, isExpected, { locale: language });
    const { page } = visitor;
    const look = async () => expect(await problemsIn(page, LOOKS[language])).toEqual([]);
    await page.goto(everything());
    await look();
    await signIn(page, { password: 'wrong', language });
    await page.getByRole('alert').waitFor();
    await look();
    await signIn(page, { language });
    await page.getByRole('checkbox').first().waitFor();
    await look();
    // Chromium reports the 401 of the wrong password as a failed resource.
    expect(visitor.problems.filter((problem) => !/status of 401/.test(problem))).toEqual([]);
    await visitor.close();
  },
);

test('a breach of the policy would be seen', async () => {
  const visitor = await newVisitor(browser, isExpected);
  await visitor.page.goto(everything());
  await visitor.page.evaluate(
    `document.body.insertAdjacentHTML('beforeend', '<img src="https://evil.example/x.png">')`,
  );
  await expect.poll(() => visitor.problems.join('\n')).toMatch(/Content Security Policy/);
  await visitor.close();
});

test('a wide thing and an unlabelled field would be seen', async () => {
  const visitor = await newVisitor(browser, isExpected, { bypassCSP: true });
  await visitor.page.goto(everything());
  await visitor.page.evaluate(
    `document.querySelector('main').insertAdjacentHTML('beforeend', '<input style="width: 3000px">')`,
  );
  expect(await overflow(visitor.page)).toBeGreaterThan(0);
  expect((await axeViolations(visitor.page)).join()).toContain('label');
  await visitor.close();
});
