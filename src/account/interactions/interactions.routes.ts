import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { InteractionResults } from 'oidc-provider';
import type { Html } from '../../platform/html.ts';
import { errorPage } from '../pages/error.page.ts';
import { type SignInProblem, signInPage } from '../pages/sign-in.page.ts';
import { signIn } from '../users/sign-in.ts';
import { pageContext } from '../web/page-context.ts';
import { formTargetOf, pageHeaders } from '../web/page-headers.ts';
import { sendPage } from '../web/send-page.ts';
import { answerConsent, showConsent } from './consent.ts';
import { type FormBody, type Interaction, type InteractionServices, loadInteraction } from './interaction.ts';

/** Sign-in and consent: where `/connect/authorize` sends the browser until it can answer. */
export function registerInteractions(app: FastifyInstance, services: InteractionServices): void {
  const { provider, formTokens } = services;

  app.get('/interaction/:uid', async (request, reply) => {
    const interaction = await loadInteraction(request, reply, services);
    if (!interaction) return expired(request, reply, services);
    return show(reply, interaction, await pageOf(interaction, services));
  });

  app.post('/interaction/:uid', async (request, reply) => {
    const interaction = await loadInteraction(request, reply, services);
    if (!interaction) return expired(request, reply, services);
    const body = (request.body ?? {}) as FormBody;
    if (!formTokens.isValid(body.xsrf, interaction.uid)) {
      return show(reply.code(403), interaction, signInPageFor(interaction, services, { problem: { kind: 'expired' } }));
    }
    if (typeof body.password === 'string' || typeof body.email === 'string') return submitSignIn(body);
    if (body.decision === 'switch') return show(reply, interaction, signInPageFor(interaction, services));
    if (interaction.prompt !== 'consent') return show(reply, interaction, signInPageFor(interaction, services));
    return finish(await answerConsent(interaction, body, services));

    async function submitSignIn({ email, password }: FormBody) {
      const typed = typeof email === 'string' ? email.trim() : '';
      const failed = (status: number, problem: SignInProblem) =>
        show(reply.code(status), interaction!, signInPageFor(interaction!, services, { email: typed, problem }));
      if (!typed || !password) {
        return failed(422, {
          kind: 'missing',
          fields: [...(typed ? [] : ['email' as const]), ...(password ? [] : ['password' as const])],
        });
      }
      const result = await signIn(services.database, typed, String(password), request.ip);
      if (result.kind === 'throttled') {
        reply.header('retry-after', result.retryAfterSeconds);
        return failed(429, result);
      }
      if (result.kind === 'wrong-credentials') return failed(401, result);
      return finish({ login: { accountId: result.user.id, amr: ['pwd'], remember: true } });
    }

    async function finish(result: InteractionResults) {
      const to = await provider.interactionResult(request.raw, reply.raw, result, {
        mergeWithLastSubmission: result.error === undefined,
      });
      return reply.headers(pageHeaders(formTargetOf(interaction!.redirectUri))).redirect(to, 303);
    }
  });
}

function pageOf(interaction: Interaction, services: InteractionServices): Html | Promise<Html> {
  return interaction.prompt === 'consent' ? showConsent(interaction, services) : signInPageFor(interaction, services);
}

function signInPageFor(
  { context, form, application, loginHint }: Interaction,
  { sandboxAccounts }: InteractionServices,
  { email = loginHint, problem }: { email?: string | undefined; problem?: SignInProblem } = {},
): Html {
  return signInPage({
    ...form,
    context,
    application: { name: application.name },
    ...(email && { email }),
    ...(problem && { problem }),
    ...(sandboxAccounts && { sandboxAccounts }),
  });
}

function show(reply: FastifyReply, { redirectUri }: Interaction, page: Html): FastifyReply {
  return sendPage(reply, page, formTargetOf(redirectUri));
}

function expired(request: FastifyRequest, reply: FastifyReply, { sandboxAccounts }: InteractionServices): FastifyReply {
  const context = pageContext(request.raw, sandboxAccounts !== undefined);
  const page = errorPage({ context, kind: 'expired', code: 'session_not_found', requestId: request.id });
  return sendPage(reply.code(400), page);
}
