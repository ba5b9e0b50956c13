import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { InteractionResults } from 'oidc-provider';
import type { Html } from '../../platform/html.ts';
import { errorPage } from '../pages/error.page.ts';
import type { Door } from '../sign-in/door.ts';
import { originOf } from '../web/browser-session.ts';
import type { FormBody } from '../web/form-body.ts';
import { pageContext } from '../web/page-context.ts';
import { formTargetOf, pageHeaders } from '../web/page-headers.ts';
import { sendPage } from '../web/send-page.ts';
import { answerConsent, showConsent } from './consent.ts';
import { type Interaction, type InteractionServices, loadInteraction } from './interaction.ts';

/** Sign-in and consent: where `/connect/authorize` sends the browser until it can answer. */
export function registerInteractions(app: FastifyInstance, services: InteractionServices): void {
  const { provider, formTokens, signIn, noteArrival } = services;

  app.get('/interaction/:uid', async (request, reply) => {
    const interaction = await loadInteraction(request, reply, services);
    if (!interaction) return expired(request, reply, services);
    return show(reply, interaction, await pageOf(interaction, services));
  });

  app.post('/interaction/:uid', async (request, reply) => {
    const interaction = await loadInteraction(request, reply, services);
    if (!interaction) return expired(request, reply, services);
    const door = doorOf(interaction);
    const body = (request.body ?? {}) as FormBody;
    if (!formTokens.isValid(body.xsrf, interaction.uid)) {
      return show(reply.code(403), interaction, await signIn.page(door, { problem: { kind: 'expired' } }));
    }
    if (signIn.isPosted(body)) return submitSignIn();
    if (body.decision === 'switch') return show(reply, interaction, await signIn.page(door));
    if (interaction.prompt !== 'consent') return show(reply, interaction, await signIn.page(door));
    const answer = await answerConsent(interaction, body, services, { origin: originOf(request), id: request.id });
    return 'page' in answer ? show(reply.code(answer.status), interaction, answer.page) : finish(answer.result);

    async function submitSignIn() {
      const answer = await signIn.submit(door, body, originOf(request));
      if (answer.kind === 'page') {
        return show(reply.code(answer.status).headers(answer.headers ?? {}), interaction!, answer.page);
      }
      await noteArrival(request, reply, answer);
      return finish({ login: { accountId: answer.user.id, amr: answer.amr, remember: true } });
    }

    async function finish(result: InteractionResults) {
      const to = await provider.interactionResult(request.raw, reply.raw, result, {
        mergeWithLastSubmission: result.error === undefined,
      });
      return reply.headers(pageHeaders(formTargetOf(interaction!.redirectUri))).redirect(to, 303);
    }
  });
}

function pageOf(interaction: Interaction, services: InteractionServices): Promise<Html> {
  return interaction.prompt === 'consent'
    ? showConsent(interaction, services)
    : services.signIn.page(doorOf(interaction));
}

function doorOf({ uid, context, form, application, loginHint }: Interaction): Door {
  return {
    subject: `interaction ${uid}`,
    form,
    context,
    application: { name: application.name, ...(application.logo && { logo: application.logo }) },
    loginHint,
  };
}

function show(reply: FastifyReply, { redirectUri }: Interaction, page: Html): FastifyReply {
  return sendPage(reply, page, formTargetOf(redirectUri));
}

function expired(request: FastifyRequest, reply: FastifyReply, { sandbox }: InteractionServices): FastifyReply {
  const context = pageContext(request.raw, sandbox);
  const page = errorPage({ context, kind: 'expired', code: 'session_not_found', requestId: request.id });
  return sendPage(reply.code(400), page);
}
