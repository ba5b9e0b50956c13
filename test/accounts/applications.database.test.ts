import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../harness/platform.ts';
import {
  apiAnswer,
  asksForConsent,
  authorizationUrl,
  NATIVE,
  OFFLINE,
  obtainTokens,
  refresh,
  WEB,
} from '../oauth/flow.ts';
import { sql } from '../oauth/sql.ts';
import type { UserAgent } from '../oauth/user-agent.ts';
import { mailsTo, newBrowser, signInAt, xsrfOf } from './accounts.ts';

const BILLING = 'billing@sandbox.test';
const ID = 'sandbox-billing';

let platform: Platform;
let agent: UserAgent;

beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.close());
beforeEach(async () => {
  await sql(platform, 'delete from sign_in_failures');
  await sql(platform, `delete from oidc_artifacts where user_id = $1`, [ID]);
  await sql(platform, `delete from grants where user_id = $1`, [ID]);
  await sql(platform, `delete from consented_scopes where user_id = $1`, [ID]);
  agent = newBrowser(platform);
  await signInAt(agent, BILLING);
});

const kinds = async () =>
  (
    await sql<{ kind: string }>(platform, 'select kind from security_events where user_id = $1 order by id desc', [ID])
  ).map(({ kind }) => kind);

describe('connected applications', () => {
  const PATH = `/profile/applications/${NATIVE.id}/disconnect`;
  const disconnect = async () => agent.submit(await agent.open(PATH), { action: PATH });

  test('are listed with what they may do', async () => {
    await obtainTokens(platform, { agent, app: NATIVE, parameters: OFFLINE });
    const { html } = await agent.open('/profile/applications');
    expect(html).toContain('Sandbox Native');
    expect(html).toContain('Patients');
    expect(html).toContain('Stays connected');
    expect(html).not.toContain('Sandbox Web');
  });

  test('are told of by mail when they are new, and not again for more permissions', async () => {
    const told = async () =>
      (await mailsTo(platform, BILLING)).filter(
        ({ subject }) => subject === 'Sandbox Native was connected to your account',
      );
    const before = (await told()).length;
    await sql(platform, 'delete from consented_scopes where client_id = $1', [NATIVE.id]);
    await obtainTokens(platform, { agent, app: NATIVE, parameters: { scope: 'openid giponext.patients' } });
    expect(await told()).toHaveLength(before + 1);
    await obtainTokens(platform, { agent, app: NATIVE, parameters: OFFLINE });
    expect(await told()).toHaveLength(before + 1);
  });

  test('lose every token at once when disconnected, and have to ask again; others keep theirs', async () => {
    const tokens = await obtainTokens(platform, { agent, app: NATIVE, parameters: OFFLINE });
    const other = await obtainTokens(platform, { agent, app: WEB, parameters: OFFLINE });
    const done = await disconnect();
    expect(done.html).toContain('Sandbox Native is disconnected.');
    expect((await refresh(platform, tokens.refresh_token, NATIVE)).status).toBe(400);
    await expect.poll(async () => (await apiAnswer(platform, tokens.access_token)).status, { timeout: 5000 }).toBe(401);
    expect((await refresh(platform, other.refresh_token, WEB)).status).toBe(200);
    expect(asksForConsent(await agent.open(authorizationUrl(platform, NATIVE)))).toBe(true);
    expect((await kinds())[0]).toBe('application-disconnected');
  });

  test('of somebody else are out of reach', async () => {
    const tokens = await obtainTokens(platform, { agent, app: NATIVE, parameters: OFFLINE });
    const stranger = newBrowser(platform);
    await signInAt(stranger, 'manager@other.test');
    const page = await stranger.open('/profile');
    expect((await stranger.post(PATH, [['xsrf', xsrfOf(page, '/sign-out')]])).status).toBe(404);
    expect((await refresh(platform, tokens.refresh_token, NATIVE)).status).toBe(200);
  });

  test('are disconnected by no form of another site', async () => {
    const tokens = await obtainTokens(platform, { agent, app: NATIVE, parameters: OFFLINE });
    expect((await agent.post(PATH, [])).status).toBe(403);
    expect((await refresh(platform, tokens.refresh_token, NATIVE)).status).toBe(200);
  });
});
