import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { SLUGS } from '../../src/api/docs/navigation.ts';
import { type Browser, launchChromium, newVisitor, overflow, problemsIn, type Visitor } from '../harness/browser.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';

let platform: Platform;
let browser: Browser;
let visitor: Visitor;

beforeAll(async () => {
  platform = await startPlatform();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await platform.close();
});

const visit = (options: Parameters<typeof newVisitor>[2] = {}) =>
  newVisitor(browser, ({ origin }) => origin === platform.apiUrl, {
    viewport: { width: 1280, height: 900 },
    ...options,
  });

describe('what is sent', () => {
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(platform.apiUrl + path, { headers, redirect: 'manual' });

  test('pages carry a strict policy and an entity tag', async () => {
    const answer = await get('/en/docs');
    const policy = answer.headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:|data:/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    const again = await get('/en/docs', { 'if-none-match': answer.headers.get('etag')! });
    expect({ status: again.status, body: await again.text() }).toEqual({ status: 304, body: '' });
  });

  test.each([
    ['it-IT,it;q=0.9,en;q=0.5', '/it/docs'],
    ['en', '/en/docs'],
    ['de', '/en/docs'],
  ])('/docs leads whoever reads %s to %s', async (language, path) => {
    for (const from of ['/', '/docs']) {
      const answer = await get(from, { 'accept-language': language });
      expect({ status: answer.status, to: answer.headers.get('location') }).toEqual({ status: 302, to: path });
      expect(answer.headers.get('vary')).toContain('accept-language');
    }
    const page = await get('/docs/errors', { 'accept-language': language });
    expect(page.headers.get('location')).toBe(`${path}/errors`);
  });

  test('what does not exist is a page, too, and nobody keeps it', async () => {
    const answer = await get('/it/docs/niente');
    expect(answer.status).toBe(404);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.text()).toContain('Questa pagina non esiste');
    expect((await get('/it/docs/')).headers.get('location')).toBe('/it/docs');
  });

  test('assets may be kept for ever, by the address that the pages have', async () => {
    const page = await (await get('/en/docs')).text();
    const addresses = new Set([...page.matchAll(/"(\/docs\/assets\/[^"]+)"/g)].map(([, address]) => address!));
    expect(addresses.size).toBe(3);
    for (const address of addresses) {
      const answer = await get(address);
      expect({ status: answer.status, kept: answer.headers.get('cache-control') }).toEqual({
        status: 200,
        kept: 'public, max-age=31536000, immutable',
      });
    }
  });

  test('robots find every page in both languages', async () => {
    expect(await (await get('/robots.txt')).text()).toContain(`${platform.apiUrl}/sitemap.xml`);
    const places = [...(await (await get('/sitemap.xml')).text()).matchAll(/<loc>([^<]+)<\/loc>/g)].map(
      ([, place]) => place!,
    );
    expect(places).toHaveLength(2 * SLUGS.length);
    const answers = await Promise.all(places.map(async (place) => (await fetch(place)).status));
    expect(new Set(answers)).toEqual(new Set([200]));
  });

  test('an error body leads to the entry of its code', async () => {
    const bodies = await Promise.all(
      [
        platform.call('GET', '/v2/userinfo', { token: null }),
        platform.call('GET', '/v2/tenants/sandbox-clinic/patients?x=1'),
        get('/nowhere'),
        get('/%zz'),
      ].map(async (answer) => (await answer).json() as Promise<{ error: string; docs: string }>),
    );
    expect(bodies.map(({ error }) => error)).toEqual([
      'invalid_token',
      'unknown_parameter',
      'not_found',
      'invalid_request',
    ]);
    for (const { error, docs } of bodies) {
      expect(docs).toBe(`${platform.apiUrl}/en/docs/errors#${error}`);
      expect(await (await fetch(docs)).text()).toContain(`<h3 id="${error}">`);
    }
  });

  test.each([
    '/swagger/docs/v2',
    '/swagger',
    '/specs/scalar.html',
    '/en/specs/scalar.html',
    '/downloads/corsia.postman_collection.json',
  ])('the pages that are named elsewhere exist: %s', async (path) => {
    expect((await fetch(platform.apiUrl + path)).status).toBe(200);
  });

  test('pages are not in the specification', async () => {
    const { paths } = (await (await get('/swagger/docs/v2')).json()) as { paths: object };
    expect(Object.keys(paths).filter((path) => !path.startsWith('/v2'))).toEqual([]);
  });
});

describe('in the browser', () => {
  beforeEach(async () => {
    visitor = await visit({ permissions: ['clipboard-read', 'clipboard-write'] });
  });
  afterEach(async () => {
    // The icon of a page that is left before it has come is no problem.
    expect(visitor.problems.filter((problem) => !/icon\.svg.*ERR_ABORTED/.test(problem))).toEqual([]);
    await visitor.close();
  });

  test('searching leads to the section', async () => {
    const { page } = visitor;
    await page.goto(`${platform.apiUrl}/en/docs`);
    await page.keyboard.press('/');
    await page.keyboard.type('slot_taken');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/en/docs/errors#slot_taken');
    await page.getByRole('combobox').fill('zzzz');
    await page.getByText('Nothing found').first().waitFor();
  });

  test('searching ignores accents, and goes on without a network', async () => {
    const { page } = visitor;
    await page.goto(`${platform.apiUrl}/it/docs`);
    await page.getByRole('combobox').focus();
    await page.waitForLoadState('networkidle');
    await page.context().setOffline(true);
    await page.getByRole('combobox').fill('puo arrivare');
    expect(await page.getByRole('option').first().textContent()).toContain('Che cosa può arrivare');
    await page.context().setOffline(false);
  });

  test('code is copied, the theme is kept, the other language is the same page', async () => {
    const { page } = visitor;
    await page.goto(`${platform.apiUrl}/en/docs/getting-started`);
    await page.getByRole('button', { name: 'Copy the code' }).first().click();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('npm ci && npm start');
    await page.getByRole('button', { name: 'Dark theme' }).click();
    await page.getByRole('link', { name: 'Italiano' }).click();
    await page.waitForURL('**/it/docs/getting-started');
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
  });

  test('the next link leads through all pages, without an error or a foreign request', async () => {
    const { page } = visitor;
    await page.goto(`${platform.apiUrl}/en/docs`);
    let count = 1;
    for (; ; count += 1) {
      expect(await overflow(page)).toBe(0);
      const next = page.locator('.neighbours [rel=next]');
      if ((await next.count()) === 0) break;
      const address = await next.getAttribute('href');
      await next.click();
      await page.waitForURL(`**${address}`);
    }
    expect(count).toBe(SLUGS.length);
  });
});

test('a phone without scripts has the menu and fits', async () => {
  const phone = await visit({ viewport: { width: 390, height: 844 }, javaScriptEnabled: false });
  const { page } = phone;
  await page.goto(`${platform.apiUrl}/it/docs/tokens`);
  await page.getByRole('link', { name: 'Menu', exact: true }).click();
  await page.getByRole('link', { name: 'Errori', exact: true }).click();
  await page.waitForURL('**/it/docs/errors');
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Errori');
  expect(await page.getByRole('combobox').isVisible()).toBe(false);
  expect(phone.problems).toEqual([]);
  await phone.close();
});

test('pages have no accessibility problem in either theme, on a desk and on a phone', async () => {
  const reader = await visit();
  for (const slug of ['getting-started', 'oauth-flows', 'resources', 'errors', 'nothing']) {
    await reader.page.goto(`${platform.apiUrl}/en/docs/${slug}`);
    const themes = ['light', 'dark'] as const;
    const looks = themes.map((colorScheme) => ({ width: 1280, colorScheme }));
    expect(await problemsIn(reader.page, [{ width: 390 }, ...looks])).toEqual([]);
  }
  await reader.close();
});

test('every page fits into 360 and into 900 pixels', async () => {
  const reader = await visit();
  for (const slug of SLUGS) {
    await reader.page.goto(`${platform.apiUrl}/it/docs/${slug === 'index' ? '' : slug}`, {
      waitUntil: 'domcontentloaded',
    });
    for (const width of [360, 900]) {
      await reader.page.setViewportSize({ width, height: 800 });
      expect({ slug, width, wider: await overflow(reader.page) }).toEqual({ slug, width, wider: 0 });
    }
  }
  await reader.close();
});
