import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sha256 } from '../../platform/crypto.ts';
import type { Database } from '../../platform/database/index.ts';
import { originOf } from '../web/browser-session.ts';
import type { Owner, Security } from './security.ts';

/** Browsers keep a cookie for 400 days at most (RFC 6265bis section 5.5). */
const REMEMBERED_SECONDS = 400 * 24 * 60 * 60;

/** Called by each door when somebody has signed in. */
export type NoteArrival = (
  request: FastifyRequest,
  reply: FastifyReply,
  arrival: { user: Owner; amr: readonly string[] },
) => Promise<void>;

/** Recognises a browser by a long random cookie, of which only the hash is stored. */
export function createArrivals({
  database,
  security,
  secure,
}: {
  database: Database;
  security: Security;
  secure: boolean;
}): NoteArrival {
  const name = secure ? '__Host-corsia_device' : 'corsia_device';
  const given = new RegExp(`(?:^|; )${name}=([\\w-]{43})(?:;|$)`);
  return async (request, reply, { user, amr }) => {
    const device = given.exec(request.headers.cookie ?? '')?.[1] ?? randomBytes(32).toString('base64url');
    const attributes = `Path=/; Max-Age=${REMEMBERED_SECONDS}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
    reply.header('set-cookie', `${name}=${device}; ${attributes}`);
    await security.noteSignIn(database, user, sha256(`device ${device}`), originOf(request), amr);
  };
}
