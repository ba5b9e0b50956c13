import { randomBytes } from 'node:crypto';
import { sha256 } from '../../platform/crypto.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { insertChallenge, takeChallenge } from './challenges.queries.ts';

const VALID_SECONDS = 5 * 60;

/** What a challenge is asked for: a ceremony, at a door or in a session. */
export interface ChallengeSubject {
  ceremony: 'registration' | 'sign-in';
  at: string;
}

/** A new challenge, remembered for five minutes. */
export async function newChallenge(db: Queryable, subject: ChallengeSubject): Promise<Uint8Array<ArrayBuffer>> {
  const challenge = new Uint8Array(randomBytes(32));
  const hash = hashOf(Buffer.from(challenge).toString('base64url'));
  await insertChallenge(db, { hash, subject: keyOf(subject), seconds: VALID_SECONDS });
  return challenge;
}

/**
 * The challenge that a browser's answer names, which is used up whatever comes of it.
 * @param clientDataJson in base64url (Web Authentication section 5.8.1)
 * @returns undefined when it is unreadable, or not one that was asked here
 */
export async function takeChallengeOf(
  db: Queryable,
  clientDataJson: string,
  subject: ChallengeSubject,
): Promise<string | undefined> {
  const challenge = challengeIn(clientDataJson);
  if (challenge === undefined) return undefined;
  return (await takeChallenge(db, hashOf(challenge), keyOf(subject))) ? challenge : undefined;
}

function challengeIn(clientDataJson: string): string | undefined {
  try {
    const { challenge } = JSON.parse(Buffer.from(clientDataJson, 'base64url').toString('utf8')) as {
      challenge?: unknown;
    };
    return typeof challenge === 'string' ? challenge : undefined;
  } catch {
    return undefined;
  }
}

const hashOf = (challenge: string) => sha256(`passkey challenge ${challenge}`);
const keyOf = ({ ceremony, at }: ChallengeSubject) => sha256(`passkey ${ceremony} ${at}`);
