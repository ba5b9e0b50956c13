import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { messages } from '../../src/account/pages/messages.ts';
import { linkOf, mailsTo } from '../accounts/accounts.ts';
import { CHANGES, type Change, type Feed } from '../changes-feed/feed.ts';
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
import { sql } from '../oauth/sql.ts';
import { settle } from '../polling/poller.ts';
import { type Application, startApplication } from './application.ts';
import { fill, follow, heading, openMenu, type People, peopleOf, press, signInTo, WALKS } from './portal.ts';

let platform: Platform;
let browser: Browser;
let application: Application;

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

const PATIENTS = '/v2/tenants/sandbox-clinic/patients?limit=1';
const PASSWORD = 'tre ponti di carta velina';
const inAMonth = () => new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);

describe.each(WALKS)('in $language, JavaScript: $javaScriptEnabled', (walk) => {
  const { language, javaScriptEnabled } = walk;
  const text = messages[language];
  const email = `integratore-${language}@software.test`;
  let people: People;
  let manager: Page;

  const menu = (page: Page, item: string, title?: string) => openMenu(page, text, item, title);

  beforeAll(async () => {
    people = peopleOf(walk, { browser, platform, application });
    manager = await people.pageOf('manager@sandbox.test');
  });
  afterAll(() => people.leave());

  test('an integrator is let in until a day, connects an application, and is out when the day has passed', async () => {
    await menu(manager, text.integrators.title);
    await follow(manager, text.integrators.ask);
    await fill(manager, text.clinicInvite.email, email);
    await fill(manager, text.integrators.purpose, 'Collegamento del laboratorio');
    await fill(manager, text.integrators.lastDay, inAMonth());
    await press(manager, text.clinicInvite.submit);
    await manager.getByText(text.invitationList.done.sent).waitFor();

    const [mail] = await mailsTo(platform, email);
    const integrator = await people.newPage();
    await integrator.goto(platform.accountUrl + linkOf(mail!, platform));
    await fill(integrator, text.clinicInvite.name, 'Ivo Integra');
    await fill(integrator, text.invitation.password, PASSWORD);
    await press(integrator, text.invitation.submit);
    await heading(integrator, text.profile.title);
    await integrator.getByText(text.roles.integrator, { exact: true }).waitFor();

    const { config, tokens, asked } = await signInTo(application, integrator, {
      platform,
      language,
      clientId: 'sandbox-native',
      authentication: client.None(),
      scope: 'openid offline_access giponext.patients',
    });
    expect(asked).toBe(true);
    const read = async () => {
      const response = await platform.call('GET', PATIENTS, { token: tokens.access_token });
      await response.text();
      return response.status;
    };
    expect(await read()).toBe(200);

    // The clock of the database decides: the day ends now.
    await sql(platform, 'update users set expires_at = now() where email = $1', [email]);
    await expect.poll(read, { timeout: 5000 }).toBe(401);
    await expect(client.refreshTokenGrant(config, tokens.refresh_token!)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
    await integrator.goto(`${platform.accountUrl}/profile`);
    await heading(integrator, text.signIn.title);
    await manager.goto(`${platform.accountUrl}/clinic/integrators?access=closed&q=${encodeURIComponent(email)}`);
    await manager.getByText(text.clinicUsers.states.ended, { exact: true }).waitFor();
  });

  test('a manager makes a role and deletes it again', async () => {
    const name = `Archivio ${language}`;
    await menu(manager, text.clinicRoles.title);
    await follow(manager, text.clinicRoles.create);
    await press(manager, text.clinicRoles.create);
    await manager.getByRole('alert').getByText(text.clinicRoles.wrong.missing).waitFor();
    await fill(manager, text.clinicRoles.name, name);
    await manager.getByRole('checkbox', { name: text.permissions['patients.read'].name }).check();
    await press(manager, text.clinicRoles.create);
    await manager.getByText(text.clinicRoles.created).waitFor();
    await heading(manager, name);
    expect(await overflow(manager)).toBe(0);
    await follow(manager, text.clinicRoles.delete);
    await press(manager, text.clinicRoles.delete);
    await manager.getByText(text.clinicRoles.deleted).waitFor();
  });

  test.runIf(!javaScriptEnabled)('a manager resets the sandbox, and the other clinic stays as it was', async () => {
    const theirs = await platform.token({ email: 'manager@other.test' });
    const other = await recordsOf('other-clinic', theirs);
    const otherEnd = await endOfFeed('other-clinic', theirs);
    const own = await platform.token();
    const before = await totalsOf('sandbox-clinic', own);
    const start = await endOfFeed('sandbox-clinic', own);
    const made = await platform.call('POST', '/v2/tenants/sandbox-clinic/patients', {
      body: { firstName: 'Provvisorio', lastName: 'Inserito' },
    });
    const { id } = (await made.json()) as { id: number };
    expect(made.status).toBe(201);

    await menu(manager, text.portal.items.clinicSandbox, text.clinicSandbox.title);
    await follow(manager, text.clinicSandbox.reset);
    await press(manager, text.clinicSandbox.reset);
    await manager.getByRole('alert').getByText(text.clinicSandbox.notUnderstood).waitFor();
    await manager.getByLabel(text.clinicSandbox.understood).check();
    await press(manager, text.clinicSandbox.reset);
    await manager.getByText(text.clinicSandbox.done).waitFor();
    await manager.getByText(text.actions['sandbox.reset']).waitFor();
    expect(await overflow(manager)).toBe(0);
    const [noted] = await sql(
      platform,
      `select actor_id, acting_as from console_actions where action = 'sandbox.reset'`,
    );
    expect(noted).toEqual({ actor_id: 'sandbox-manager', acting_as: 'manager' });

    expect(await totalsOf('sandbox-clinic', own)).toEqual(before);
    const changes = await changesOf('sandbox-clinic', own, start);
    expect(changes.filter((change) => change.resource === 'patients' && change.id === id)).toMatchObject([
      { op: 'created' },
      { op: 'deleted' },
    ]);
    expect(await recordsOf('other-clinic', theirs)).toEqual(other);
    expect(await changesOf('other-clinic', theirs, otherEnd)).toEqual([]);
  });

  test('the pages were without a problem', () => {
    // Chromium reports the refusals that the journey provokes as failed resources.
    const problems = people.problems().filter((problem) => !/status of 422/.test(problem));
    expect(problems).toEqual([]);
  });
});

test('the pages of roles and of the sandbox have no accessibility violation, on a phone and a desk', async () => {
  const visitor = await newVisitor(browser, (url) => url.origin === platform.accountUrl);
  const { page } = visitor;
  await page.goto(`${platform.accountUrl}/sign-in`);
  await signIn(page, { email: 'manager@sandbox.test' });
  await heading(page, messages.en.profile.title);
  for (const path of ['roles', 'roles/billing', 'sandbox', 'sandbox/reset']) {
    await page.goto(`${platform.accountUrl}/clinic/${path}`);
    expect(await problemsIn(page, PHONE_AND_DESK)).toEqual([]);
  }
  await visitor.close();
});

/** The lists of a clinic that need nothing but the clinic. */
async function listsOf(): Promise<string[]> {
  const response = await fetch(`${platform.apiUrl}/swagger/docs/v2`);
  const { paths } = (await response.json()) as { paths: Record<string, { get?: { parameters: Parameter[] } }> };
  return Object.entries(paths)
    .filter(
      ([path, { get }]) => /\{tenantId\}\/[\w-]+$/.test(path) && get?.parameters.some(({ name }) => name === 'offset'),
    )
    .filter(([, { get }]) => get!.parameters.every(({ name, required }) => !required || name === 'tenantId'))
    .map(([path]) => path);
}
interface Parameter {
  name: string;
  required?: boolean;
}

/** Every record of a clinic that its lists show, by the list. */
async function recordsOf(clinic: string, token: string): Promise<Record<string, unknown[]>> {
  const records: Record<string, unknown[]> = {};
  for (const path of await listsOf()) {
    const items: unknown[] = [];
    for (let more = true; more; ) {
      const address = `${path.replace('{tenantId}', clinic)}?limit=200&offset=${items.length}`;
      const page = (await (await platform.call('GET', address, { token })).json()) as {
        items: unknown[];
        hasMore: boolean;
      };
      items.push(...page.items);
      more = page.hasMore;
    }
    records[path] = items;
  }
  expect(Object.keys(records).length).toBeGreaterThan(8);
  return records;
}

const totalsOf = async (clinic: string, token: string) =>
  Object.entries(await recordsOf(clinic, token)).map(([path, items]) => [path, items.length]);

async function followFeed(clinic: string, token: string, start: string): Promise<{ items: Change[]; cursor: string }> {
  const items: Change[] = [];
  await settle(platform);
  for (let cursor = start; ; ) {
    const address = `${CHANGES.replace('sandbox-clinic', clinic)}?limit=200&cursor=${cursor}`;
    const feed = (await (await platform.call('GET', address, { token })).json()) as Feed;
    items.push(...feed.items);
    cursor = feed.nextCursor;
    if (!feed.hasMore) return { items, cursor };
  }
}
const endOfFeed = async (clinic: string, token: string) => (await followFeed(clinic, token, 'now')).cursor;
const changesOf = async (clinic: string, token: string, start: string) =>
  (await followFeed(clinic, token, start)).items;
