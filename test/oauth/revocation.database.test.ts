import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { statement } from '../../src/platform/database/index.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import {
  apiAnswer,
  asksToSignIn,
  authorizationUrl,
  authorize,
  OFFLINE,
  obtainTokens,
  redeem,
  refresh,
  signIn,
  type TokenBody,
  WEB,
} from './flow.ts';
import { sql } from './sql.ts';
import { UserAgent } from './user-agent.ts';

let platform: Platform;
let agent: UserAgent;
let tokens: TokenBody;

beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.close());
beforeEach(async () => {
  await sql(platform, `update users set status = 'active', expires_at = null`);
  await sql(platform, `update users set role_key = 'practitioner' where id = 'sandbox-doctor'`);
  await sql(platform, `update clients set status = 'approved'`);
  agent = new UserAgent(platform.accountUrl);
  tokens = await obtainTokens(platform, { agent, parameters: OFFLINE });
  expect(await apiAnswer(platform, tokens.access_token)).toMatchObject({ status: 200 });
});

/** The promise is a second; asked every few milliseconds, with room for a machine that is busy. */
const refusedByApi = () =>
  expect
    .poll(async () => (await apiAnswer(platform, tokens.access_token)).status, { interval: 20, timeout: 5000 })
    .toBe(401);

test.each([
  ['disabled', `update users set status = 'disabled' where id = 'sandbox-doctor'`],
  ['expired', `update users set expires_at = now() where id = 'sandbox-doctor'`],
])('a person who is %s loses tokens, session and sign-in', async (_how, change) => {
  const callback = await authorize(platform, { agent });
  await sql(platform, change);
  await refusedByApi();
  expect(await refresh(platform, tokens.refresh_token)).toMatchObject({
    status: 400,
    body: { error: 'invalid_grant', error_description: 'refresh token is expired' },
  });
  expect(await redeem(platform, callback)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });

  const visit = await agent.open(authorizationUrl(platform));
  expect(visit).toMatchObject({ left: false, status: 200 });
  expect(asksToSignIn(visit)).toBe(true);
  const silent = await agent.open(authorizationUrl(platform, WEB, { prompt: 'none' }));
  expect(silent.url.searchParams.get('error')).toBe('login_required');
  expect(await signIn(agent, visit)).toMatchObject({ left: false, status: 401 });
});

test('a person who is disabled while the consent page is open allows nothing any more', async () => {
  const consent = await agent.open(authorizationUrl(platform, WEB, { prompt: 'consent' }));
  await sql(platform, `update users set status = 'disabled' where id = 'sandbox-doctor'`);
  const visit = await agent.submit(consent, { press: 'decision=allow' });
  expect(visit).toMatchObject({ left: false, status: 400 });
  expect(visit.html).toContain('This sign-in is no longer open');
});

test('another person can sign in where somebody was disabled', async () => {
  await sql(platform, `update users set status = 'disabled' where id = 'sandbox-doctor'`);
  let visit = await signIn(agent, await agent.open(authorizationUrl(platform)), 'manager@sandbox.test');
  while (!/Marta Direttori/.test(visit.html)) visit = await agent.submit(visit);
  const { body } = await redeem(platform, (await agent.submit(visit, { press: 'decision=allow' })).url);
  expect(await apiAnswer(platform, body.access_token, '/v2/userinfo')).toMatchObject({
    body: { sub: 'sandbox-manager' },
  });
});

test.each(['revoked', 'suspended'])('an application that is %s loses its tokens and its voice', async (status) => {
  await sql(platform, 'update clients set status = $1 where id = $2', [status, WEB.id]);
  await refusedByApi();
  expect(await refresh(platform, tokens.refresh_token)).toMatchObject({
    status: 401,
    body: { error: 'invalid_client' },
  });
  const visit = await agent.open(authorizationUrl(platform));
  expect(visit).toMatchObject({ left: false, status: 400 });
  expect(visit.html).toContain('Application not recognised');
});

test('an application that is revoked while its sign-in page is open gets nothing', async () => {
  const fresh = new UserAgent(platform.accountUrl);
  const visit = await fresh.open(authorizationUrl(platform));
  await sql(platform, `update clients set status = 'revoked' where id = 'sandbox-web'`);
  expect(await signIn(fresh, visit)).toMatchObject({ left: false, status: 400 });
});

test('a grant that is deleted ends its tokens, and only them', async () => {
  const other = await obtainTokens(platform, { agent, parameters: OFFLINE });
  const { gid } = JSON.parse(Buffer.from(tokens.access_token.split('.')[1]!, 'base64url').toString());
  await sql(platform, 'delete from grants where id = $1', [gid]);
  await refusedByApi();
  expect(await refresh(platform, tokens.refresh_token)).toMatchObject({
    status: 400,
    body: { error: 'invalid_grant' },
  });
  expect(await apiAnswer(platform, other.access_token)).toMatchObject({ status: 200 });
  expect((await refresh(platform, other.refresh_token)).status).toBe(200);
});

test('a session that is deleted asks to sign in again', async () => {
  await sql(platform, `delete from oidc_artifacts where kind = 'Session'`);
  expect(asksToSignIn(await agent.open(authorizationUrl(platform)))).toBe(true);
});

test('a person who gets another role ends every connection, and stays signed in', async () => {
  await sql(platform, `update users set role_key = 'billing' where id = 'sandbox-doctor'`);
  await refusedByApi();
  expect(await refresh(platform, tokens.refresh_token)).toMatchObject({
    status: 400,
    body: { error: 'invalid_grant', error_description: 'refresh token is expired' },
  });
  expect(asksToSignIn(await agent.open(authorizationUrl(platform)))).toBe(false);
});

test('a permission that the manager takes from a role is gone at once, for tokens that are out already', async () => {
  const clinic = platform.database.forTenant({ tenantId: 'sandbox-clinic', timeZone: 'UTC' });
  await clinic.query(
    statement(
      'test_take_permission',
      `delete from role_permissions where tenant_id = 'sandbox-clinic' and
       role_key = 'practitioner' and permission = 'patients.read'`,
    ),
  );
  await expect
    .poll(async () => (await apiAnswer(platform, tokens.access_token)).body.error, { timeout: 5000 })
    .toBe('insufficient_permission');
  expect((await refresh(platform, tokens.refresh_token)).status).toBe(200);
});
