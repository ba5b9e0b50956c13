import formbody from '@fastify/formbody';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Sealer } from '../platform/crypto.ts';
import type { Database } from '../platform/database/index.ts';
import { ServiceError } from '../platform/errors.ts';
import { createServer, type Measure, toServiceError } from '../platform/http/server.ts';
import type { StoredMail } from '../platform/mail/outbox.ts';
import { periodically } from '../platform/periodically.ts';
import type { RateLimiter } from '../platform/rate-limit/index.ts';
import { registerApplications } from './applications/applications.routes.ts';
import { createDispatcher } from './dispatcher.ts';
import { keepHouse } from './housekeeping/housekeeping.ts';
import { registerInteractions } from './interactions/interactions.routes.ts';
import { createAccountMail } from './mail/account-mail.ts';
import { registerOutbox } from './mail/outbox.routes.ts';
import { createAuthorizationServer } from './oidc/authorization-server.ts';
import type { Lifetimes } from './oidc/lifetimes.ts';
import { assets, assetUrls } from './pages/assets.ts';
import { errorPage } from './pages/error.page.ts';
import { type HomePage, homePage } from './pages/home.page.ts';
import { createPasskeysCard, registerPasskeys } from './passkeys/passkeys.routes.ts';
import { createPasskeyWay } from './passkeys/passkeys.way.ts';
import { relyingPartyOf } from './passkeys/relying-party.ts';
import { registerForgottenPassword } from './password/password.routes.ts';
import { createPasswords } from './password/password.ts';
import { registerProfile } from './profile/profile.routes.ts';
import { createSecondFactorCard, registerSecondFactor } from './second-factor/second-factor.routes.ts';
import { createSecondFactorStep } from './second-factor/second-factor.step.ts';
import { createArrivals } from './security/arrival.ts';
import { registerSecurity } from './security/security.routes.ts';
import { createSecurity } from './security/security.ts';
import { registerSessions } from './sessions/sessions.routes.ts';
import { registerSignIn } from './sign-in/sign-in.routes.ts';
import { createSignIn } from './sign-in/sign-in.ts';
import { registerSignUp } from './sign-up/sign-up.routes.ts';
import type { CreateDemoClinic } from './sign-up/sign-up.ts';
import { createBrowserKey } from './web/browser-key.ts';
import { createBrowserSessions } from './web/browser-session.ts';
import { createFormTokens } from './web/csrf.ts';
import { LANGUAGE_COOKIE, pageContext } from './web/page-context.ts';
import { personContext } from './web/portal.ts';
import { sendPage } from './web/send-page.ts';

export interface AccountOptions {
  database: Database;
  logger: Logger;
  sealer: Sealer;
  accountUrl: string;
  apiUrl: string;
  cookieKeys: string[];
  trustProxy: boolean | string;
  measure?: Measure | undefined;
  lifetimes?: Lifetimes;
  /** Counts requests to the protocol per address; none for no limit. */
  rateLimiter?: RateLimiter | undefined;
  /** After how many days of signing a key is followed by the next; none, or 0, for never. */
  signingKeyDays?: number;
  tls?: { certificate: Buffer; key: Buffer } | undefined;
  /** Demo accounts and applications to show, in a sandbox. */
  sandbox?: HomePage['sandbox'];
  /** Lets anybody open an account with a clinic of invented data. */
  createDemoClinic?: CreateDemoClinic;
  /** Told that a mail was queued. */
  wakeMail?(): void;
  /** Where mails are shown instead of sent. */
  outbox?: { list(): Promise<StoredMail[]> };
}

const KEYS_EVERY_MS = 30_000;
const HOUSEKEEPING_EVERY_MS = 60_000;
const MOST_BODY_BYTES = 64 * 1024;

/** Builds the account origin: the authorization server and its pages, ready to listen. */
export async function buildAccount(options: AccountOptions): Promise<FastifyInstance> {
  const { database, accountUrl, apiUrl, cookieKeys, sandbox } = options;
  const onError = (error: Error, requestId?: string) =>
    options.logger.error({ err: error, requestId }, 'authorization server');
  const server = await createAuthorizationServer({ ...options, onError }, sandbox !== undefined);
  const { provider, clients } = server;
  const app = createServer({
    ...options,
    bodyLimit: MOST_BODY_BYTES,
    serverFactory: createDispatcher({
      accountUrl,
      trustProxy: options.trustProxy,
      protocol: server.handle,
      onAnswer: ({ method, route, status, seconds, requestId }) => {
        options.logger.info({ requestId, method, route, status, ms: Math.round(seconds * 1000) }, 'request');
        options.measure?.(method, route, status, seconds);
      },
    }),
  });
  const stopRefreshing = periodically(KEYS_EVERY_MS, () => server.refreshKeys(options.signingKeyDays ?? 0), onError);
  const stopHousekeeping = periodically(HOUSEKEEPING_EVERY_MS, () => keepHouse(database), onError);
  app.addHook('onClose', async () => {
    await Promise.all([stopRefreshing(), stopHousekeeping()]);
  });
  await app.register(formbody, { bodyLimit: MOST_BODY_BYTES });
  const secure = accountUrl.startsWith('https:');
  app.addHook('onRequest', rememberLanguage(secure));

  for (const asset of assets) {
    app.get(asset.path, async (_request, reply) =>
      reply
        .headers({
          etag: asset.etag,
          'cache-control': 'public, max-age=31536000, immutable',
          'x-content-type-options': 'nosniff',
        })
        .type(asset.contentType)
        .send(asset.body),
    );
  }
  // Browsers look here for the icon of what has none of its own: the provider's self-posting page, a JSON document.
  app.get('/favicon.ico', async (_request, reply) => reply.redirect(assetUrls.icon));
  app.get('/', async (request, reply) => {
    const person = await pages.sessions.signedInPerson(request, reply);
    const context = person ? personContext(pages, request, person) : pageContext(request.raw, sandbox !== undefined);
    const page = homePage({
      context,
      ...(!person && { signInHref: '/sign-in' }),
      issuer: accountUrl,
      apiOrigin: apiUrl,
      ...(sandbox && { sandbox }),
    });
    return sendPage(reply, page);
  });
  const { sealer } = options;
  const mail = createAccountMail({ sealer, wake: () => options.wakeMail?.() });
  const security = createSecurity({ mail, accountUrl });
  const passwords = createPasswords({ database, sealer, mail, security, accountUrl });
  const noteArrival = createArrivals({ database, security, secure });
  const relyingParty = relyingPartyOf(accountUrl);
  const signIn = createSignIn({
    database,
    sealer,
    security,
    otherWays: relyingParty ? [createPasskeyWay({ database, sealer, relyingParty })] : [],
    steps: [createSecondFactorStep({ database, sealer, security })],
    signUp: options.createDemoClinic !== undefined,
    sandboxAccounts: sandbox?.accounts,
  });
  const pages = {
    database,
    sealer,
    formTokens: createFormTokens(cookieKeys),
    sessions: createBrowserSessions({ provider, database, secure }),
    browserKey: createBrowserKey(secure),
    mail,
    security,
    accountUrl,
    sandbox: sandbox !== undefined,
  };
  registerInteractions(app, { ...pages, provider, clients, apiUrl, signIn, noteArrival });
  registerSignIn(app, { ...pages, signIn, noteArrival });
  if (options.createDemoClinic) {
    registerSignUp(app, { ...pages, noteArrival, createDemoClinic: options.createDemoClinic });
  }
  if (options.outbox) registerOutbox(app, options.outbox);
  registerForgottenPassword(app, { ...pages, passwords });
  registerProfile(app, pages);
  registerApplications(app, pages);
  registerSessions(app, pages);
  const cards = [
    createSecondFactorCard(pages),
    ...(relyingParty ? [createPasskeysCard({ ...pages, relyingParty })] : []),
  ];
  registerSecurity(app, { ...pages, passwords, cards });
  registerSecondFactor(app, pages);
  if (relyingParty) registerPasskeys(app, { ...pages, relyingParty });
  const sendError = (error: unknown, request: FastifyRequest, reply: FastifyReply) =>
    sendErrorPage(error, request, reply, sandbox !== undefined);
  app.setNotFoundHandler((request, reply) => sendError(new ServiceError('not_found', 'no such page'), request, reply));
  app.setErrorHandler(sendError);
  return app;
}

/** A language chosen on any page stays chosen. */
function rememberLanguage(secure: boolean) {
  const attributes = `Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  return async function rememberChosenLanguage(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { ui_locales: chosen } = request.query as { ui_locales?: unknown };
    if (chosen === 'en' || chosen === 'it') {
      reply.header('set-cookie', `${LANGUAGE_COOKIE}=${chosen}; ${attributes}`);
    }
  };
}

function sendErrorPage(error: unknown, request: FastifyRequest, reply: FastifyReply, sandbox: boolean): FastifyReply {
  const problem = toServiceError(error);
  if (problem.status >= 500)
    request.log.error({ err: problem.cause ?? problem, requestId: request.id }, problem.message);
  const kind = problem.status === 404 ? 'not-found' : problem.status >= 500 ? 'internal' : 'invalid-request';
  const page = errorPage({
    context: pageContext(request.raw, sandbox, '/'),
    kind,
    code: problem.code,
    requestId: request.id,
  });
  return sendPage(reply.code(problem.status).headers(problem.headers), page);
}
