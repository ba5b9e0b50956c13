import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SCOPES } from '../../src/catalogue/scopes.ts';
import {
  axeViolations,
  type Browser,
  launchChromium,
  newVisitor,
  overflow,
  type Page,
  signIn,
  type Visitor,
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

const looks = [
  { language: 'en', width: 1280, colorScheme: 'light' },
  { language: 'en', width: 390, colorScheme: 'dark' },
  { language: 'it', width: 1280, colorScheme: 'dark' },
  { language: 'it', width: 390, colorScheme: 'light' },
] as const;

describe.each(looks)('in $language, $width px wide, $colorScheme', ({ language, width, colorScheme }) => {
  const options = { locale: language, viewport: { width, height: 800 }, colorScheme };

  async function through(visitor: Visitor, look: (page: Page) => Promise<void>): Promise<void> {
    const { page } = visitor;
    await page.goto(everything());
    await look(page);
    await signIn(page, { password: 'wrong', language });
    await page.getByRole('alert').waitFor();
    await look(page);
    await signIn(page, { language });
    await page.getByRole('checkbox').first().waitFor();
    await look(page);
  }

  test('sign-in and consent fit, load nothing foreign and break no policy', async () => {
    const visitor = await newVisitor(browser, isExpected, options);
    await through(visitor, async (page) => expect(await overflow(page)).toBe(0));
    // Chromium reports the 401 of the wrong password as a failed resource.
    expect(visitor.problems.filter((problem) => !/status of 401/.test(problem))).toEqual([]);
    await visitor.close();
  });

  test('sign-in and consent have no accessibility violation', async () => {
    const visitor = await newVisitor(browser, isExpected, { ...options, bypassCSP: true });
    await through(visitor, async (page) => expect(await axeViolations(page)).toEqual([]));
    await visitor.close();
  });
});

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
