import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  allow,
  axeViolations,
  type Browser,
  launchChromium,
  newVisitor,
  overflow,
  signIn,
} from '../harness/browser.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { askForDevice, poll } from '../oauth/device.ts';
import { apiAnswer } from '../oauth/flow.ts';

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

const words = {
  en: {
    code: 'Code',
    go: 'Continue',
    yes: 'Yes, go on',
    no: 'Refuse',
    done: 'The device is connected',
    refused: 'The device was not connected',
    invoices: 'Invoices',
  },
  it: {
    code: 'Codice',
    go: 'Continua',
    yes: 'Sì, prosegui',
    no: 'Rifiuta',
    done: 'Il dispositivo è collegato',
    refused: 'Il dispositivo non è stato collegato',
    invoices: 'Fatture',
  },
};

describe.each([
  { language: 'en', width: 1280, javaScriptEnabled: true },
  { language: 'en', width: 390, javaScriptEnabled: false },
  { language: 'it', width: 390, javaScriptEnabled: true },
  { language: 'it', width: 1280, javaScriptEnabled: false },
] as const)('a device in $language, $width px wide, with script: $javaScriptEnabled', (look) => {
  const { language, width, javaScriptEnabled } = look;
  const text = words[language];
  const visit = (bypassCSP = false) =>
    newVisitor(browser, (url) => url.origin === platform.accountUrl, {
      locale: language,
      viewport: { width, height: 800 },
      javaScriptEnabled,
      bypassCSP,
    });

  test('is connected by typing its code, and gets what was ticked', async () => {
    const { body } = await askForDevice(platform, 'openid offline_access giponext.patients giponext.invoices');
    const visitor = await visit();
    const { page } = visitor;
    await page.goto(body.verification_uri);
    await page.getByLabel(text.code, { exact: true }).fill(body.user_code.toLowerCase());
    await page.getByRole('button', { name: text.go }).click();
    await page.getByText(body.user_code, { exact: true }).waitFor();
    if (javaScriptEnabled) expect(await overflow(page)).toBe(0);
    await page.getByRole('button', { name: text.yes }).click();
    await signIn(page, { language });
    await allow(page, { untick: [text.invoices], language });
    await page.getByRole('heading', { name: text.done }).waitFor();
    expect(visitor.problems).toEqual([]);
    await visitor.close();

    const tokens = await poll(platform, body.device_code);
    expect(tokens.body.scope.split(' ').sort()).toEqual(['giponext.patients', 'offline_access', 'openid']);
    expect(await apiAnswer(platform, tokens.body.access_token)).toMatchObject({ status: 200 });
  });

  test('is refused by somebody who followed its link', async () => {
    const { body } = await askForDevice(platform);
    const visitor = await visit();
    const { page } = visitor;
    await page.goto(body.verification_uri_complete);
    await page.getByRole('button', { name: text.go }).click();
    await page.getByRole('button', { name: text.no, exact: true }).click();
    await page.getByRole('heading', { name: text.refused }).waitFor();
    expect(visitor.problems).toEqual([]);
    await visitor.close();
    expect((await poll(platform, body.device_code)).body.error).toBe('access_denied');
  });

  test.runIf(javaScriptEnabled)('meets pages without an accessibility violation', async () => {
    const { body } = await askForDevice(platform);
    const visitor = await visit(true);
    const { page } = visitor;
    await page.goto(`${body.verification_uri}?user_code=BBBB-BBBB`);
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: text.go }).click();
    await page.getByRole('alert').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.goto(body.verification_uri_complete);
    await page.getByRole('button', { name: text.go }).click();
    await page.getByRole('button', { name: text.yes }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await visitor.close();
  });
});
