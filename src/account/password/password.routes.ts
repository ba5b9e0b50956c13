import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  checkMailPage,
  deadLinkPage,
  forgotPasswordPage,
  resetDonePage,
  resetPasswordPage,
} from '../pages/mail-link.page.ts';
import { cleanEmail } from '../users/account-input.ts';
import { originOf } from '../web/browser-session.ts';
import { type FormBody, textOf } from '../web/form-body.ts';
import { pageContext } from '../web/page-context.ts';
import { type PortalServices, visitorForm } from '../web/portal.ts';
import { sendPage } from '../web/send-page.ts';
import type { Passwords } from './password.ts';
import { passwordProblem } from './password-rules.ts';

/** A forgotten password: a form, a mail, and the link in it. */
export function registerForgottenPassword(
  app: FastifyInstance,
  services: PortalServices & { passwords: Passwords },
): void {
  const { sandbox, passwords } = services;

  app.get('/forgot-password', async (request, reply) => {
    const form = visitorForm(services, request, reply, '/forgot-password');
    return sendPage(reply, forgotPasswordPage({ ...form, context: pageContext(request.raw, sandbox) }));
  });

  app.post('/forgot-password', async (request, reply) => {
    const form = visitorForm(services, request, reply, '/forgot-password');
    const context = pageContext(request.raw, sandbox);
    const body = (request.body ?? {}) as FormBody;
    const typed = textOf(body, 'email');
    if (!form.isValid(body.xsrf)) {
      return sendPage(reply.code(403), forgotPasswordPage({ ...form, context, email: typed }));
    }
    const email = cleanEmail(typed);
    if (!email) {
      return sendPage(reply.code(422), forgotPasswordPage({ ...form, context, email: typed, missing: true }));
    }
    await passwords.askForLink(email, context.language, originOf(request));
    return sendPage(reply, checkMailPage({ context, email, purpose: 'forgot' }));
  });

  app.get('/reset-password', async (request, reply) => {
    const user = await passwords.ownerOfLink(tokenOf(request));
    if (!user) return deadLink(request, reply);
    return sendPage(reply, resetPasswordPage({ ...page(request, reply), email: user.email }));
  });

  app.post('/reset-password', async (request, reply) => {
    const body = (request.body ?? {}) as FormBody;
    const user = await passwords.ownerOfLink(tokenOf(request));
    if (!user) return deadLink(request, reply);
    const { isValid, ...view } = page(request, reply);
    const again = { ...view, email: user.email, disconnect: body.disconnect === 'yes' };
    if (!isValid(body.xsrf)) return sendPage(reply.code(403), resetPasswordPage(again));
    const password = textOf(body, 'password');
    const problem = password ? await passwordProblem(password, user) : 'missing';
    if (problem) return sendPage(reply.code(422), resetPasswordPage({ ...again, problem }));
    const disconnect = again.disconnect;
    if (!(await passwords.reset(tokenOf(request), password, { disconnect }, originOf(request)))) {
      return deadLink(request, reply);
    }
    return reply.redirect('/reset-password/done', 303);
  });

  app.get('/reset-password/done', async (request, reply) =>
    sendPage(reply, resetDonePage({ context: pageContext(request.raw, sandbox) })),
  );

  function page(request: FastifyRequest, reply: FastifyReply) {
    const action = `/reset-password?${new URLSearchParams({ token: tokenOf(request) })}`;
    return { ...visitorForm(services, request, reply, action), context: pageContext(request.raw, sandbox) };
  }

  function deadLink(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const context = pageContext(request.raw, sandbox);
    return sendPage(reply.code(410), deadLinkPage({ context, purpose: 'forgot' }));
  }
}

function tokenOf(request: FastifyRequest): string {
  const { token } = request.query as { token?: unknown };
  return typeof token === 'string' ? token : '';
}
