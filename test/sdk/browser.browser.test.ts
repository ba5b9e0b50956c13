import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allow, type Browser, launchChromium, newVisitor, signIn } from '../harness/browser.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { NATIVE } from '../oauth/flow.ts';

interface Bundler {
  rolldown(options: object): Promise<{ generate(options: object): Promise<{ output: [{ code: string }] }> }>;
}

/** What a bundler makes of a page that uses the SDK; vitest brings it. */
async function bundle(): Promise<string> {
  const { rolldown }: Bundler = createRequire(import.meta.resolve('vitest'))('rolldown');
  const made = await rolldown({ input: join(import.meta.dirname, 'page.fixture.ts'), platform: 'browser' });
  const { output } = await made.generate({ format: 'esm', minify: true });
  return output[0].code;
}

let platform: Platform;
let browser: Browser;
let script: string;
/** Serves the page, at an address that is neither of the platform's origins. */
let server: Server;
let origin: string;
beforeAll(async () => {
  [platform, browser, script] = await Promise.all([startPlatform(), launchChromium(), bundle()]);
  const page = `<!doctype html><html lang="en"><title>Page</title><link rel="icon" href="data:,">
<body data-issuer="${platform.accountUrl}" data-client-id="${NATIVE.id}"><script type="module" src="/page.js"></script></body>`;
  server = createServer(({ url }, response) => {
    const isScript = url === '/page.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(isScript ? script : page);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await browser.close();
  await platform.close();
});

test('the SDK is small in a browser, and has nothing of Node', () => {
  expect(script.length).toBeLessThan(120 * 1024);
  expect(script).not.toMatch(/node:|process\.env/);
});

test('a page of another origin signs somebody in and goes through all patients; its storage has no token', async () => {
  const origins = [origin, platform.accountUrl, platform.apiUrl];
  const visitor = await newVisitor(browser, (url) => origins.includes(url.origin));
  const { page } = visitor;
  await page.goto(`${origin}/callback`);
  await signIn(page, { email: 'reception@sandbox.test' });
  await allow(page);
  await page.getByText(/requests$|^failed/).waitFor();
  const answer = await platform.call('GET', '/v2/tenants/sandbox-clinic/patients?limit=1&includeTotal=true');
  const { total } = (await answer.json()) as { total: number };
  expect(total).toBeGreaterThan(400);
  expect(await page.locator('body').textContent()).toBe(
    `Rita Accoglienti of sandbox-clinic: ${total} patients in ${Math.ceil(total / 200)} requests`,
  );
  expect(page.url()).toBe(`${origin}/callback`);
  expect(await page.evaluate('localStorage.length + sessionStorage.length + document.cookie.length')).toBe(0);
  expect(visitor.problems).toEqual([]);
  await visitor.close();
});
