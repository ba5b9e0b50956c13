import { readFile } from 'node:fs/promises';
import type { AxeResults } from 'axe-core';
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

/** The accessibility problems that axe-core finds; the context must bypass the policy, for axe to get in. */
export async function axeViolations(page: Page): Promise<string[]> {
  await page.addScriptTag({ content: await readFile(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8') });
  const { violations, passes } = (await page.evaluate('axe.run()')) as AxeResults;
  if (passes.length === 0) throw new Error('axe examined nothing');
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** How many pixels the page is wider than its window. */
export async function overflow(page: Page): Promise<number> {
  return Number(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'));
}

export type { Browser, Page };
