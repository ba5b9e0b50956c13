import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Tells one browser from another before anybody is signed in, so that a form works only where its page was shown. */
export interface BrowserKey {
  /** This browser's key; a new one is given to a browser that has none. */
  of(request: FastifyRequest, reply: FastifyReply): string;
}

export function createBrowserKey(secure: boolean): BrowserKey {
  // The prefix keeps other hosts of the same site from planting a key (RFC 6265bis section 4.1.3.2).
  const name = secure ? '__Host-corsia_browser' : 'corsia_browser';
  const given = new RegExp(`(?:^|; )${name}=([\\w-]{43})(?:;|$)`);
  return {
    of(request, reply) {
      const known = given.exec(request.headers.cookie ?? '')?.[1];
      if (known) return known;
      const key = randomBytes(32).toString('base64url');
      reply.header('set-cookie', `${name}=${key}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`);
      return key;
    },
  };
}
