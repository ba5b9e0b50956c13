import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  allow,
  axeViolations,
  type Browser,
  launchChromium,
  newVisitor,
  overflow,
  type Page,
  refuse,
  signIn,
  type Visitor,
} from '../harness/browser.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { freePorts } from '../harness/ports.ts';
import { sql } from '../oauth/sql.ts';
import { type Program, runProgram } from './programs.ts';

const CLINIC = '/v2/tenants/sandbox-clinic';

let platform: Platform;
let browser: Browser;
let visitor: Visitor;
/** For everybody, and for people of one clinic. */
let open: Program;
let closed: Program;
let addresses: string[];

beforeAll(async () => {
  [platform, browser] = await Promise.all([startPlatform(), launchChromium()]);
  const ports = await freePorts(2);
  addresses = ports.map((port) => `http://localhost:${port}`);
  await sql(
    platform,
    `update clients set redirect_uris = redirect_uris || $1, post_logout_redirect_uris = $2 where id = 'sandbox-web'`,
    [addresses.map((address) => `${address}/callback`), addresses.map((address) => `${address}/`)],
  );
  const start = (port: number, more: Record<string, string> = {}) =>
    runProgram('web-app/main.ts', { ISSUER: platform.accountUrl, PORT: String(port), ...more });
  open = start(ports[0]!);
  closed = start(ports[1]!, { TENANT_ID: 'other-clinic' });
  await Promise.all([open.printed(/Open/), closed.printed(/Open/)]);
});
afterAll(async () => {
  for (const program of [open, closed]) program.child.kill('SIGTERM');
  expect(await open.ended).toEqual({ code: 0, signal: null });
  await browser.close();
  await platform.close();
});
beforeEach(async () => {
  visitor = await newVisitor(browser, ({ origin }) => [platform.accountUrl, ...addresses].includes(origin), {
    bypassCSP: true,
    viewport: { width: 390, height: 800 },
  });
  visitor.page.setDefaultTimeout(20_000);
});
afterEach(async () => {
  // Refusals are pages with a status of their own, which the console mentions.
  expect(visitor.problems.filter((problem) => !/status of 40[139]/.test(problem))).toEqual([]);
  await visitor.close();
});

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click();
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
const sessionOf = async (page: Page) =>
  (await page.context().cookies(addresses)).find(({ name }) => name === 'front-desk');

async function looksGood(page: Page): Promise<void> {
  expect(await axeViolations(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
}

test('somebody signs in, allows the rest when it is needed, and books the next best time', async () => {
  const { page } = visitor;
  await page.goto(addresses[0]!);
  await looksGood(page);
  const before = (await sessionOf(page))!;
  expect(before).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
  await press(page, 'Sign in');
  await signIn(page, { email: 'reception@sandbox.test' });
  await allow(page, { untick: ['Agenda'] });
  await heading(page, 'What you allowed');
  expect(await page.getByText('given', { exact: true }).count()).toBe(2);
  expect((await sessionOf(page))!.value).not.toBe(before.value);

  await page.getByRole('link', { name: 'Patients' }).click();
  expect(await page.getByRole('row').count()).toBe(21);
  const names = await page.getByRole('row').allInnerTexts();
  await page.getByRole('link', { name: 'Next page' }).click();
  await page.getByRole('link', { name: 'Previous page' }).waitFor();
  expect(await page.getByRole('row').nth(1).innerText()).not.toBe(names[1]);
  await looksGood(page);

  await page.getByRole('link', { name: 'Appointments' }).click();
  await heading(page, 'A permission is missing');
  await page.getByText('Agenda: see and book appointments').waitFor();
  await looksGood(page);
  await press(page, 'Ask for it');
  await allow(page);
  await heading(page, 'Coming appointments');

  const { items } = (await (await platform.call('GET', `${CLINIC}/treatments?q=visita&limit=1`)).json()) as {
    items: { id: number; name: string; durationMinutes: number }[];
  };
  const [treatment] = items;
  await page.getByRole('link', { name: 'Patients' }).click();
  await page.getByLabel('Name').fill('a');
  await press(page, 'Search');
  await page.getByRole('link', { name: 'Book' }).first().click();
  await heading(page, /^An appointment for/);
  const label = `${treatment!.name} (${treatment!.durationMinutes} minutes)`;
  await page.getByLabel('Treatment').selectOption({ label });
  await press(page, 'Show free times');
  const slot = page.locator('button[name=slot]').first();
  const [agendaId, start] = ((await slot.getAttribute('value')) ?? '').split('/');
  await looksGood(page);

  const body = { patientId: 1, agendaId: Number(agendaId), treatments: [{ treatmentId: treatment!.id }], start };
  const quicker = await platform.call('POST', `${CLINIC}/appointments`, { body });
  expect([quicker.status, await quicker.text()]).toEqual([201, expect.anything()]);
  await slot.click();
  await heading(page, 'This time is taken');
  await looksGood(page);
  const chosen = page.locator('button[name=slot]').first();
  const [, instead] = ((await chosen.getAttribute('value')) ?? '').split('/');
  const sending = page.waitForRequest((request) => request.method() === 'POST');
  await chosen.click();
  const sent = await sending;
  await page.getByRole('status').waitFor();
  const id = /\d+/.exec(await page.getByRole('status').innerText())![0];
  const booked = (await (await platform.call('GET', `${CLINIC}/appointments/${id}`)).json()) as { start: string };
  expect(booked.start).toBe(instead);

  // The same form once more, as with a double click: it is the same booking.
  const again = await fetch(sent.url(), {
    method: 'POST',
    redirect: 'manual',
    headers: {
      cookie: `front-desk=${(await sessionOf(page))!.value}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: sent.postData()!,
  });
  expect([again.status, again.headers.get('location')]).toEqual([303, `/appointments?booked=${id}`]);

  const session = (await sessionOf(page))!.value;
  await press(page, 'Sign out');
  await page.locator('button[name=logout]').click();
  await heading(page, 'Welcome');
  await press(page, 'Sign in');
  await page.getByLabel('Password', { exact: true }).waitFor();
  const gone = await fetch(`${addresses[0]}/patients`, { headers: { cookie: `front-desk=${session}` } });
  expect([gone.status, await gone.text()]).toEqual([401, expect.stringContaining('Sign in to see this page.')]);
});

test('who allows nothing, or belongs to another clinic or to none, is told so', async () => {
  const { page } = visitor;
  await page.goto(`${addresses[0]}/patients?q=ros`);
  await heading(page, 'Sign in');
  await press(page, 'Sign in');
  await signIn(page, { email: 'developer@sandbox.test' });
  await refuse(page);
  await heading(page, 'Not allowed');
  await press(page, 'Sign in');
  await allow(page);
  await heading(page, 'This application is not for your clinic');
  await page.getByText('belongs to no clinic').waitFor();
  await press(page, 'Use another account');
  await page.locator('button[name=logout]').click();
  await heading(page, 'Welcome');

  await page.goto(addresses[1]!);
  await press(page, 'Sign in');
  await signIn(page);
  await allow(page);
  await heading(page, 'This application is not for your clinic');
  await page.getByText('belongs to another clinic').waitFor();
});

test('a form of another site, an answer to nobody, and an address that leads away are not followed', async () => {
  const { page } = visitor;
  await page.goto(addresses[0]!);
  const cookie = `front-desk=${(await sessionOf(page))!.value}`;
  const csrf = (await page.locator('input[name=csrf]').first().getAttribute('value'))!;
  const post = async (form: Record<string, string>) => {
    const answer = await fetch(`${addresses[0]}/sign-in`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie },
      body: new URLSearchParams(form),
    });
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  };
  expect(await post({})).toMatchObject({ status: 403, text: expect.stringContaining('not of the present session') });
  expect((await post({ csrf: 'x'.repeat(43) })).status).toBe(403);
  const begun = await post({ csrf, returnTo: '//evil.example/' });
  expect([begun.status, begun.headers.get('location')?.startsWith(platform.accountUrl)]).toEqual([303, true]);
  expect(begun.headers.get('content-security-policy')).toContain("default-src 'none'");

  const wrong = await fetch(`${addresses[0]}/callback?code=x&state=y`, { headers: { cookie } });
  expect([wrong.status, await wrong.text()]).toEqual([400, expect.stringContaining('did not fit')]);
  const nobodys = await fetch(`${addresses[0]}/callback?code=x&state=y`, { redirect: 'manual' });
  expect([nobodys.status, nobodys.headers.get('location'), await nobodys.text()]).toEqual([303, '/', '']);

  await page.goto(addresses[0]!);
  await press(page, 'Sign in');
  await signIn(page, { email: 'manager@sandbox.test' });
  await allow(page);
  await heading(page, 'What you allowed');
  expect(new URL(page.url()).origin).toBe(addresses[0]);
});
