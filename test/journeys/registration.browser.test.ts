import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { messages } from '../../src/account/pages/messages.ts';
import { linkOf, mailsTo } from '../accounts/accounts.ts';
import {
  type Browser,
  launchChromium,
  newVisitor,
  overflow,
  type Page,
  PHONE_AND_DESK,
  problemsIn,
  signIn,
} from '../harness/browser.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { type Application, startApplication } from './application.ts';
import { fill, heading, openMenu, type People, peopleOf, press, signInTo, WALKS } from './portal.ts';

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

const PASSWORD = 'tre ponti di carta velina';

describe.each(WALKS)('in $language, JavaScript: $javaScriptEnabled', (walk) => {
  const { language } = walk;
  const text = messages[language];
  const email = `sviluppo-${language}@aurora.example`;
  const name = `Referti ${language}`;
  let application: Application;
  let people: People;
  let developer: Page;
  let secret: string;
  let clientId: string;

  beforeAll(async () => {
    application = await startApplication('localhost');
    people = peopleOf(walk, { browser, platform, application });
  });
  afterAll(async () => {
    application.close();
    await people.leave();
  });

  const menu = (page: Page, item: string) => openMenu(page, text, item);
  const tab = (page: Page, item: string) =>
    page
      .getByRole('navigation', { name: text.application.tabs.label })
      .getByRole('link', { name: item, exact: true })
      .click();
  async function decide(subject: string, button: string, reason: string): Promise<void> {
    const page = await people.pageOf('admin@sandbox.test');
    await menu(page, text.requestQueue.title);
    await page.getByRole('link', { name: subject }).click();
    await fill(page, text.reason.label, reason);
    await press(page, button);
    await page.getByRole('status').getByText(/./).first().waitFor();
    expect(await overflow(page)).toBe(0);
  }
  /** Signs in to the application as the clinic's doctor and reads who that is. */
  async function userInfo(page: Page, secretOfApplication: string) {
    const { config, tokens } = await signInTo(application, page, {
      platform,
      language,
      clientId,
      authentication: client.ClientSecretBasic(secretOfApplication),
      scope: 'openid profile offline_access giponext.patients',
    });
    return { config, tokens, info: await client.fetchUserInfo(config, tokens.access_token, client.skipSubjectCheck) };
  }

  test('somebody opens a demo account, and becomes a developer because a manager asked for it', async () => {
    developer = await people.newPage();
    await developer.goto(`${platform.accountUrl}/sign-up`);
    await fill(developer, text.signUp.name, 'Viola Sviluppi');
    await fill(developer, text.signUp.email, email);
    await fill(developer, text.signUp.password, PASSWORD);
    await developer.getByLabel(text.signUp.accept).check();
    await press(developer, text.signUp.submit);
    await heading(developer, text.checkMail.title);
    await developer.goto(platform.accountUrl + linkOf((await mailsTo(platform, email))[0]!, platform));
    await press(developer, text.confirmSignUp.submit);
    await heading(developer, text.profile.title);
    await developer.goto(`${platform.accountUrl}/developer/applications`);
    await heading(developer, text.forbidden.title);

    const manager = await people.pageOf('manager@sandbox.test');
    await menu(manager, text.developerAccess.title);
    await fill(manager, text.developerAccess.email, email);
    await fill(manager, text.developerAccess.reason, 'Laboratorio.');
    await press(manager, text.developerAccess.submit);
    await manager.getByText(text.developerAccess.sent).waitFor();
    await decide(email, text.decision.grant, 'As agreed.');
    await developer.goto(`${platform.accountUrl}/profile`);
    await menu(developer, text.oauthApplications.title);
  });

  test('registers an application, which is rejected, corrected and approved', async () => {
    const words = text.registration;
    await developer.getByRole('link', { name: text.oauthApplications.new }).click();
    await developer.getByLabel(text.kinds.web.name).check();
    await fill(developer, text.newApplication.name, name);
    await press(developer, text.newApplication.submit);
    await heading(developer, text.editApplication.title(name));
    await fill(developer, words.description, 'Shows patients their medical reports once they are signed.');
    await press(developer, text.editApplication.submit);
    await developer.getByRole('alert').waitFor();
    await fill(developer, words.homeUrl, 'https://referti.example/');
    await fill(developer, words.privacyUrl, 'https://referti.example/privacy');
    await fill(developer, words.redirectUris, application.redirectUri);
    for (const scope of ['giponext.patients', 'offline_access', 'profile']) {
      await developer.locator(`input[value="${scope}"]`).check();
    }
    expect(await overflow(developer)).toBe(0);
    await press(developer, text.editApplication.submit);
    await developer.getByText(text.application.submitted).waitFor();

    await decide(name, text.decision.reject, 'Say which patients.');
    await developer.reload();
    await developer.getByText('Say which patients.').first().waitFor();
    await developer.getByRole('link', { name: text.application.edit, exact: true }).click();
    await fill(developer, words.description, 'Shows patients of the laboratory their reports once they are signed.');
    await press(developer, text.editApplication.submit);
    await developer.getByText(text.application.submitted).waitFor();
    await decide(name, text.decision.approve, 'Clear now.');
    await developer.reload();
    await developer.getByText(text.application.firstSecret).waitFor();
    clientId = new URL(developer.url()).pathname.split('/').at(-1)!;
    await developer.getByText(clientId, { exact: true }).first().waitFor();
  });

  test('signs people in with the secret, which is shown once', async () => {
    await developer.getByRole('link', { name: text.application.openSecrets }).click();
    await developer.getByRole('link', { name: text.secrets.show, exact: true }).click();
    await press(developer, text.secrets.show);
    await heading(developer, text.secrets.shownTitle);
    secret = (await developer.locator('.secret-value code').textContent())!;
    expect(await overflow(developer)).toBe(0);
    await developer.getByRole('link', { name: text.secrets.stored }).click();
    expect(await developer.getByText(secret).count()).toBe(0);
    const doctor = await people.pageOf('doctor@sandbox.test');
    const { info } = await userInfo(doctor, secret);
    expect(info).toMatchObject({ name: 'Dario Medici', tenants: [{ id: 'sandbox-clinic' }] });
  });

  test('rotates the secret: both work, until the old one is removed', async () => {
    const rotate = new RegExp(`^${text.secrets.rotate}`);
    await developer.getByRole('link', { name: rotate }).click();
    await press(developer, text.secrets.rotate);
    await press(developer, text.secrets.show);
    const next = (await developer.locator('.secret-value code').textContent())!;
    await developer.getByRole('link', { name: text.secrets.stored }).click();
    const doctor = await people.pageOf('doctor@sandbox.test');
    await userInfo(doctor, secret);
    await userInfo(doctor, next);
    const old = secret.slice(-4);
    await developer
      .getByRole('row')
      .filter({ hasText: `…${old}` })
      .getByRole('link', { name: text.secrets.delete })
      .click();
    await press(developer, text.secrets.delete);
    await developer.getByText(text.secrets.deleted).waitFor();
    await expect(userInfo(doctor, secret)).rejects.toMatchObject({ status: 401 });
    await userInfo(doctor, next);
    secret = next;
  });

  test('loses its access when a person disconnects it', async () => {
    const doctor = await people.pageOf('doctor@sandbox.test');
    const { config, tokens } = await userInfo(doctor, secret);
    await doctor.goto(`${platform.accountUrl}/profile/applications`);
    await doctor
      .getByRole('listitem')
      .filter({ hasText: name })
      .getByRole('link', { name: text.applications.disconnect })
      .click();
    await press(doctor, text.applications.disconnect);
    await doctor.getByText(text.applications.disconnected(name)).waitFor();
    const use = async () => (await platform.call('GET', '/v2/userinfo', { token: tokens.access_token })).status;
    await expect.poll(use, { timeout: 5000 }).toBe(401);
    await expect(client.refreshTokenGrant(config, tokens.refresh_token!)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });

  test('its pages were without a problem, and every one can be opened', async () => {
    for (const item of ['redirectUris', 'scopes', 'usage', 'requests', 'tools', 'overview'] as const) {
      await developer.goto(`${platform.accountUrl}/developer/applications/${clientId}`);
      await tab(developer, text.application.tabs[item]);
      await heading(developer, name);
      expect(await overflow(developer)).toBe(0);
    }
    // Chromium reports the refusals that the journey provokes as failed resources.
    const problems = people.problems().filter((problem) => !/status of 4(03|22)/.test(problem));
    expect(problems).toEqual([]);
  });
});

describe('without accessibility violation, on a phone and a desk:', () => {
  test.each([
    ['manager@sandbox.test', ['/clinic/developer-access']],
    [
      'developer@sandbox.test',
      [
        '',
        '/sandbox-web',
        '/sandbox-web/secrets',
        '/sandbox-web/scopes',
        '/sandbox-web/usage',
        '/sandbox-web/tools',
        '/new',
      ].map((path) => `/developer/applications${path}`),
    ],
    [
      'admin@sandbox.test',
      [
        '/requests',
        '/applications',
        '/applications/sandbox-web',
        '/people',
        '/people/sandbox-doctor',
        '/people/sandbox-doctor/disable',
        '/actions',
      ].map((path) => `/administration${path}`),
    ],
  ])('the pages of %s', async (email, paths) => {
    const visitor = await newVisitor(browser, (url) => url.origin === platform.accountUrl);
    const { page } = visitor;
    await page.goto(`${platform.accountUrl}/sign-in`);
    await signIn(page, { email });
    await heading(page, messages.en.profile.title);
    for (const path of paths) {
      await page.goto(platform.accountUrl + path);
      expect(await problemsIn(page, PHONE_AND_DESK)).toEqual([]);
    }
    await visitor.close();
  });
});
