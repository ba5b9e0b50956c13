import { randomBytes } from 'node:crypto';
import { sha256 } from '../../platform/crypto.ts';

/** The secret of a link that is sent by mail; only its hash is stored. */
export function newLinkToken(): { token: string; tokenHash: Buffer } {
  const token = randomBytes(32).toString('base64url');
  return { token, tokenHash: linkTokenHash(token) };
}

export function linkTokenHash(token: unknown): Buffer {
  return sha256(`link ${typeof token === 'string' ? token : ''}`);
}
