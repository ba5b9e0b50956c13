import { randomBytes } from 'node:crypto';
import {
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type RegistrationResponseJSON,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { Database } from '../../platform/database/index.ts';
import type { UserRow } from '../users/users.queries.ts';
import { type ChallengeSubject, newChallenge, takeChallengeOf } from './challenges.ts';
import { readCredential } from './credential.ts';
import { providerName } from './passkey-providers.ts';
import * as queries from './passkeys.queries.ts';
import type { RelyingParty } from './relying-party.ts';

export interface PasskeyServices {
  /** The pool, or a transaction that also holds what is noted of the change. */
  database: Pick<Database, 'query' | 'transaction'>;
  relyingParty: RelyingParty;
}

export interface Passkey {
  id: string;
  name: string;
  /** Whether it can be on several devices. */
  synced: boolean;
  /** RFC 3339. */
  createdAt: string;
  lastUsedAt: string | undefined;
}

/** EdDSA, ES256 and RS256 (the COSE registry's numbers): what authenticators in use can do. */
const ALGORITHMS = [-8, -7, -257];
const MOST_PASSKEYS = 20;
const MOST_NAME_LETTERS = 60;
const HANDLE_BYTES = 32;
const TRANSPORTS = ['usb', 'nfc', 'ble', 'smart-card', 'hybrid', 'internal', 'cable'];

/** What the browser needs to make a passkey for this person, in this session. */
export async function registrationOptions(
  { database, relyingParty }: PasskeyServices,
  { user, sessionUid }: { user: UserRow; sessionUid: string },
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const handle = await queries.holderHandle(database, user.id, randomBytes(HANDLE_BYTES));
  const known = await queries.listPasskeys(database, user.id);
  return generateRegistrationOptions({
    rpName: 'Corsia',
    rpID: relyingParty.id,
    userID: new Uint8Array(handle),
    userName: user.email,
    userDisplayName: user.name,
    challenge: await newChallenge(database, inSession(sessionUid)),
    timeout: 5 * 60_000,
    attestationType: 'none',
    excludeCredentials: known.map(({ credential_id, transports }) => ({
      id: credential_id.toString('base64url'),
      transports,
    })),
    // Nobody is asked for a name before a passkey, so only one that can be found without it is of use.
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: ALGORITHMS,
  });
}

export type AddResult =
  | { kind: 'added'; name: string }
  /** Not a new passkey of this site, made with a challenge that was asked in this session a moment ago. */
  | { kind: 'refused' }
  | { kind: 'too-many' };

/** Keeps a passkey that the browser made. `name` may be empty. */
export async function addPasskey(
  services: PasskeyServices,
  { user, sessionUid }: { user: UserRow; sessionUid: string },
  { response, name, fallbackName }: { response: string; name: string; fallbackName: string },
): Promise<AddResult> {
  const { database } = services;
  const made = await verifyRegistration(services, response, sessionUid);
  if (!made) return { kind: 'refused' };
  const { credential, aaguid, credentialDeviceType, credentialBackedUp } = made;
  const passkey = {
    userId: user.id,
    credentialId: Buffer.from(credential.id, 'base64url'),
    publicKey: Buffer.from(credential.publicKey),
    counter: credential.counter,
    transports: (credential.transports ?? []).filter((transport) => TRANSPORTS.includes(transport)),
    synced: credentialDeviceType === 'multiDevice',
    backedUp: credentialBackedUp,
    name: nameOf(name) || providerName(aaguid) || fallbackName,
  };
  return database.transaction(async (tx) => {
    // Locks the holder, so that passkeys made at once are counted one after the other.
    await queries.holderHandle(tx, user.id, randomBytes(HANDLE_BYTES));
    if ((await queries.countPasskeys(tx, user.id)) >= MOST_PASSKEYS) return { kind: 'too-many' };
    const added = await queries.insertPasskey(tx, passkey);
    return added ? { kind: 'added', name: passkey.name } : { kind: 'refused' };
  });
}

async function verifyRegistration({ database, relyingParty }: PasskeyServices, text: string, sessionUid: string) {
  const response = readCredential<RegistrationResponseJSON>(text);
  if (!response) return undefined;
  const challenge = await takeChallengeOf(database, response.response.clientDataJSON, inSession(sessionUid));
  if (challenge === undefined) return undefined;
  const { registrationInfo } = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: relyingParty.origin,
    expectedRPID: relyingParty.id,
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(() => ({ registrationInfo: undefined }));
  return registrationInfo;
}

export async function passkeysOf({ database }: PasskeyServices, userId: string): Promise<Passkey[]> {
  return (await queries.listPasskeys(database, userId)).map(toPasskey);
}

export async function passkeyOf({ database }: PasskeyServices, userId: string, id: string) {
  const row = isUuid(id) ? await queries.findPasskey(database, userId, id) : undefined;
  return row && toPasskey(row);
}

/** @returns false when the name is empty or too long, or the person has no such passkey */
export async function renamePasskey({ database }: PasskeyServices, userId: string, id: string, name: string) {
  const wanted = nameOf(name);
  return wanted !== '' && isUuid(id) && (await queries.renamePasskey(database, userId, id, wanted));
}

/** @returns the name it had, or undefined when the person has no such passkey */
export async function removePasskey({ database }: PasskeyServices, userId: string, id: string) {
  return isUuid(id) ? queries.deletePasskey(database, userId, id) : undefined;
}

/** Cut to what is stored, without characters that the database or a line of text cannot hold. */
function nameOf(typed: string): string {
  const printable = typed
    .toWellFormed()
    .replaceAll(/\p{C}+/gu, ' ')
    .trim();
  return [...printable].slice(0, MOST_NAME_LETTERS).join('').trim();
}

const inSession = (sessionUid: string): ChallengeSubject => ({ ceremony: 'registration', at: sessionUid });

const isUuid = (id: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);

function toPasskey({ id, name, synced, created_at, last_used_at }: queries.PasskeyRow): Passkey {
  return { id, name, synced, createdAt: created_at, lastUsedAt: last_used_at ?? undefined };
}
