import type { Sealer } from '../../platform/crypto.ts';
import { type Html, html } from '../../platform/html.ts';

/** The field that carries a sign-in from one step to the next. */
export const PENDING_FIELD = 'pending';

const VALID_MILLISECONDS = 5 * 60 * 1000;

/** A sign-in half way: kept by the browser, sealed, so that any process can go on with it. */
export interface Pending {
  userId: string;
  amr: string[];
  /** Names of the steps that were passed. */
  passed: string[];
}

export function pendingFields(sealer: Sealer, subject: string, pending: Pending): Html {
  const sealed = sealer.seal(JSON.stringify({ ...pending, at: Date.now() }), contextOf(subject));
  return html`<input type="hidden" name="${PENDING_FIELD}" value="${sealed.toString('base64url')}">`;
}

/** @returns undefined when it was made for another door, is older than five minutes, or was not made here */
export function readPending(sealer: Sealer, subject: string, sealed: string): Pending | undefined {
  try {
    const { at, ...pending } = JSON.parse(sealer.unseal(Buffer.from(sealed, 'base64url'), contextOf(subject)));
    return Date.now() - at <= VALID_MILLISECONDS ? pending : undefined;
  } catch {
    return undefined;
  }
}

const contextOf = (subject: string) => `sign-in ${subject}`;
