import { readFile } from 'node:fs/promises';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { SANDBOX_PASSWORD } from '../../src/sandbox/accounts.ts';
import { findChromium } from '../install-chromium.ts';

const ARGUMENTS =
  '--no-sandbox --headless --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

export function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('There is no Chromium; `npm test` installs one.');
  return chromium.launch({ executablePath, args: ARGUMENTS.split(' ') });
}

export interface Visitor {
  page: Page;
  /** Console errors, script errors, failed loads and requests to an origin that nobody expects; should stay empty. */
  problems: string[];
  close(): Promise<void>;
}

/** A person with a browser profile of their own, who minds every console message and every foreign request. */
export async function newVisitor(
  browser: Browser,
  isExpected: (url: URL) => boolean,
  options: BrowserContextOptions = {},
): Promise<Visitor> {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`script: ${error.message}`));
  page.on('requestfailed', (request) => problems.push(`failed: ${request.url()} ${request.failure()?.errorText}`));
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol !== 'data:' && !isExpected(url)) problems.push(`foreign request: ${url}`);
  });
  return { page, problems, close: () => context.close() };
}

const WORDS = {
  en: { email: 'E-mail', password: 'Password', signIn: 'Sign in', allow: /^Allow selected/, refuse: 'Refuse all' },
  it: {
    email: 'E-mail',
    password: 'Password',
    signIn: 'Accedi',
    allow: /^Consenti i selezionati/,
    refuse: 'Rifiuta tutto',
  },
};
export type PageLanguage = keyof typeof WORDS;

/** Fills in the sign-in page as its labels say. */
export async function signIn(
  page: Page,
  { email = 'doctor@sandbox.test', password = SANDBOX_PASSWORD, language = 'en' as PageLanguage } = {},
): Promise<void> {
  const words = WORDS[language];
  await page.getByLabel(words.email, { exact: true }).fill(email);
  await page.getByLabel(words.password, { exact: true }).fill(password);
  await page.getByRole('button', { name: words.signIn, exact: true }).click();
}

/** Unticks permissions by their names on the consent page, and allows the rest. */
export async function allow(
  page: Page,
  { untick = [] as readonly string[], language = 'en' as PageLanguage } = {},
): Promise<void> {
  // A badge such as "Allowed before" may follow the name.
  for (const name of untick) await page.getByRole('checkbox', { name: new RegExp(`^${name}`) }).uncheck();
  await page.getByRole('button', { name: WORDS[language].allow }).click();
}

export async function refuse(page: Page, language: PageLanguage = 'en'): Promise<void> {
  await page.getByRole('button', { name: WORDS[language].refuse }).click();
}

/** Every rule is run; the places of what passed, most of a report, are neither worked out nor sent. */
const RUN_AXE = `axe.run({ resultTypes: ['violations'] }).then(({ passes, violations }) => ({
  rules: passes.length + violations.length,
  found: violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')),
}))`;

/** The accessibility problems that axe-core finds. It comes in as the debugger's, which no policy of the page keeps out. */
export async function axeViolations(page: Page): Promise<string[]> {
  if (!(await page.evaluate("'axe' in window"))) {
    await page.evaluate(`${await readFile(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8')};0`);
  }
  const { rules, found } = (await page.evaluate(RUN_AXE)) as { rules: number; found: string[] };
  if (rules === 0) throw new Error('axe examined nothing');
  return found;
}

/** A width of the window in pixels, and a theme. */
interface Look {
  width: number;
  colorScheme?: 'light' | 'dark';
}

/**
 * What is wrong with a page in each of these looks: what sticks out, and what axe-core finds. The page is loaded once,
 * as only its styles know the window and the theme.
 */
export async function problemsIn(page: Page, looks: readonly Look[]): Promise<string[]> {
  const problems: string[] = [];
  for (const { width, colorScheme } of looks) {
    await page.setViewportSize({ width, height: 800 });
    if (colorScheme) await page.emulateMedia({ colorScheme });
    const wider = await overflow(page);
    const found = [...(wider > 0 ? [`${wider} px too wide`] : []), ...(await axeViolations(page))];
    problems.push(...found.map((problem) => `${page.url()} ${width} px ${colorScheme ?? ''}: ${problem}`));
  }
  return problems;
}

export const PHONE_AND_DESK: readonly Look[] = [{ width: 390 }, { width: 1280 }];

/** How many pixels the page is wider than its window. */
export async function overflow(page: Page): Promise<number> {
  return Number(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'));
}

export type { Browser, Page };
