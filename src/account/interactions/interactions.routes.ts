import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errors, type InteractionResults, type Provider } from 'oidc-provider';
import { SCOPES, type Scope } from '../../catalogue/scopes.ts';
import type { Database } from '../../platform/database/index.ts';
import type { Html } from '../../platform/html.ts';
import type { FormTokens } from '../csrf.ts';
import type { Application, ClientStore } from '../oidc/clients.ts';
import { pageContext } from '../page-context.ts';
import { formTargetOf, pageHeaders } from '../page-headers.ts';
import type { SandboxAccounts } from '../pages/components/sandbox-accounts.ts';
import { errorPage } from '../pages/error.page.ts';
import type { PageContext } from '../pages/layout.ts';
import { type SignInProblem, signInPage } from '../pages/sign-in.page.ts';
import { signIn } from '../users/sign-in.ts';
import { answerConsent, showConsent } from './consent.ts';

export interface InteractionServices {
  database: Database;
  provider: Provider;
  clients: ClientStore;
  formTokens: FormTokens;
  apiUrl: string;
  sandboxAccounts: SandboxAccounts | undefined;
}

/** An authorization request that waits for its person. */
export interface Interaction {
  uid: string;
  prompt: 'login' | 'consent';
  application: Application;
  requestedScopes: Scope[];
  redirectUri: string | undefined;
  /** Who is signed in; undefined before. */
  accountId: string | undefined;
  loginHint: string | undefined;
  context: PageContext;
  form: { action: string; csrfToken: string };
}

type Body = Record<string, string | string[] | undefined>;

/** Sign-in and consent: where `/connect/authorize` sends the browser until it can answer. */
export function registerInteractions(app: FastifyInstance, services: InteractionServices): void {
  const { provider, formTokens } = services;

  app.get('/interaction/:uid', async (request, reply) => {
    const interaction = await load(request, reply, services);
    if (!interaction) return expired(request, reply, services);
    return show(reply, interaction, await pageOf(interaction, services));
  });

  app.post('/interaction/:uid', async (request, reply) => {
    const interaction = await load(request, reply, services);
    if (!interaction) return expired(request, reply, services);
    const body = (request.body ?? {}) as Body;
    if (!formTokens.isValid(body.xsrf, interaction.uid)) {
      return show(reply.code(403), interaction, signInPageFor(interaction, services, { problem: { kind: 'expired' } }));
    }
    if (typeof body.password === 'string' || typeof body.email === 'string') return submitSignIn(body);
    if (body.decision === 'switch') return show(reply, interaction, signInPageFor(interaction, services));
    if (interaction.prompt !== 'consent') return show(reply, interaction, signInPageFor(interaction, services));
    return finish(await answerConsent(interaction, body, services));

    async function submitSignIn({ email, password }: Body) {
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

async function load(
  request: FastifyRequest,
  reply: FastifyReply,
  services: InteractionServices,
): Promise<Interaction | undefined> {
  const { provider, clients, formTokens, sandboxAccounts } = services;
  const details = await provider.interactionDetails(request.raw, reply.raw).catch((error: Error) => {
    if (error instanceof errors.SessionNotFound) return undefined;
    throw error;
  });
  const { uid } = request.params as { uid: string };
  const application = details?.uid === uid ? await clients.find(String(details.params.client_id)) : undefined;
  if (!details || !application) return undefined;
  const { params, prompt, session } = details;
  const context = pageContext(
    request.raw,
    sandboxAccounts !== undefined,
    request.url,
    params.ui_locales as string | undefined,
  );
  return {
    uid,
    prompt: prompt.name as Interaction['prompt'],
    application,
    requestedScopes: knownScopes(params.scope),
    redirectUri: params.redirect_uri as string | undefined,
    accountId: session?.accountId,
    loginHint: params.login_hint as string | undefined,
    context,
    form: { action: `/interaction/${uid}`, csrfToken: formTokens.tokenFor(uid) },
  };
}

/** Scopes that nobody knows are ignored (OpenID Connect Core section 3.1.2.1). */
function knownScopes(scope: unknown): Scope[] {
  const requested = new Set(String(scope ?? '').split(' '));
  return SCOPES.filter((known) => requested.has(known));
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
  return reply
    .headers(pageHeaders(formTargetOf(redirectUri)))
    .type('text/html; charset=utf-8')
    .send(String(page));
}

function expired(request: FastifyRequest, reply: FastifyReply, { sandboxAccounts }: InteractionServices): FastifyReply {
  const context = pageContext(request.raw, sandboxAccounts !== undefined);
  const page = errorPage({ context, kind: 'expired', code: 'session_not_found', requestId: request.id });
  return reply.code(400).headers(pageHeaders()).type('text/html; charset=utf-8').send(String(page));
}
