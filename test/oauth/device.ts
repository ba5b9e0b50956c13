import type { Platform } from '../harness/platform.ts';
import { allow, asksForConsent, asksToSignIn, requestTokens, signIn, type TokenAnswer } from './flow.ts';
import type { UserAgent, Visit } from './user-agent.ts';

export const DEVICE = { id: 'sandbox-device', redirectUri: '' };

export interface DeviceAuthorization {
  device_code: string;
  user_code: string;
  verification_uri: string;
  verification_uri_complete: string;
  expires_in: number;
  interval: number;
}

/** RFC 8628 section 3.1. */
export async function askForDevice(
  { accountUrl }: Platform,
  scope = 'openid offline_access giponext.patients',
  clientId = DEVICE.id,
): Promise<{ status: number; body: DeviceAuthorization & { error?: string } }> {
  const response = await fetch(`${accountUrl}/connect/deviceauthorization`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: clientId, scope }),
  });
  return { status: response.status, body: (await response.json()) as DeviceAuthorization };
}

export function poll(platform: Platform, deviceCode: string): Promise<TokenAnswer> {
  return requestTokens(platform, DEVICE, {
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
    device_code: deviceCode,
  });
}

/** Types the code on the second device. @returns the page that asks for confirmation, or says why not */
export async function typeCode(agent: UserAgent, code: string): Promise<Visit> {
  return agent.submit(await agent.open('/device'), { fields: { user_code: code } });
}

/** Confirms, signs in if asked, and allows. */
export async function connect(agent: UserAgent, confirmation: Visit, untick: readonly string[] = []): Promise<Visit> {
  let visit = await agent.submit(confirmation, { press: 'confirm=yes' });
  if (asksToSignIn(visit)) visit = await signIn(agent, visit);
  if (asksForConsent(visit)) visit = await allow(agent, visit, untick);
  return visit;
}
