import * as oauth from 'oauth4webapi';
import * as client from 'openid-client';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { connect, DEVICE, typeCode } from './device.ts';
import { expire } from './expiry.ts';
import { apiAnswer } from './flow.ts';
import { sql } from './sql.ts';
import { UserAgent } from './user-agent.ts';

const SCOPE = 'openid offline_access giponext.patients';

let platform: Platform;
let agent: UserAgent;

beforeAll(async () => {
  platform = await startPlatform();
});
beforeEach(() => {
  agent = new UserAgent(platform.accountUrl);
});
afterAll(() => platform.close());

/** As if the device had waited its interval. */
const waited = () => sql(platform, `update device_polls set polled_at = polled_at - interval '1 hour'`);
const refuse = async (code: string) => agent.submit(await typeCode(agent, code), { press: 'abort=yes' });

describe('openid-client 6 as a device', () => {
  let config: client.Configuration;
  beforeAll(async () => {
    config = await client.discovery(new URL(platform.accountUrl), DEVICE.id, undefined, client.None(), {
      execute: [client.allowInsecureRequests],
    });
  });

  /** The library waits by itself: its interval is cut short, and the server is made to believe that it passed. */
  async function begin() {
    const answer = await client.initiateDeviceAuthorization(config, { scope: SCOPE });
    expect(answer).toMatchObject({ interval: 5, verification_uri: `${platform.accountUrl}/device` });
    return { ...answer, interval: 0.05 };
  }

  test('polls until its person has allowed, gets tokens, refreshes, and cannot use the code again', async () => {
    const device = await begin();
    const polling = client.pollDeviceAuthorizationGrant(config, device);
    await expect.poll(() => sql(platform, 'select 1 from device_polls')).not.toHaveLength(0);
    await connect(agent, await typeCode(agent, device.user_code));
    const tokens = await polling;
    expect(tokens.claims()?.sub).toBe('sandbox-doctor');
    expect(await apiAnswer(platform, tokens.access_token)).toMatchObject({ status: 200 });
    const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token!);
    expect(refreshed.refresh_token).not.toBe(tokens.refresh_token);
    await sql(platform, `update oidc_artifacts set consumed_at = consumed_at - interval '31 seconds'`);
    await expect(client.refreshTokenGrant(config, tokens.refresh_token!)).rejects.toMatchObject({
      error: 'invalid_grant',
      error_description: 'refresh token is expired',
    });
    await expect(client.pollDeviceAuthorizationGrant(config, device)).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  test('learns that its person refused', async () => {
    const device = await begin();
    await refuse(device.user_code);
    await expect(client.pollDeviceAuthorizationGrant(config, device)).rejects.toMatchObject({ error: 'access_denied' });
  });

  test('learns that its code has expired', async () => {
    const device = await begin();
    await expire(platform, 'DeviceCode', device.device_code);
    await expect(client.pollDeviceAuthorizationGrant(config, device)).rejects.toMatchObject({ error: 'expired_token' });
  });
});

describe('oauth4webapi as a device', () => {
  const insecure = { [oauth.allowInsecureRequests]: true };
  const device: oauth.Client = { client_id: DEVICE.id };
  let server: oauth.AuthorizationServer;
  beforeAll(async () => {
    const issuer = new URL(platform.accountUrl);
    server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure));
  });

  async function begin() {
    const parameters = new URLSearchParams({ scope: SCOPE });
    const response = await oauth.deviceAuthorizationRequest(server, device, oauth.None(), parameters, insecure);
    return oauth.processDeviceAuthorizationResponse(server, device, response);
  }

  async function poll(code: string) {
    const response = await oauth.deviceCodeGrantRequest(server, device, oauth.None(), code, insecure);
    return oauth.processDeviceCodeResponse(server, device, response);
  }

  test('meets authorization_pending and slow_down, then gets its tokens, once', async () => {
    const { device_code, user_code, interval } = await begin();
    expect(interval).toBe(5);
    await expect(poll(device_code)).rejects.toMatchObject({ error: 'authorization_pending', status: 400 });
    await expect(poll(device_code)).rejects.toMatchObject({ error: 'slow_down', status: 400 });
    await waited();
    await expect(poll(device_code)).rejects.toMatchObject({ error: 'authorization_pending' });
    await connect(agent, await typeCode(agent, user_code));
    const tokens = await poll(device_code);
    expect(oauth.getValidatedIdTokenClaims(tokens)?.sub).toBe('sandbox-doctor');
    expect(await apiAnswer(platform, tokens.access_token)).toMatchObject({ status: 200 });
    await expect(poll(device_code)).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  test('meets access_denied', async () => {
    const { device_code, user_code } = await begin();
    await refuse(user_code);
    await expect(poll(device_code)).rejects.toMatchObject({ error: 'access_denied', status: 400 });
  });

  test('meets expired_token', async () => {
    const { device_code } = await begin();
    await expire(platform, 'DeviceCode', device_code);
    await expect(poll(device_code)).rejects.toMatchObject({ error: 'expired_token', status: 400 });
  });
});
