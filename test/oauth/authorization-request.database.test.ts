import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { type App, allow, asksToSignIn, authorizationUrl, authorize, NATIVE, type Parameters, WEB } from './flow.ts';
import { sql } from './sql.ts';
import { UserAgent } from './user-agent.ts';

let platform: Platform;

beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.close());

const open = (app: App, parameters: Parameters = {}) =>
  new UserAgent(platform.accountUrl).open(authorizationUrl(platform, app, parameters));

describe('what cannot be trusted never leads anywhere: an error page of ours', () => {
  test.each<[string, App, Parameters, string]>([
    ['an unknown application', { ...WEB, id: 'no-such-app' }, {}, 'Application not recognised'],
    ['an application id that no database can hold', { ...WEB, id: 'sandbox\0web' }, {}, 'Application not recognised'],
    ['no application', WEB, { client_id: undefined }, 'This request cannot be completed'],
    ['an unregistered redirect_uri', WEB, { redirect_uri: 'https://evil.example/' }, 'Stopped for your safety'],
    [
      'a redirect_uri with something appended',
      WEB,
      { redirect_uri: `${WEB.redirectUri}/more` },
      'Stopped for your safety',
    ],
    ['a redirect_uri with a query', WEB, { redirect_uri: `${WEB.redirectUri}?a=b` }, 'Stopped for your safety'],
    [
      'a redirect_uri in another case',
      WEB,
      { redirect_uri: 'http://localhost:3000/Callback' },
      'Stopped for your safety',
    ],
    [
      'a redirect_uri with a user',
      WEB,
      { redirect_uri: 'http://localhost:3000@evil.example/callback' },
      'Stopped for your safety',
    ],
    ['a javascript: redirect_uri', WEB, { redirect_uri: 'javascript:alert(1)' }, 'Stopped for your safety'],
    [
      'another port for a web application',
      WEB,
      { redirect_uri: 'http://localhost:3001/callback' },
      'Stopped for your safety',
    ],
    [
      'another path for a native application',
      NATIVE,
      { redirect_uri: 'http://127.0.0.1:4000/other' },
      'Stopped for your safety',
    ],
    [
      'another host for a native application',
      NATIVE,
      { redirect_uri: 'http://127.0.0.2:4000/callback' },
      'Stopped for your safety',
    ],
    [
      'a wrong request beside a wrong redirect_uri',
      WEB,
      { redirect_uri: 'https://evil.example/', scope: 'x y' },
      'Stopped for your safety',
    ],
  ])('%s', async (_what, app, parameters, title) => {
    const visit = await open(app, parameters);
    expect(visit).toMatchObject({ left: false, status: 400, trail: [visit.url.href] });
    expect(visit.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(visit.html).toContain(`<h1>${title}</h1>`);
    expect(visit.html).toContain(visit.headers.get('x-request-id')!);
  });
});

describe('errors that go back to the application', () => {
  test.each<[string, App, Parameters, string]>([
    ['implicit flow', WEB, { response_type: 'token' }, 'unsupported_response_type'],
    ['hybrid flow', WEB, { response_type: 'code id_token', nonce: 'n' }, 'unsupported_response_type'],
    [
      'a public application without PKCE',
      NATIVE,
      { code_challenge: undefined, code_challenge_method: undefined },
      'invalid_request',
    ],
    ['PKCE with plain', NATIVE, { code_challenge_method: 'plain' }, 'invalid_request'],
    ['PKCE without a method, which means plain', NATIVE, { code_challenge_method: undefined }, 'invalid_request'],
    ['another API than ours', WEB, { resource: 'https://other-api.example' }, 'invalid_target'],
    ['prompt=none without a session', WEB, { prompt: 'none' }, 'login_required'],
    ['a request object', WEB, { request: 'e30.e30.' }, 'request_not_supported'],
  ])('%s', async (_what, app, parameters, error) => {
    const visit = await open(app, parameters);
    expect(visit.left).toBe(true);
    expect(visit.url.href.split(/[?#]/)[0]).toBe(app.redirectUri);
    const answer = new URLSearchParams(visit.url.href.split(/[?#]/)[1]);
    expect(Object.fromEntries(answer)).toMatchObject({
      error,
      state: 'state-of-the-application',
      iss: platform.accountUrl,
    });
    expect(answer.has('code')).toBe(false);
  });

  test('a scope that the application did not register is invalid_scope', async () => {
    await sql(
      platform,
      `insert into clients (id, name, application_type, public, grant_types, redirect_uris, scopes)
             values ('narrow', 'Narrow', 'native', true, '{authorization_code}', '{http://127.0.0.1/callback}', '{openid,giponext.agenda}')`,
    );
    const app = { ...NATIVE, id: 'narrow' };
    const visit = await open(app, { scope: 'openid giponext.patients' });
    expect(visit.url.searchParams.get('error')).toBe('invalid_scope');
    expect(asksToSignIn(await open(app, { scope: 'openid giponext.agenda' }))).toBe(true);
  });
});

describe('answers', () => {
  test('carry the state as it was and the issuer (RFC 9207)', async () => {
    const state = 'à+b&c=d%20/"<é>  ';
    const callback = await authorize(platform, { parameters: { state } });
    expect(Object.fromEntries(callback.searchParams)).toEqual({
      state,
      iss: platform.accountUrl,
      code: expect.any(String),
    });
  });

  test('carry no state when none was sent', async () => {
    const callback = await authorize(platform, { parameters: { state: undefined } });
    expect(callback.searchParams.has('state')).toBe(false);
  });

  test.each([
    'http://127.0.0.1:1/callback',
    'http://127.0.0.1:65535/callback',
    'http://127.0.0.1/callback',
    'http://localhost:8123/callback',
    'http://[::1]:8123/callback',
  ])('a native application gets them at %s (RFC 8252 section 7.3)', async (redirectUri) => {
    const callback = await authorize(platform, { app: { ...NATIVE, redirectUri } });
    expect(callback.href.split('?')[0]).toBe(redirectUri);
    expect(callback.searchParams.get('code')).toEqual(expect.any(String));
  });

  test('go by form post when asked so (OAuth 2.0 Form Post Response Mode)', async () => {
    const agent = new UserAgent(platform.accountUrl);
    await authorize(platform, { agent });
    const visit = await agent.open(authorizationUrl(platform, WEB, { response_mode: 'form_post' }));
    expect(visit.left).toBe(false);
    const [form] = visit.forms;
    expect(form?.action).toBe(WEB.redirectUri);
    expect(Object.fromEntries(form!.controls.map(({ name, value }) => [name, value]))).toMatchObject({
      code: expect.any(String),
      state: 'state-of-the-application',
      iss: platform.accountUrl,
    });
  });
});

test('an interaction belongs to the browser that began it', async () => {
  const victim = new UserAgent(platform.accountUrl);
  const visit = await victim.open(authorizationUrl(platform));
  const thief = new UserAgent(platform.accountUrl);
  await thief.open(authorizationUrl(platform));
  expect(await thief.open(visit.url)).toMatchObject({ left: false, status: 400 });
  const resume = visit.url.href.replace('/interaction/', '/connect/authorize/');
  expect(await thief.open(resume)).toMatchObject({ left: false, status: 400 });
  const posted = await thief.submit(visit, { fields: { email: 'doctor@sandbox.test', password: 'corsia-sandbox' } });
  expect(posted).toMatchObject({ left: false, status: 400 });
  expect(posted.html).toContain('This sign-in is no longer open');
});

test('an interaction that was answered is over', async () => {
  const agent = new UserAgent(platform.accountUrl);
  const visit = await agent.open(authorizationUrl(platform, NATIVE));
  const consent = await agent.submit(visit, { fields: { email: 'doctor@sandbox.test', password: 'corsia-sandbox' } });
  expect((await allow(agent, consent)).left).toBe(true);
  expect(await allow(agent, consent)).toMatchObject({ left: false, status: 400 });
});
