import * as oauth from 'oauth4webapi';
import { answered, refusalsAsErrors, refuseUnavailable } from './answers.ts';
import { ConnectionError, SignInError } from './errors.ts';
import type { Server } from './server.ts';
import { keep, type SignedIn, type SignInOptions, type SignInParts, scopesToAsk } from './sign-in.ts';
import type { Sleep } from './waiting.ts';

export interface DeviceCode {
  /** What the person types at `verificationUri`. */
  userCode: string;
  verificationUri: string;
  /** The same with the code in it, for a link or a QR code. */
  verificationUriComplete: string | undefined;
  expiresIn: number;
}

export interface DeviceOptions extends SignInOptions {
  /** Shows the person where to go and what to type. */
  show(code: DeviceCode): void | Promise<void>;
  /** Gives up. */
  signal?: AbortSignal;
}

/** What is added to the interval when the server asks for it (RFC 8628 section 3.5), in seconds. */
const SLOWER = 5;

/**
 * The device flow (RFC 8628): somebody signs in elsewhere, and this waits for it.
 * @throws SignInError with `access_denied` or `expired_token`; TenantError; the reason of the signal
 */
export async function signInWithDevice(options: DeviceOptions, parts: SignInParts, sleep: Sleep): Promise<SignedIn> {
  const { show, signal, ...wanted } = options;
  const server = await parts.server();
  const scopes = await scopesToAsk(wanted, parts.tokens);
  const device = await refusalsAsErrors(() => askForCode(server, scopes, signal));
  await show({
    userCode: device.user_code,
    verificationUri: device.verification_uri,
    verificationUriComplete: device.verification_uri_complete,
    expiresIn: device.expires_in,
  });
  const answer = await refusalsAsErrors(() => waitForPerson(server, device, sleep, signal));
  return keep(answer, scopes, parts);
}

async function askForCode(
  { metadata, client, authentication, request }: Server,
  scopes: string[],
  signal?: AbortSignal,
) {
  const parameters = { scope: scopes.join(' ') };
  const response = await answered(
    oauth.deviceAuthorizationRequest(metadata, client, authentication, parameters, request(signal)),
    'No code could be had',
    signal,
  );
  refuseUnavailable(response);
  return oauth.processDeviceAuthorizationResponse(metadata, client, response);
}

async function waitForPerson(
  server: Server,
  device: oauth.DeviceAuthorizationResponse,
  sleep: Sleep,
  signal?: AbortSignal,
): Promise<oauth.TokenEndpointResponse> {
  const { metadata, client, authentication, request } = server;
  let interval = device.interval ?? SLOWER;
  for (let waited = 0; waited < device.expires_in; ) {
    await sleep(interval * 1000, signal);
    waited += interval;
    try {
      const response = await answered(
        oauth.deviceCodeGrantRequest(metadata, client, authentication, device.device_code, request(signal)),
        'The server did not answer',
        signal,
      );
      refuseUnavailable(response);
      return await oauth.processDeviceCodeResponse(metadata, client, response);
    } catch (error) {
      const code = error instanceof oauth.ResponseBodyError ? error.error : undefined;
      if (code === 'authorization_pending') continue;
      if (code === 'slow_down') interval += SLOWER;
      // Without an answer, ask less and less often.
      else if (error instanceof ConnectionError) interval *= 2;
      else throw error;
    }
  }
  throw new SignInError('expired_token', 'Nobody signed in in time.');
}
