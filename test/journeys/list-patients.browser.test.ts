import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { allow, type Browser, launchChromium, newVisitor, refuse, signIn, type Visitor } from '../harness/browser.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { type RunningExample, runExample } from './example.ts';

const TWO = ['--scope', 'giponext.patients giponext.invoices'];
const LAST_PAGE = 'You can close this window and go back to the terminal.';

let platform: Platform;
let browser: Browser;
let visitor: Visitor;
let example: RunningExample;

beforeAll(async () => {
  platform = await startPlatform();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await platform.close();
});
afterEach(async () => {
  example.stop();
  expect(visitor.problems).toEqual([]);
  await visitor.close();
});

/** The account origin, and the loopback address of the example: nothing else may be asked for anything. */
const isExpected = (url: URL) => url.origin === platform.accountUrl || url.hostname === '127.0.0.1';

async function begin(args: string[], options: Parameters<typeof newVisitor>[2] = {}) {
  example = await runExample(platform.accountUrl, args);
  visitor = await newVisitor(browser, isExpected, options);
  await visitor.page.goto(example.address);
  return visitor.page;
}

describe('the example, with a person at the browser', () => {
  test('lists patients with the permissions that were ticked', async () => {
    const page = await begin(TWO);
    await signIn(page);
    await allow(page, { untick: ['Invoices'] });
    await page.getByText(LAST_PAGE).waitFor();

    const { code, stdout, stderr } = await example.ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/^Sign in here/) });
    expect(stdout).toContain('Dario Medici, Poliambulatorio Corsia (sandbox-clinic)');
    expect(stdout).toContain('Not allowed, so left out: giponext.invoices\n');
    expect(stdout).toMatch(/last name.*first name.*born.*fiscal code/);
    const { items } = (await (await platform.call('GET', '/v2/tenants/sandbox-clinic/patients?limit=10')).json()) as {
      items: { lastName: string }[];
    };
    expect(items).toHaveLength(10);
    for (const { lastName } of items) expect(stdout).toContain(lastName);
    expect(stdout).toContain('There are more');
  });

  test('prints JSON for programs', async () => {
    const page = await begin([...TWO, '--json']);
    await signIn(page);
    await allow(page, { untick: ['Invoices'] });
    const { code, stdout } = await example.ended;
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      clinic: { id: 'sandbox-clinic' },
      granted: ['openid', 'giponext.patients'],
      missing: ['giponext.invoices'],
      patients: expect.arrayContaining([expect.objectContaining({ id: expect.any(Number) })]),
    });
  });

  test('says clearly that the permission it needs was not given', async () => {
    const page = await begin(TWO);
    await signIn(page);
    await allow(page, { untick: ['Patients'] });
    const { code, stdout, stderr } = await example.ended;
    expect(code).toBe(3);
    expect(stdout).toBe(
      'Dario Medici, Poliambulatorio Corsia (sandbox-clinic)\nNot allowed, so left out: giponext.patients\n',
    );
    expect(stderr).toContain('The patients may not be read: the permission giponext.patients was not given.');
  });

  test('says that the person refused', async () => {
    const page = await begin(TWO);
    await signIn(page);
    await refuse(page);
    await page.getByText(LAST_PAGE).waitFor();
    const { code, stdout, stderr } = await example.ended;
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('The sign-in was refused, so nothing was shared.');
  });

  test('says that the account has no clinic', async () => {
    const page = await begin([]);
    await signIn(page, { email: 'developer@sandbox.test' });
    await allow(page);
    const { code, stderr } = await example.ended;
    expect(code).toBe(1);
    expect(stderr).toContain('Sandro Sviluppi belongs to no clinic.');
  });

  test('works in Italian', async () => {
    const page = await begin(TWO, { locale: 'it-IT' });
    expect(await page.title()).toMatch(/^Accesso/);
    await signIn(page, { language: 'it' });
    await page.getByRole('heading', { name: 'Sandbox Native chiede di usare Corsia con questo account' }).waitFor();
    await allow(page, { untick: ['Fatture'], language: 'it' });
    const { code, stdout } = await example.ended;
    expect(code).toBe(0);
    expect(stdout).toContain('Not allowed, so left out: giponext.invoices\n');
  });

  test.each([
    ['without JavaScript', { javaScriptEnabled: false }],
    ['in a window 390 pixels wide', { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true }],
  ])('works %s', async (_how, options) => {
    const page = await begin(TWO, options);
    await signIn(page);
    await allow(page, { untick: ['Invoices'] });
    await page.getByText(LAST_PAGE).waitFor();
    expect((await example.ended).code).toBe(0);
  });

  test('works by keyboard alone', async () => {
    const page = await begin(['--scope', 'giponext.patients']);
    await page.keyboard.type('doctor@sandbox.test');
    await page.keyboard.press('Tab');
    await page.keyboard.type('corsia-sandbox');
    await page.keyboard.press('Enter');
    await page.getByRole('checkbox', { name: 'Patients' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText(LAST_PAGE).waitFor();
    expect((await example.ended).code).toBe(0);
  });
});
