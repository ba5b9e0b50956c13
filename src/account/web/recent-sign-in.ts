import type { FastifyReply, FastifyRequest } from 'fastify';
import type { BrowserSessions, SignedInPerson } from './browser-session.ts';

const RECENT_SECONDS = 10 * 60;

/** Whether a person proved who they are a moment ago, as ways to sign in may only be changed then. */
export function signedInRecently({ signedInAt }: SignedInPerson): boolean {
  return Date.now() / 1000 - signedInAt <= RECENT_SECONDS;
}

/**
 * Who is signed in, and proved it a moment ago. Everybody else is sent to sign in, and comes back to this address with
 * GET: the caller then returns the reply.
 */
export async function requireRecentPerson(
  sessions: BrowserSessions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<SignedInPerson | undefined> {
  const person = await sessions.requirePerson(request, reply);
  if (!person || signedInRecently(person)) return person;
  const to = request.url.split('?')[0]!;
  reply.redirect(`/sign-in?${new URLSearchParams({ to, again: '1' })}`, 303);
  return undefined;
}
