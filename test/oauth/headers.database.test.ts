import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { authorizationUrl, NATIVE, signIn, WEB } from './flow.ts';
import { UserAgent } from './user-agent.ts';

let platform: Platform;

beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.close());

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** The exact request line and headers, which `fetch` would tidy up. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const { hostname, port } = new URL(platform.accountUrl);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, method, headers: { accept: 'text/html', ...headers } }, async (response) => {
      let body = '';
      for await (const chunk of response.setEncoding('utf8')) body += chunk;
      resolve({ status: response.statusCode!, headers: response.headers, body });
    })
      .on('error', reject)
      .end();
  });
}

/** Path and query of a page; each begins a request of its own. */
const pages: [string, () => Promise<{ path: string; cookie?: string }>][] = [
  ['home', async () => ({ path: '/' })],
  ['a page that is not there', async () => ({ path: '/nowhere' })],
  ['sign-in', async () => interaction(authorizationUrl(platform))],
  ['consent', async () => interaction(authorizationUrl(platform, NATIVE), true)],
  ['an interaction of nobody', async () => ({ path: '/interaction/nobody' })],
  ['an unknown application', async () => local(authorizationUrl(platform, { ...WEB, id: 'nobody' }))],
  [
    'a wrong redirect_uri',
    async () => local(authorizationUrl(platform, WEB, { redirect_uri: 'https://evil.example/' })),
  ],
  ['a redirect to the application', async () => local(authorizationUrl(platform, WEB, { prompt: 'none' }))],
  ['a form post', async () => local(authorizationUrl(platform, WEB, { prompt: 'none', response_mode: 'form_post' }))],
  ['a protocol path that is not there', async () => ({ path: '/connect/nowhere' })],
  ['signing out without a session', async () => ({ path: '/connect/endsession' })],
  [
    'signing out',
    async () => ({ ...(await interaction(authorizationUrl(platform), true)), path: '/connect/endsession' }),
  ],
  ['signed out', async () => ({ path: '/connect/endsession/success' })],
];

const local = (address: string) => ({ path: address.slice(platform.accountUrl.length) });

async function interaction(address: string, signedIn = false) {
  const agent = new UserAgent(platform.accountUrl);
  let visit = await agent.open(address);
  if (signedIn) visit = await signIn(agent, visit);
  const cookie = [...agent.cookies.values()].map(({ name, value }) => `${name}=${value}`).join('; ');
  return { path: visit.left ? '/' : visit.url.pathname, cookie };
}

describe.each(pages)('%s', (_name, make) => {
  test('carries the security headers', async () => {
    const { path, cookie } = await make();
    const { headers, status } = await ask(path, { ...(cookie && { cookie }) });
    expect(status).toBeLessThan(500);
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("base-uri 'none'");
    expect(policy).toMatch(/form-action 'self'/);
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
      'x-request-id': expect.any(String),
    });
    expect(headers['x-powered-by']).toBeUndefined();
    if (String(headers['content-type']).startsWith('text/html')) expect(headers['cache-control']).toBe('no-store');
  });

  test('takes its addresses from the configuration, whatever the request claims', async () => {
    const { path, cookie } = await make();
    const { headers, body } = await ask(path, {
      ...(cookie && { cookie }),
      host: 'spoofed.example',
      'x-forwarded-host': 'spoofed.example',
      'x-forwarded-proto': 'https',
      'x-forwarded-port': '444',
      forwarded: 'host=spoofed.example;proto=https',
      'x-original-url': 'https://spoofed.example/',
    });
    expect(`${headers.location} ${body}`).not.toMatch(/spoofed|:444(?!\d)/);
    expect(headers.location ?? platform.accountUrl).toMatch(/^(\/|http:\/\/localhost)/);
  });
});

test('a form post page may run our scripts and post to its application, and nothing else', async () => {
  const { path } = local(authorizationUrl(platform, WEB, { prompt: 'none', response_mode: 'form_post' }));
  const { headers, body } = await ask(path);
  const policy = String(headers['content-security-policy']);
  expect(body).toContain(`action="${WEB.redirectUri}"`);
  expect(policy).toMatch(/form-action 'self' http:\/\/localhost:3000(;|$)/);
  expect(policy).toMatch(/script-src 'self'(;|$)/);
});

test('what programs read may be kept by caches as the protocol says, tokens never', async () => {
  expect((await ask('/.well-known/jwks')).headers['cache-control']).toBeUndefined();
  expect((await ask('/connect/token', {}, 'POST')).headers['cache-control']).toBe('no-store');
});

describe('no path is an open redirect', () => {
  test.each([
    '//',
    '//evil.example',
    '//evil.example/%2e%2e',
    '/\\evil.example',
    '/connect/..//evil.example/',
    '/connect/authorize/..//evil.example/',
    '/.well-known/../\\evil.example',
    '/interaction//evil.example',
    '/?ui_locales=it&next=https://evil.example',
    'http://evil.example/',
    'http://evil.example/connect/authorize',
    '/connect/endsession?post_logout_redirect_uri=https://evil.example/',
    '/connect/endsession?client_id=sandbox-web&post_logout_redirect_uri=https://evil.example/',
    '/connect/endsession/success?client_id=sandbox-web&post_logout_redirect_uri=https://evil.example/',
  ])('%s', async (path) => {
    const { status, headers, body } = await ask(path);
    expect(status).toBeLessThan(500);
    expect(headers.location).toBeUndefined();
    expect(body).not.toMatch(/(href|action|src)="(https?:)?[/\\]{2}evil/);
  });
});
