import type { FastifyReply, FastifyRequest } from 'fastify';
import { errors, type Provider } from 'oidc-provider';
import { SCOPES, type Scope } from '../../catalogue/scopes.ts';
import { mayUseSmart, smartScopesIn } from '../../catalogue/smart-scopes.ts';
import type { Database } from '../../platform/database/index.ts';
import type { Application, ClientStore } from '../oidc/clients.ts';
import type { PageContext } from '../pages/layout.ts';
import type { GrantableScope } from '../pages/scopes.ts';
import type { NoteArrival } from '../security/arrival.ts';
import type { Security } from '../security/security.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import type { FormTokens } from '../web/csrf.ts';
import { pageContext } from '../web/page-context.ts';
import type { PatientFinder } from './patient-choice.ts';

export interface InteractionServices {
  database: Database;
  provider: Provider;
  clients: ClientStore;
  formTokens: FormTokens;
  apiUrl: string;
  patients: PatientFinder;
  signIn: SignIn;
  noteArrival: NoteArrival;
  /** Told of applications that a person allows for the first time. */
  security: Security;
  sandbox: boolean;
}

/** An authorization request that waits for its person. */
export interface Interaction {
  uid: string;
  prompt: 'login' | 'consent';
  application: Application;
  requestedScopes: (Scope | GrantableScope)[];
  /** Every scope is a question, allowed before or not: the application asked for it, or anybody could pass for it. */
  asksForAll: boolean;
  redirectUri: string | undefined;
  /** Who is signed in; undefined before. */
  accountId: string | undefined;
  loginHint: string | undefined;
  context: PageContext;
  form: { action: string; csrfToken: string };
}

/** @returns undefined when there is none, or none that belongs to this browser and this address */
export async function loadInteraction(
  request: FastifyRequest,
  reply: FastifyReply,
  services: InteractionServices,
): Promise<Interaction | undefined> {
  const { provider, clients, formTokens, sandbox } = services;
  const details = await provider.interactionDetails(request.raw, reply.raw).catch((error: Error) => {
    if (error instanceof errors.SessionNotFound) return undefined;
    throw error;
  });
  const { uid } = request.params as { uid: string };
  const application = details?.uid === uid ? await clients.find(String(details.params.client_id)) : undefined;
  if (!details || !application) return undefined;
  const { params, prompt, session } = details;
  const context = pageContext(request.raw, sandbox, request.url, params.ui_locales as string | undefined);
  return {
    uid,
    prompt: prompt.name as Interaction['prompt'],
    application,
    requestedScopes: knownScopes(params.scope, application),
    asksForAll:
      details.deviceCode !== undefined ||
      prompt.reasons.some((reason) => reason === 'consent_prompt' || reason === 'native_client_prompt'),
    redirectUri: params.redirect_uri as string | undefined,
    accountId: session?.accountId,
    loginHint: params.login_hint as string | undefined,
    context,
    form: { action: `/interaction/${uid}`, csrfToken: formTokens.tokenFor(uid) },
  };
}

/** Scopes that nobody knows are ignored (OpenID Connect Core section 3.1.2.1). */
function knownScopes(scope: unknown, application: Application): Interaction['requestedScopes'] {
  const requested = new Set(String(scope ?? '').split(' '));
  const known = SCOPES.filter((one) => requested.has(one));
  return mayUseSmart(application.scopes) ? [...known, ...smartScopesIn(requested)] : known;
}
