import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sha256 } from '../../platform/crypto.ts';
import { hashPassword, verifyPassword } from '../../platform/password.ts';
import { takeAttempt } from '../attempts/attempts.ts';
import { checkMailPage, confirmSignUpPage, deadLinkPage } from '../pages/mail-link.page.ts';
import { type SignUpProblems, signUpPage } from '../pages/sign-up.page.ts';
import { passwordProblem } from '../password/password-rules.ts';
import type { NoteArrival } from '../security/arrival.ts';
import { cleanEmail, cleanName } from '../users/account-input.ts';
import { originOf } from '../web/browser-session.ts';
import { type FormBody, textOf } from '../web/form-body.ts';
import { pageContext } from '../web/page-context.ts';
import { type PortalServices, visitorForm } from '../web/portal.ts';
import { sendPage } from '../web/send-page.ts';
import { type AskedSignUp, type CreateDemoClinic, createSignUp, demoClinicName } from './sign-up.ts';

/** How often the password of one sign-up may be tried in another browser. */
const CONFIRM_ATTEMPTS = { limit: 5, windowSeconds: 60 * 60 };

/** Opening a demo account: a form, a mail, and the link in it. */
export function registerSignUp(
  app: FastifyInstance,
  services: PortalServices & { createDemoClinic: CreateDemoClinic; noteArrival: NoteArrival },
): void {
  const { database, sandbox, sessions, browserKey, noteArrival } = services;
  const signUp = createSignUp(services);
  const browserHash = (request: FastifyRequest, reply: FastifyReply) =>
    sha256(`sign-up ${browserKey.of(request, reply)}`).toString('base64url');

  app.get('/sign-up', async (request, reply) => {
    const form = visitorForm(services, request, reply, '/sign-up');
    return sendPage(reply, signUpPage({ ...form, context: pageContext(request.raw, sandbox) }));
  });

  app.post('/sign-up', async (request, reply) => {
    const form = visitorForm(services, request, reply, '/sign-up');
    const context = pageContext(request.raw, sandbox);
    const body = (request.body ?? {}) as FormBody;
    const typed = { name: textOf(body, 'name'), email: textOf(body, 'email'), accept: body.accept === 'yes' };
    if (!form.isValid(body.xsrf)) return sendPage(reply.code(403), signUpPage({ ...form, context, typed }));

    const name = cleanName(typed.name);
    const email = cleanEmail(typed.email);
    const password = textOf(body, 'password');
    const weak = password && (await passwordProblem(password, { email: email ?? '', name: name ?? '' }));
    const problems: SignUpProblems = {
      ...(!name && { name: true }),
      ...(!email && { email: true }),
      ...((!password || weak) && { password: weak || true }),
      ...(!typed.accept && { accept: true }),
    };
    if (!name || !email || Object.keys(problems).length > 0) {
      return sendPage(reply.code(422), signUpPage({ ...form, context, typed, problems }));
    }
    const passwordHash = await hashPassword(password);
    const browser = browserHash(request, reply);
    await signUp.ask({ name, email, passwordHash, language: context.language, browser }, originOf(request));
    return sendPage(reply, checkMailPage({ context, email, purpose: 'signUp' }));
  });

  app.get('/sign-up/confirm', async (request, reply) => {
    const { token } = request.query as { token?: unknown };
    const asked = await signUp.find(token);
    if (!asked) return deadLink(request, reply);
    const password = asked.browser === browserHash(request, reply) ? 'not-asked' : 'asked';
    return sendPage(reply, confirmPage(request, reply, asked, password));
  });

  app.post('/sign-up/confirm', async (request, reply) => {
    const { token } = request.query as { token?: string };
    const body = (request.body ?? {}) as FormBody;
    const asked = await signUp.find(token);
    if (!asked) return deadLink(request, reply);
    const isSameBrowser = asked.browser === browserHash(request, reply);
    const form = visitorForm(services, request, reply, '/sign-up/confirm');
    if (!form.isValid(body.xsrf)) {
      return sendPage(reply.code(403), confirmPage(request, reply, asked, isSameBrowser ? 'not-asked' : 'asked'));
    }
    // Somebody could ask for an account with another's address and a password of their own: the link alone must not open it.
    if (!isSameBrowser && !(await isTheirPassword(String(token), textOf(body, 'password'), asked.passwordHash))) {
      return sendPage(reply.code(401), confirmPage(request, reply, asked, 'wrong'));
    }
    const user = await signUp.confirm(token, originOf(request));
    if (!user) return deadLink(request, reply);
    const arrival = { user, amr: ['pwd'] };
    await sessions.startSession(request, reply, arrival);
    await noteArrival(request, reply, arrival);
    return reply.redirect('/profile', 303);
  });

  async function isTheirPassword(token: string, password: string, hash: string): Promise<boolean> {
    const allowance = { subject: `sign-up confirmation ${token}`, limit: CONFIRM_ATTEMPTS.limit };
    if ((await takeAttempt(database, [allowance], CONFIRM_ATTEMPTS.windowSeconds)) > 0) return false;
    return verifyPassword(password, hash);
  }

  function confirmPage(
    request: FastifyRequest,
    reply: FastifyReply,
    asked: AskedSignUp,
    password: 'not-asked' | 'asked' | 'wrong',
  ) {
    const { token } = request.query as { token?: string };
    const action = `/sign-up/confirm?${new URLSearchParams({ token: token ?? '' })}`;
    const form = visitorForm(services, request, reply, action);
    const { email } = asked;
    const context = pageContext(request.raw, sandbox);
    return confirmSignUpPage({ ...form, context, email, clinic: demoClinicName(asked), password });
  }

  function deadLink(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const page = deadLinkPage({ context: pageContext(request.raw, sandbox), purpose: 'signUp' });
    return sendPage(reply.code(410), page);
  }
}
