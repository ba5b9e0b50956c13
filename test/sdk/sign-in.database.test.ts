import { MissingScopesError, SignInError, SignInNeededError, TenantError } from '@corsia/client';
import { signInOnLoopback } from '@corsia/client/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { connect, DEVICE, typeCode } from '../oauth/device.ts';
import { UserAgent } from '../oauth/user-agent.ts';
import { clientOf, NATIVE, observed, SCOPES, signedIn, visit, WEB } from './sdk.ts';

let platform: Platform;

beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.close());

describe('a sign-in in the browser', () => {
  test.each([
    ['a confidential application', WEB],
    ['a native application', NATIVE],
  ])('of %s gives who it is, for which clinic, and what is allowed', async (_kind, app) => {
    const { corsia, enter } = clientOf(platform, {}, app);
    const result = await enter();
    expect(result).toMatchObject({ user: { sub: 'sandbox-manager' }, tenantId: 'sandbox-clinic', missing: [] });
    expect(result.granted.sort()).toEqual(['giponext.patients', 'offline_access', 'openid']);
    expect((await corsia.patients.list({ query: { limit: 2 } })).items).toHaveLength(2);
  });

  test('uses PKCE, a state and a nonce, each new every time', async () => {
    const { corsia } = clientOf(platform);
    const [first, second] = await Promise.all(
      [1, 2].map(() => corsia.startSignIn({ redirectUri: WEB.redirectUri, scopes: SCOPES, prompt: 'consent' })),
    );
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(first!.url.searchParams.get(name)).toMatch(/^[\w-]{43}$/);
      expect(first!.url.searchParams.get(name)).not.toBe(second!.url.searchParams.get(name));
    }
    expect(first!.url.searchParams.get('prompt')).toBe('consent');
    expect(JSON.parse(JSON.stringify(first!.pending))).toEqual(first!.pending);
  });

  test('is refused when the answer is not to this request', async () => {
    const { corsia } = clientOf(platform);
    const { url, pending } = await corsia.startSignIn({ redirectUri: WEB.redirectUri, scopes: SCOPES });
    const callback = await visit(platform, url);
    const changed = (name: string) => {
      const address = new URL(callback);
      address.searchParams.set(name, 'https://another.example');
      return address;
    };
    for (const name of ['state', 'iss'])
      await expect(corsia.finishSignIn(changed(name), pending)).rejects.toMatchObject({ code: 'invalid_response' });
    await expect(corsia.finishSignIn(callback, { ...pending, nonce: 'another' })).rejects.toBeInstanceOf(SignInError);
    await expect(corsia.finishSignIn(callback, pending)).rejects.toMatchObject({ code: 'invalid_grant' });
    await expect(corsia.patients.list()).rejects.toMatchObject({ name: 'SignInNeededError', reason: 'none' });
  });

  test('that the person refuses says so', async () => {
    const { corsia } = clientOf(platform);
    const { url, pending } = await corsia.startSignIn({
      redirectUri: WEB.redirectUri,
      scopes: SCOPES,
      prompt: 'consent',
    });
    const callback = await visit(platform, url, { refuse: true });
    await expect(corsia.finishSignIn(callback, pending)).rejects.toMatchObject({ code: 'access_denied' });
  });

  test('without offline access has no refresh token', async () => {
    const { store, enter } = clientOf(platform);
    expect((await enter({ offline: false })).granted).not.toContain('offline_access');
    expect((await store.read())?.refreshToken).toBeUndefined();
  });
});

describe('what is allowed', () => {
  test('is told apart from what was asked, and more can be asked for later without losing what there is', async () => {
    const { corsia, enter } = clientOf(platform);
    const agent = new UserAgent(platform.accountUrl);
    const scopes = ['giponext.patients', 'giponext.agenda'];
    const first = await enter({ scopes }, { untick: ['giponext.agenda'], agent, email: 'reception@sandbox.test' });
    expect(first.missing).toEqual(['giponext.agenda']);
    await corsia.requireScopes('giponext.patients');
    const refusal = await corsia.requireScopes('giponext.agenda').catch((error) => error);
    expect(refusal).toBeInstanceOf(MissingScopesError);
    expect(refusal.missing).toEqual(['giponext.agenda']);
    await expect(corsia.agendas.list()).rejects.toMatchObject({ code: 'insufficient_scope' });

    const second = await enter({ scopes: refusal.missing }, { agent });
    expect(second).toMatchObject({ missing: [] });
    expect(second.granted).toEqual(expect.arrayContaining(scopes));
    expect((await corsia.agendas.list()).items.length).toBeGreaterThan(0);
  });

  test('is nothing before a sign-in', async () => {
    const { corsia } = clientOf(platform);
    expect(await corsia.grantedScopes()).toBeUndefined();
    await expect(corsia.requireScopes('giponext.patients')).rejects.toBeInstanceOf(SignInNeededError);
  });
});

describe('a client of one clinic', () => {
  test('lets its people in', async () => {
    const { enter } = clientOf(platform, { tenantId: 'sandbox-clinic' });
    expect(await enter()).toMatchObject({ tenantId: 'sandbox-clinic' });
  });

  test('refuses those of another, keeps nothing, and ends what they began', async () => {
    const watched = observed();
    const { enter, store } = clientOf(platform, { tenantId: 'sandbox-clinic', fetch: watched.fetch });
    const refusal = await enter({}, { email: 'manager@other.test' }).catch((error) => error);
    expect(refusal).toBeInstanceOf(TenantError);
    expect(refusal).toMatchObject({ expected: 'sandbox-clinic', actual: ['other-clinic'] });
    expect(await store.read()).toBeUndefined();
    expect(watched.to('/connect/revocation')).toHaveLength(1);
  });

  test('does not use tokens of another that are in its store', async () => {
    const { store, enter } = clientOf(platform);
    await enter({}, { email: 'manager@other.test' });
    const { corsia } = clientOf(platform, { store, tenantId: 'sandbox-clinic' });
    await expect(corsia.patients.list()).rejects.toMatchObject({ name: 'TenantError', actual: ['other-clinic'] });
  });

  test('that a person without one signed in to can only ask who it is', async () => {
    const { corsia, enter } = clientOf(platform);
    const { tenantId } = await enter({ scopes: [] }, { email: 'developer@sandbox.test' });
    expect(tenantId).toBeUndefined();
    expect((await corsia.userInfo.get()).tenants).toEqual([]);
    await expect(corsia.patients.list()).rejects.toMatchObject({ name: 'TenantError', expected: undefined });
  });
});

test('signing out forgets the tokens here and at the server', async () => {
  const { corsia, store } = await signedIn(platform);
  const before = await store.read();
  await corsia.signOut();
  expect(await store.read()).toBeUndefined();
  await expect(corsia.patients.list()).rejects.toBeInstanceOf(SignInNeededError);
  await store.write({ ...before!, renewAt: 0, expiresAt: 0 });
  await expect(corsia.accessToken()).rejects.toMatchObject({ reason: 'ended' });
  await corsia.signOut();
});

test('signing out without a network forgets the tokens all the same', async () => {
  const { store } = await signedIn(platform);
  const unreachable = observed(() => {
    throw new TypeError('fetch failed');
  });
  await clientOf(platform, { store, fetch: unreachable.fetch }).corsia.signOut();
  expect(await store.read()).toBeUndefined();
});

test('an API that does not know the token, or is none, is an error of its own', async () => {
  for (const answer of [Response.json({ error: 'invalid_token' }, { status: 401 }), new Response('<html>')]) {
    const strange = observed(({ url }) => (url.endsWith('/userinfo') ? answer : undefined));
    const { enter, store } = clientOf(platform, { fetch: strange.fetch });
    await expect(enter()).rejects.toMatchObject({ name: 'ApiError', status: answer.status });
    expect(await store.read()).toBeUndefined();
  }
});

describe('on this computer', () => {
  test('the browser comes back to a port of the program, and strangers get nothing', async () => {
    const { corsia } = clientOf(platform, {}, NATIVE);
    const answers: number[] = [];
    const result = await signInOnLoopback(corsia, {
      scopes: SCOPES,
      open: async (url) => {
        const callback = await visit(platform, url);
        const forged = new URL(callback);
        forged.searchParams.set('state', 'forged');
        for (const address of [forged, new URL('/', callback), callback]) answers.push((await fetch(address)).status);
      },
    });
    expect(result.user.sub).toBe('sandbox-manager');
    expect(answers).toEqual([404, 404, 200]);
  });

  test('it can be given up, before and meanwhile', async () => {
    const { corsia } = clientOf(platform, {}, NATIVE);
    const giveUp = new AbortController();
    const waiting = signInOnLoopback(corsia, { scopes: SCOPES, signal: giveUp.signal, open: () => giveUp.abort() });
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    const late = signInOnLoopback(corsia, { scopes: SCOPES, signal: giveUp.signal, open: () => {} });
    await expect(late).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('with a code that is typed elsewhere', () => {
  /** Waits as it is told, on paper; `during` happens in the first wait. */
  const device = (
    during: (userCode: string) => Promise<unknown> = async () => {},
    spoil?: Parameters<typeof observed>[0],
  ) => {
    const waits: number[] = [];
    let userCode = '';
    const watched = observed(spoil);
    const { corsia } = clientOf(
      platform,
      {
        fetch: watched.fetch,
        sleep: async (milliseconds, signal) => {
          signal?.throwIfAborted();
          if (waits.push(milliseconds / 1000) === 3) await during(userCode);
        },
      },
      DEVICE,
    );
    const enter = (signal?: AbortSignal) =>
      corsia.signInWithDevice({
        scopes: SCOPES,
        show: (code) => {
          userCode = code.userCode;
          expect(code.verificationUriComplete).toContain(code.verificationUri);
        },
        ...(signal && { signal }),
      });
    return { corsia, enter, waits, watched };
  };

  test('it asks as often as it may, slower when told to, until the person is done', async () => {
    const agent = new UserAgent(platform.accountUrl);
    const { corsia, enter, waits } = device(async (code) => connect(agent, await typeCode(agent, code)));
    expect(await enter()).toMatchObject({ tenantId: 'sandbox-clinic', missing: [] });
    // The first poll is answered `authorization_pending`; those that come at once after it, `slow_down`.
    expect(waits.slice(0, 3)).toEqual([5, 5, 10]);
    expect((await corsia.patients.list({ query: { limit: 1 } })).items).toHaveLength(1);
  });

  test('a refusal is told', async () => {
    const agent = new UserAgent(platform.accountUrl);
    const { enter } = device(async (code) => agent.submit(await typeCode(agent, code), { press: 'abort=yes' }));
    await expect(enter()).rejects.toMatchObject({ name: 'SignInError', code: 'access_denied' });
  });

  test('a server that does not answer is asked less and less often, until the code has expired', async () => {
    const { enter, waits } = device(undefined, ({ url }) =>
      url.endsWith('/token') ? new Response(null, { status: 503 }) : undefined,
    );
    await expect(enter()).rejects.toMatchObject({ code: 'expired_token' });
    expect(waits.slice(0, 4)).toEqual([5, 10, 20, 40]);
  });

  test('it can be given up', async () => {
    const giveUp = new AbortController();
    const { enter } = device(async () => giveUp.abort());
    await expect(enter(giveUp.signal)).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('an application that may not use it is told', async () => {
    const { corsia } = clientOf(platform, {}, { ...DEVICE, id: 'unknown' });
    const refused = corsia.signInWithDevice({ scopes: SCOPES, show: () => {} });
    await expect(refused).rejects.toMatchObject({ code: 'invalid_client' });
  });
});

test('a platform that is not there is a connection error, and asked again the next time', async () => {
  const watched = observed((_request, count) => {
    if (count === 1) throw new TypeError('fetch failed');
    return undefined;
  });
  const { corsia, enter } = clientOf(platform, { fetch: watched.fetch });
  await expect(corsia.startSignIn({ redirectUri: WEB.redirectUri, scopes: SCOPES })).rejects.toMatchObject({
    name: 'ConnectionError',
  });
  expect((await enter().catch((error) => error)).name).toBe('ConnectionError'); // The token endpoint's first.
});

test('an address where something else answers is a connection error', async () => {
  const { corsia } = clientOf(platform, {
    fetch: async () => Response.json({ issuer: 'https://another.example.org' }),
  });
  await expect(corsia.accessToken()).rejects.toMatchObject({ name: 'SignInNeededError' });
  await expect(corsia.startSignIn({ redirectUri: WEB.redirectUri, scopes: SCOPES })).rejects.toMatchObject({
    name: 'ConnectionError',
    message: `There is no platform at ${platform.accountUrl}`,
  });
});

test('plain http is for this computer only', async () => {
  const { corsia } = clientOf(platform, { issuer: 'http://account.example.org' });
  await expect(corsia.startSignIn({ redirectUri: WEB.redirectUri, scopes: SCOPES })).rejects.toThrow(/HTTP/);
});
