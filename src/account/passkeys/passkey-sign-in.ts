import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  type PublicKeyCredentialRequestOptionsJSON,
  verifyAuthenticationResponse,
} from '@simplewebauthn/server';
import { findActiveUser, type UserRow } from '../users/users.queries.ts';
import { type ChallengeSubject, newChallenge, takeChallengeOf } from './challenges.ts';
import { readCredential } from './credential.ts';
import * as queries from './passkeys.queries.ts';
import type { PasskeyServices } from './passkeys.service.ts';

/** What the browser needs to find a passkey of this site, whosever it is. */
export async function signInOptions(
  { database, relyingParty }: PasskeyServices,
  door: string,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  return generateAuthenticationOptions({
    rpID: relyingParty.id,
    challenge: await newChallenge(database, atDoor(door)),
    timeout: 5 * 60_000,
    userVerification: 'required',
  });
}

export interface PasskeyProof {
  user: UserRow;
  passkey: { name: string };
  amr: string[];
}

/**
 * Whose passkey answered the challenge that was asked at this door (Web Authentication section 7.2).
 * @returns undefined when the passkey is unknown, the answer is wrong or was given before, or the person is disabled
 */
export async function checkPasskey(
  { database, relyingParty }: PasskeyServices,
  door: string,
  text: string,
): Promise<PasskeyProof | undefined> {
  const response = readCredential<AuthenticationResponseJSON>(text);
  if (!response) return undefined;
  const challenge = await takeChallengeOf(database, response.response.clientDataJSON, atDoor(door));
  const row = challenge && (await queries.findCredential(database, Buffer.from(response.id, 'base64url')));
  if (!challenge || !row || response.response.userHandle !== row.handle.toString('base64url')) return undefined;
  const { authenticationInfo } = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: relyingParty.origin,
    expectedRPID: relyingParty.id,
    requireUserVerification: true,
    credential: { id: response.id, publicKey: new Uint8Array(row.public_key), counter: row.counter },
  }).then(
    (result) => (result.verified ? result : { authenticationInfo: undefined }),
    () => ({ authenticationInfo: undefined }),
  );
  const user = authenticationInfo && (await findActiveUser(database, row.user_id));
  if (!user) return undefined;
  const { newCounter: counter, credentialBackedUp: backedUp } = authenticationInfo;
  if (!(await queries.usePasskey(database, row.id, { counter, backedUp }))) return undefined;
  return { user, passkey: { name: row.name }, amr: methodsOf(row) };
}

/**
 * RFC 8176 section 2: a key that its device never gives away, or one that is copied between devices; the person was there
 * (`user`), and proved to the device who they are, which makes two factors.
 */
const methodsOf = ({ synced }: { synced: boolean }) => [synced ? 'swk' : 'hwk', 'user', 'mfa'];

const atDoor = (door: string): ChallengeSubject => ({ ceremony: 'sign-in', at: door });
