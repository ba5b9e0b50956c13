import { mkdir, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AxeResults } from 'axe-core';
import { type BrowserContext, chromium } from 'playwright-core';
import { logoPath } from '../src/account/developer/logo-path.ts';
import { assets } from '../src/account/pages/assets.ts';
import { languages } from '../src/platform/i18n.ts';
import { longNames, pageSamples, SENDS_ITSELF_ON } from './page-samples.ts';

/*
 * Every page of the account origin at two widths, in both themes and languages, into screenshots/ (to be looked at), and
 * under axe. Fails on an axe violation, on a page wider than its window, and on any console message, which is how a
 * breach of the content security policy shows. `node test/screenshots.ts consent` does the pages named so.
 */
const folder = new URL('../screenshots/', import.meta.url);
const chromiumArguments =
  '--no-sandbox --headless --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
const contentSecurityPolicy =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
const widths = [1280, 390];
const themes = ['light', 'dark'] as const;

type Look = { width: number; theme: (typeof themes)[number] };
type Problem = { where: string; what: string };

const pages = new Map<string, string>();
for (const language of languages) {
  for (const [name, page] of pageSamples(language)) pages.set(`/${language}/${name}`, String(page));
  for (const [name, page] of pageSamples(language, longNames)) {
    if (/^(sign-in|consent|sign-out)$/.test(name)) pages.set(`/${language}/${name}-long`, String(page));
  }
}

const chosen = [...pages.keys()].filter(
  (path) => path.includes(process.argv[2] ?? '') && !path.endsWith(SENDS_ITSELF_ON),
);

const server = await serve();
const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: chromiumArguments.split(' ') });
await rm(folder, { recursive: true, force: true });
await mkdir(folder);

const looks = widths.flatMap((width) => themes.map((theme) => ({ width, theme })));
const problems = await Promise.all(looks.flatMap((look) => [photograph(look), audit(look)])).then((found) =>
  found.flat(),
);
await browser.close();
server.close();

for (const { where, what } of problems) console.error(`${where}\n  ${what}`);
console.log(`${chosen.length} pages, ${chosen.length * looks.length} screenshots, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;

async function photograph({ width, theme }: Look): Promise<Problem[]> {
  const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme: theme });
  context.setDefaultTimeout(120_000);
  const found: Problem[] = [];
  await eachPage(context, async (page, path) => {
    const where = `${path} ${width} ${theme}`;
    page.on('console', (message) => found.push({ where, what: `console: ${message.text()}` }));
    page.on('pageerror', (error) => found.push({ where, what: `script: ${error.message}` }));
    await page.goto(origin + path);
    await page.screenshot({
      path: new URL(`${path.slice(1).replace('/', '-')}-${width}-${theme}.png`, folder).pathname,
      fullPage: true,
    });
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    if (Number(overflow) > 0) found.push({ where, what: `${overflow} px wider than the window` });
  });
  return found;
}

/** In a context of its own, because injecting axe needs the policy out of the way. */
async function audit({ width, theme }: Look): Promise<Problem[]> {
  const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme: theme, bypassCSP: true });
  context.setDefaultTimeout(120_000);
  await context.addInitScript(await readFile(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8'));
  const found: Problem[] = [];
  await eachPage(context, async (page, path) => {
    await page.goto(origin + path);
    const { violations, passes } = (await page.evaluate('axe.run()')) as AxeResults;
    const where = `${path} ${width} ${theme}`;
    if (passes.length === 0) found.push({ where, what: 'axe examined nothing' });
    for (const { id, help, nodes } of violations) {
      found.push({ where, what: `axe ${id}: ${help}: ${nodes.map(({ html }) => html).join(' ')}` });
    }
  });
  return found;
}

type Page = Awaited<ReturnType<BrowserContext['newPage']>>;

async function eachPage(context: BrowserContext, visit: (page: Page, path: string) => Promise<void>): Promise<void> {
  for (const path of chosen) {
    const page = await context.newPage();
    await visit(page, path);
    await page.close();
  }
  await context.close();
}

function serve(): Promise<Server> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const isLogo = pathname.startsWith(logoPath(''));
    const asset = assets.find(({ path, contentType }) =>
      isLogo ? contentType === 'image/svg+xml' : path === pathname,
    );
    // A script that asks for something gets an answer without content.
    const body = request.method === 'POST' ? '{}' : (asset?.body ?? pages.get(pathname));
    response.writeHead(body === undefined ? 404 : 200, {
      'content-type': asset?.contentType ?? 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy,
    });
    response.end(body);
  });
  return new Promise((resolve) => server.listen(0, 'localhost', () => resolve(server)));
}
