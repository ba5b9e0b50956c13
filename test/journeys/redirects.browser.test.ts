import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { allow, type Browser, launchChromium, newVisitor, signIn, type Visitor } from '../harness/browser.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { apiAnswer, authorizationUrl, NATIVE, redeem } from '../oauth/flow.ts';
import { sql } from '../oauth/sql.ts';
import { type Application, startApplication } from './application.ts';

/*
 * Browsers apply `form-action` to the redirects that follow a form post: with a policy too narrow, "Allow" would lead
 * nowhere, and only a browser can tell.
 */
let platform: Platform;
let browser: Browser;
let visitor: Visitor;
let application: Application;

beforeAll(async () => {
  platform = await startPlatform();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await platform.close();
});
beforeEach(async () => {
  visitor = await newVisitor(
    browser,
    (url) => url.origin === platform.accountUrl || application.redirectUri.startsWith(url.origin),
  );
});
afterEach(async () => {
  application.close();
  expect(visitor.problems).toEqual([]);
  await visitor.close();
});

const native = () => ({ ...NATIVE, redirectUri: application.redirectUri });

/** An application with a secret, whose consent is remembered, so that signing in leads straight back to it. */
async function registerWeb(): Promise<{ id: string; secret: string; redirectUri: string }> {
  const { redirectUri } = application;
  const id = `web-${new URL(redirectUri).port}`;
  await sql(
    platform,
    `with c as (
       insert into clients (id, name, application_type, public, grant_types, redirect_uris, scopes)
       values ($1, 'Web', 'web', false, '{authorization_code}', array[$2], '{openid,giponext.patients}') returning id
     ) insert into client_secrets (client_id, hash) select id, sha256('secret') from c`,
    [id, redirectUri],
  );
  return { id, secret: 'secret', redirectUri };
}

describe('a browser comes back to', () => {
  test.each(['127.0.0.1', 'localhost', '::1'] as const)('a native application at %s', async (host) => {
    application = await startApplication(host);
    const { page } = visitor;
    await page.goto(authorizationUrl(platform, native()));
    await signIn(page);
    const answer = application.nextAnswer();
    await allow(page);
    expect((await answer).get('code')).toEqual(expect.any(String));
    await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
  });

  test('an application whose consent is remembered, straight from the sign-in form', async () => {
    application = await startApplication();
    const web = await registerWeb();
    const { page } = visitor;
    await page.goto(authorizationUrl(platform, web));
    await signIn(page);
    await allow(page);
    await page.getByRole('heading', { name: 'Welcome back' }).waitFor();

    await page.goto(authorizationUrl(platform, web, { prompt: 'login' }));
    const answer = application.nextAnswer();
    await signIn(page);
    expect((await answer).get('code')).toEqual(expect.any(String));
  });

  test.each([true, false])('an application that asked for a form post, JavaScript %s', async (javaScriptEnabled) => {
    await visitor.close();
    application = await startApplication();
    visitor = await newVisitor(
      browser,
      (url) => url.origin === platform.accountUrl || application.redirectUri.startsWith(url.origin),
      { javaScriptEnabled },
    );
    const web = await registerWeb();
    const { page } = visitor;
    await page.goto(authorizationUrl(platform, web, { response_mode: 'form_post' }));
    await signIn(page);
    const answer = application.nextAnswer();
    await allow(page);
    if (!javaScriptEnabled) await page.getByRole('button', { name: 'Continue' }).click();
    expect(Object.fromEntries(await answer)).toMatchObject({ code: expect.any(String), iss: platform.accountUrl });
    await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
  });

  test('an application after another account was chosen on the consent page', async () => {
    application = await startApplication();
    const { page } = visitor;
    await page.goto(authorizationUrl(platform, native()));
    await signIn(page);
    await page.getByRole('button', { name: 'Use another account' }).click();
    await signIn(page, { email: 'reception@sandbox.test' });
    await page.getByText('Rita Accoglienti').waitFor();
    const answer = application.nextAnswer();
    await allow(page);
    const callback = new URL(`${application.redirectUri}?${await answer}`);
    const { body } = await redeem(platform, callback, native());
    expect(await apiAnswer(platform, body.access_token, '/v2/userinfo')).toMatchObject({
      body: { sub: 'sandbox-reception' },
    });
  });
});

test('a permission that was unticked in the browser is refused by the API', async () => {
  application = await startApplication();
  const { page } = visitor;
  await page.goto(authorizationUrl(platform, native(), { scope: 'openid giponext.patients giponext.invoices' }));
  await signIn(page);
  const answer = application.nextAnswer();
  await allow(page, { untick: ['Patients'] });
  const callback = new URL(`${application.redirectUri}?${await answer}`);
  const { body } = await redeem(platform, callback, native());
  expect(body.scope).toBe('openid giponext.invoices');
  expect(await apiAnswer(platform, body.access_token)).toMatchObject({
    status: 403,
    body: { error: 'insufficient_scope', scope: 'giponext.patients' },
  });
});
