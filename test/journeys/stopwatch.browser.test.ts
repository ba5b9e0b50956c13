import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Browser, launchChromium, newVisitor, type Page } from '../harness/browser.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { sql } from '../oauth/sql.ts';

const MOST_ACTIONS = 12;

let platform: Platform;
let browser: Browser;
beforeAll(async () => {
  [platform, browser] = await Promise.all([startPlatform(), launchChromium()]);
  // The sandbox was seeded for other ports.
  const redirectUris = [`${platform.apiUrl}/specs/scalar.html`, `${platform.apiUrl}/en/specs/scalar.html`];
  await sql(platform, "update clients set redirect_uris = $1 where id = 'sandbox-web'", [redirectUris]);
});
afterAll(async () => {
  await browser.close();
  await platform.close();
});

/** Somebody who does one thing after the other and counts them: an address opened, a button pressed, a field filled. */
function newcomer() {
  const actions: string[] = [];
  return {
    actions,
    async open(page: Page, address: string) {
      actions.push(`open ${address}`);
      await page.goto(address);
    },
    /** Presses what a page calls by this name; only what is seen there can be pressed. */
    async press(page: Page, role: 'link' | 'button', name: string | RegExp) {
      actions.push(`press ${name}`);
      await page.getByRole(role, { name }).first().click();
    },
  };
}

test('from the address that `npm start` prints to the first patients in twelve actions', async () => {
  const own = () => [platform.accountUrl, platform.apiUrl];
  const visitor = await newVisitor(browser, (url) => url.protocol === 'blob:' || own().includes(url.origin), {
    viewport: { width: 1280, height: 900 },
  });
  const { page } = visitor;
  page.context().setDefaultTimeout(20_000);
  const { actions, open, press } = newcomer();

  await open(page, platform.accountUrl);
  await press(page, 'link', 'Try the API');
  await page.getByText('Authorize, and call.').waitFor();
  const [popup] = await Promise.all([page.waitForEvent('popup'), press(page, 'button', 'Authorize')]);
  await press(popup, 'button', 'Fill in doctor@sandbox.test');
  await press(popup, 'button', 'Sign in');
  await Promise.all([popup.waitForEvent('close'), press(popup, 'button', /^Allow selected/)]);
  await page.getByText('Access Token').first().waitFor();

  await press(page, 'button', 'Open Group - Patients');
  await press(page, 'link', /^List and search patients/);
  await press(page, 'button', /Test Request ?\(get .*\/patients\)/);
  await press(page, 'button', /^Send/);
  await page.getByText('200 OK').first().waitFor();
  await page.getByText('"lastName"').first().waitFor();

  expect(actions.length, actions.join('\n')).toBeLessThanOrEqual(MOST_ACTIONS);
  expect(visitor.problems).toEqual([]);
  await visitor.close();
});
