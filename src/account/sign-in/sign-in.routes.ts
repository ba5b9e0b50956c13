import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Database } from '../../platform/database/index.ts';
import { signedOutPage } from '../pages/signed-out.page.ts';
import type { NoteArrival } from '../security/arrival.ts';
import type { Security } from '../security/security.ts';
import type { BrowserKey } from '../web/browser-key.ts';
import { type BrowserSessions, originOf } from '../web/browser-session.ts';
import type { FormTokens } from '../web/csrf.ts';
import type { FormBody } from '../web/form-body.ts';
import { localPath } from '../web/local-path.ts';
import { pageContext } from '../web/page-context.ts';
import { sendPage } from '../web/send-page.ts';
import type { Door } from './door.ts';
import type { SignIn } from './sign-in.ts';

export interface SignInRoutes {
  signIn: SignIn;
  sessions: BrowserSessions;
  browserKey: BrowserKey;
  formTokens: FormTokens;
  database: Database;
  security: Security;
  noteArrival: NoteArrival;
  sandbox: boolean;
}

/** Where the account site's pages begin for somebody who is not signed in. */
const FIRST_PAGE = '/profile';

/** Signing in to the account site itself, and out of it. */
export function registerSignIn(app: FastifyInstance, services: SignInRoutes): void {
  const { signIn, sessions, formTokens, database, security, noteArrival, sandbox } = services;

  app.get('/sign-in', async (request, reply) => {
    const { door, to, again } = doorOf(request, reply, services);
    const person = await sessions.signedInPerson(request, reply);
    if (!person) return sendPage(reply, await signIn.page(door));
    if (!again) return reply.redirect(to, 303);
    return sendPage(reply, await signIn.page(door, { email: person.user.email, problem: { kind: 'again' } }));
  });

  app.post('/sign-in', async (request, reply) => {
    const { door, to } = doorOf(request, reply, services);
    const body = (request.body ?? {}) as FormBody;
    if (!formTokens.isValid(body.xsrf, door.subject)) {
      return sendPage(reply.code(403), await signIn.page(door, { problem: { kind: 'expired' } }));
    }
    const answer = await signIn.submit(door, body, originOf(request));
    if (answer.kind === 'page') return sendPage(reply.code(answer.status).headers(answer.headers ?? {}), answer.page);
    await sessions.startSession(request, reply, answer);
    await noteArrival(request, reply, answer);
    return reply.redirect(to, 303);
  });

  app.post('/sign-out', async (request, reply) => {
    const person = await sessions.signedInPerson(request, reply);
    const body = (request.body ?? {}) as FormBody;
    if (person && !formTokens.isValid(body.xsrf, person.sessionUid)) return reply.redirect(FIRST_PAGE, 303);
    if (person) {
      await sessions.endSession(request, reply);
      await security.note(database, person.user.id, 'sign-out', originOf(request));
    }
    return reply.redirect('/signed-out', 303);
  });

  app.get('/signed-out', async (request, reply) =>
    sendPage(reply, signedOutPage({ context: pageContext(request.raw, sandbox) })),
  );
}

function doorOf(
  request: FastifyRequest,
  reply: FastifyReply,
  { browserKey, formTokens, sandbox }: SignInRoutes,
): { door: Door; to: string; again: boolean } {
  const query = request.query as { to?: unknown; again?: unknown };
  const to = localPath(query.to, FIRST_PAGE);
  // Asked of people who are signed in already, before they change how they sign in.
  const again = query.again === '1';
  const address = `/sign-in?${new URLSearchParams({ to, ...(again && { again: '1' }) })}`;
  const subject = `sign-in ${browserKey.of(request, reply)}`;
  const door: Door = {
    subject,
    form: { action: address, csrfToken: formTokens.tokenFor(subject) },
    context: pageContext(request.raw, sandbox, address),
  };
  return { door, to, again };
}
