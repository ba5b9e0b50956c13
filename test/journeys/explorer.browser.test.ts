import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  allow,
  type Browser,
  launchChromium,
  newVisitor,
  type Page,
  signIn,
  type Visitor,
} from '../harness/browser.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { sql } from '../oauth/sql.ts';

let platform: Platform;
let browser: Browser;
let visitor: Visitor;

beforeAll(async () => {
  platform = await startPlatform();
  browser = await launchChromium();
  // The sandbox was seeded for other ports.
  const paths = ['/swagger/oauth2-redirect.html', '/specs/scalar.html', '/en/specs/scalar.html'];
  await sql(platform, "update clients set redirect_uris = $1 where id = 'sandbox-web'", [
    paths.map((path) => `${platform.apiUrl}${path}`),
  ]);
});
afterAll(async () => {
  await browser.close();
  await platform.close();
});
beforeEach(async () => {
  const own = () => [platform.accountUrl, platform.apiUrl];
  visitor = await newVisitor(browser, (url) => url.protocol === 'blob:' || own().includes(url.origin), {
    viewport: { width: 1280, height: 900 },
  });
  visitor.page.context().setDefaultTimeout(15_000);
});
afterEach(async () => {
  expect(visitor.problems).toEqual([]);
  await visitor.close();
});

/** Authorises, for the first time as this person, in the popup that `open` brings up, which closes itself. */
async function authorise(page: Page, email: string, open: () => Promise<void>): Promise<void> {
  const [popup] = await Promise.all([page.waitForEvent('popup'), open()]);
  await signIn(popup, { email });
  await Promise.all([popup.waitForEvent('close'), allow(popup)]);
}

describe('Swagger UI', () => {
  test('authorises with PKCE and gets a live answer', async () => {
    const { page } = visitor;
    await page.goto(`${platform.apiUrl}/swagger`);
    await page.getByRole('link', { name: 'Fill in the sandbox application' }).click();
    await page.getByRole('button', { name: 'Authorize', exact: true }).click();
    const dialog = page.locator('.modal-ux');
    expect(await dialog.getByText('with PKCE').count()).toBeGreaterThan(0);
    await authorise(page, 'doctor@sandbox.test', () =>
      dialog.getByRole('button', { name: 'Apply given OAuth2 credentials' }).click(),
    );
    await dialog.getByRole('button', { name: 'Close', exact: true }).click();
    await page.locator('.opblock-tag', { hasText: 'UserInfo' }).click();
    await page.locator('.opblock-summary', { hasText: '/v2/userinfo' }).click();
    await page.getByRole('button', { name: 'Execute' }).click();
    const answer = page.locator('.live-responses-table .response');
    await answer.waitFor();
    expect(await answer.locator('.response-col_status').textContent()).toContain('200');
    expect(await answer.textContent()).toContain('sandbox-clinic');
  });
});

describe('Scalar', () => {
  test.each([
    ['en', '/en/specs/scalar.html', 'Fill in the sandbox application', 'manager@sandbox.test'],
    ['it', '/specs/scalar.html', 'Compila con l’applicazione sandbox', 'reception@sandbox.test'],
  ])('authorises with PKCE and gets a live answer (%s)', async (_language, path, fillIn, email) => {
    const { page } = visitor;
    await page.goto(`${platform.apiUrl}${path}`);
    await page.getByRole('link', { name: fillIn }).click();
    await authorise(page, email, () => page.getByRole('button', { name: 'Authorize' }).click());
    await page.getByText('Access Token').first().waitFor();
    await page.goto(`${page.url().split('#')[0]}#tag/userinfo`);
    await page
      .getByRole('button', { name: /Test Request/ })
      .first()
      .click();
    await page.getByRole('button', { name: /^Send/ }).first().click();
    await page.getByText('200 OK').first().waitFor();
  });
});
