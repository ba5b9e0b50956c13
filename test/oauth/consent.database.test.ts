import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../harness/platform.ts';
import {
  allow,
  apiAnswer,
  asksForConsent,
  asksToSignIn,
  authorizationUrl,
  authorize,
  NATIVE,
  obtainTokens,
  redeem,
  refresh,
  shownScopes,
  signIn,
  WEB,
} from './flow.ts';
import { sql } from './sql.ts';
import { UserAgent } from './user-agent.ts';

const TWO = 'openid giponext.patients giponext.invoices';

let platform: Platform;
let agent: UserAgent;

beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.close());
beforeEach(async () => {
  await sql(platform, 'delete from consented_scopes');
  agent = new UserAgent(platform.accountUrl);
});

/** What the application gets for an answer that needs no page, or the page. */
const again = (parameters = {}, app: typeof WEB | typeof NATIVE = WEB) =>
  agent.open(authorizationUrl(platform, app, { scope: TWO, ...parameters }));

describe('the consent page', () => {
  test('names the application, its developer, the person and the clinic, and shows each scope but openid, ticked', async () => {
    const scope = 'openid profile giponext.patients giponext.invoices offline_access';
    const visit = await signIn(agent, await again({ scope }));
    for (const text of ['Sandbox Web', 'Sandro Sviluppi', 'Dario Medici', 'Poliambulatorio Corsia', 'localhost:3000']) {
      expect(visit.html).toContain(text);
    }
    expect(shownScopes(visit)).toEqual({
      'giponext.patients': true,
      'giponext.invoices': true,
      profile: true,
      offline_access: true,
    });
  });

  test('leads to another account, and that one decides', async () => {
    const consent = await signIn(agent, await again());
    const switching = await agent.submit(consent, { press: 'decision=switch' });
    expect(asksToSignIn(switching)).toBe(true);
    let visit = await signIn(agent, switching, 'reception@sandbox.test');
    // The provider ends the first session with a page that posts itself, or waits for a press without JavaScript.
    while (!asksForConsent(visit)) visit = await agent.submit(visit);
    expect(visit.html).toContain('Rita Accoglienti');
    const { body } = await redeem(platform, (await allow(agent, visit)).url);
    expect(await apiAnswer(platform, body.access_token, '/v2/userinfo')).toMatchObject({
      body: { sub: 'sandbox-reception' },
    });
  });
});

describe('a choice', () => {
  test('limits the token, in its answer and at the API', async () => {
    const tokens = await obtainTokens(platform, {
      agent,
      parameters: { scope: TWO },
      untick: ['giponext.patients'],
    });
    expect(tokens.scope).toBe('openid giponext.invoices');
    expect(await apiAnswer(platform, tokens.access_token)).toMatchObject({
      status: 403,
      body: { error: 'insufficient_scope', scope: 'giponext.patients' },
    });
  });

  test('cannot be widened by the form', async () => {
    const consent = await signIn(agent, await again({ scope: 'openid giponext.patients' }));
    const entries = consent.forms
      .at(-1)!
      .controls.filter(({ type }) => type === 'hidden')
      .map(({ name, value }): [string, string] => [name, value]);
    const visit = await agent.post(consent.url, [
      ...entries,
      ['decision', 'allow'],
      ['scope', 'giponext.patients'],
      ['scope', 'giponext.invoices'],
      ['scope', 'offline_access'],
    ]);
    const { body } = await redeem(platform, visit.url);
    expect(body.scope).toBe('openid giponext.patients');
    expect(body.refresh_token).toBeUndefined();
  });

  test('to refuse is access_denied, with the state', async () => {
    const consent = await signIn(agent, await again());
    const visit = await agent.submit(consent, { press: 'decision=refuse' });
    expect(Object.fromEntries(visit.url.searchParams)).toMatchObject({
      error: 'access_denied',
      state: 'state-of-the-application',
      iss: platform.accountUrl,
    });
    expect(asksForConsent(await again())).toBe(true);
  });

  test('to tick nothing is access_denied, and withdraws what was allowed before', async () => {
    await authorize(platform, { agent, parameters: { scope: TWO } });
    const consent = await again({ prompt: 'consent' });
    const visit = await allow(agent, consent, ['giponext.patients', 'giponext.invoices']);
    expect(visit.url.searchParams.get('error')).toBe('access_denied');
    expect(asksForConsent(await again())).toBe(true);
  });
});

describe('a remembered consent', () => {
  test('is not asked again, and gives the same', async () => {
    const first = await obtainTokens(platform, { agent, parameters: { scope: TWO } });
    const visit = await again();
    expect(visit.left).toBe(true);
    const { body } = await redeem(platform, visit.url);
    expect(body.scope).toBe(first.scope);
    expect((await again({ scope: 'openid giponext.invoices', prompt: 'none' })).url.searchParams.has('code')).toBe(
      true,
    );
  });

  test('does not cover what was left unticked: that alone is asked again, and the rest is named', async () => {
    await authorize(platform, { agent, parameters: { scope: TWO }, untick: ['giponext.invoices'] });
    const visit = await again();
    expect(shownScopes(visit)).toEqual({ 'giponext.invoices': true });
    expect(visit.html).toContain('Allowed before, and unchanged: <strong>Patients</strong>');
    const silent = await again({ prompt: 'none' });
    expect(silent.url.searchParams.get('error')).toBe('consent_required');
  });

  test('is shown whole, and marked, when the application asks for the page', async () => {
    await authorize(platform, { agent, parameters: { scope: TWO } });
    const visit = await again({ prompt: 'consent' });
    expect(shownScopes(visit)).toEqual({ 'giponext.patients': true, 'giponext.invoices': true });
    expect(visit.html.match(/Allowed before/g)).toHaveLength(2);
  });

  test('grows: a request for more asks only for what is new, and the token covers all of it', async () => {
    await authorize(platform, { agent, parameters: { scope: 'openid giponext.patients' } });
    const visit = await again();
    expect(shownScopes(visit)).toEqual({ 'giponext.invoices': true });
    const { body } = await redeem(platform, (await allow(agent, visit)).url);
    expect(body.scope.split(' ').sort()).toEqual(TWO.split(' ').sort());
  });

  test('stays as it was when nothing new is allowed', async () => {
    await authorize(platform, { agent, parameters: { scope: 'openid giponext.patients' } });
    const { body } = await redeem(platform, (await allow(agent, await again(), ['giponext.invoices'])).url);
    expect(body.scope).toBe('openid giponext.patients');
  });

  test('grows by what is asked later', async () => {
    await authorize(platform, { agent, parameters: { scope: 'openid giponext.patients' } });
    const visit = await again({ scope: 'openid giponext.agenda' });
    expect(Object.keys(shownScopes(visit))).toEqual(['giponext.agenda']);
    await allow(agent, visit);
    expect((await again({ scope: 'openid giponext.patients giponext.agenda' })).left).toBe(true);
  });

  test('that is withdrawn on the page is asked again, and earlier tokens do not give it back', async () => {
    const earlier = await obtainTokens(platform, { agent, parameters: { scope: `${TWO} offline_access` } });
    const consent = await again({ prompt: 'consent' });
    const { body } = await redeem(platform, (await allow(agent, consent, ['giponext.patients'])).url);
    expect(body.scope).toBe('openid giponext.invoices');
    expect(await refresh(platform, earlier.refresh_token)).toMatchObject({ status: 400 });
    expect(asksForConsent(await again())).toBe(true);
  });

  test('belongs to one application: another one asks', async () => {
    await authorize(platform, { agent, parameters: { scope: TWO } });
    expect(asksForConsent(await again({}, NATIVE))).toBe(true);
  });

  test('belongs to one person: another one is asked', async () => {
    await authorize(platform, { agent, parameters: { scope: TWO } });
    agent = new UserAgent(platform.accountUrl);
    expect(asksForConsent(await signIn(agent, await again(), 'billing@sandbox.test'))).toBe(true);
  });

  test('never lets a native application through alone, which anybody can imitate (RFC 8252 section 8.6)', async () => {
    await authorize(platform, { app: NATIVE, agent, parameters: { scope: TWO } });
    expect(asksForConsent(await again({}, NATIVE))).toBe(true);
    expect((await again({ prompt: 'none' }, NATIVE)).url.searchParams.get('error')).toBe('interaction_required');
  });

  test('is needed for signing in alone, too', async () => {
    const visit = await signIn(agent, await again({ scope: 'openid' }));
    expect(asksForConsent(visit)).toBe(true);
    expect(shownScopes(visit)).toEqual({});
    expect((await allow(agent, visit)).url.searchParams.has('code')).toBe(true);
    expect((await again({ scope: 'openid' })).left).toBe(true);
  });
});

describe('offline_access', () => {
  const scope = 'openid giponext.patients offline_access';

  test('needs no prompt=consent to give a refresh token', async () => {
    const tokens = await obtainTokens(platform, { agent, parameters: { scope } });
    expect(tokens).toMatchObject({
      refresh_token: expect.any(String),
      scope: expect.stringContaining('offline_access'),
    });
  });

  test('left unticked gives none', async () => {
    const tokens = await obtainTokens(platform, { agent, parameters: { scope }, untick: ['offline_access'] });
    expect(tokens.refresh_token).toBeUndefined();
    expect(tokens.scope).toBe('openid giponext.patients');
  });

  test('that was not asked for gives none', async () => {
    expect((await obtainTokens(platform, { agent })).refresh_token).toBeUndefined();
  });

  test('beside a pushed request counts for nothing', async () => {
    const pushed = await fetch(`${platform.accountUrl}/connect/par`, {
      method: 'POST',
      body: new URLSearchParams({
        client_id: WEB.id,
        client_secret: WEB.secret,
        response_type: 'code',
        redirect_uri: WEB.redirectUri,
        scope: 'openid giponext.patients',
      }),
    });
    const { request_uri } = (await pushed.json()) as { request_uri: string };
    const address = `${platform.accountUrl}/connect/authorize?${new URLSearchParams({ client_id: WEB.id, request_uri, scope })}`;
    expect(shownScopes(await signIn(agent, await agent.open(address)))).toEqual({ 'giponext.patients': true });
  });
});

test('every grant is one that an application got: asking leaves none behind', async () => {
  await authorize(platform, { agent, parameters: { scope: TWO } });
  const grants = () => sql(platform, 'select id from grants order by id');
  const before = await grants();
  for (const prompt of ['login', 'consent']) expect((await again({ prompt })).left).toBe(false);
  expect((await again({}, NATIVE)).left).toBe(false);
  expect(await grants()).toEqual(before);
});

test('scopes that nobody knows are ignored (OpenID Connect Core section 3.1.2.1)', async () => {
  const scope = 'openid giponext.patients some.thing';
  const consent = await signIn(agent, await again({ scope }));
  expect(shownScopes(consent)).toEqual({ 'giponext.patients': true });
  expect((await redeem(platform, (await allow(agent, consent)).url)).body.scope).toBe('openid giponext.patients');
  expect((await again({ scope })).left).toBe(true);
});
