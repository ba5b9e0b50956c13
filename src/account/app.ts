import formbody from '@fastify/formbody';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Sealer } from '../platform/crypto.ts';
import type { Database } from '../platform/database/index.ts';
import { ServiceError } from '../platform/errors.ts';
import { createServer, type Measure, toServiceError } from '../platform/http/server.ts';
import { createDispatcher } from './dispatcher.ts';
import { registerInteractions } from './interactions/interactions.routes.ts';
import { createAuthorizationServer } from './oidc/authorization-server.ts';
import { assets, assetUrls } from './pages/assets.ts';
import { errorPage } from './pages/error.page.ts';
import { type HomePage, homePage } from './pages/home.page.ts';
import { createFormTokens } from './web/csrf.ts';
import { LANGUAGE_COOKIE, pageContext } from './web/page-context.ts';
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
  tls?: { certificate: Buffer; key: Buffer } | undefined;
  /** Demo accounts and applications to show, in a sandbox. */
  sandbox?: HomePage['sandbox'];
}

const MOST_BODY_BYTES = 64 * 1024;

/** Builds the account origin: the authorization server and its pages, ready to listen. */
export async function buildAccount(options: AccountOptions): Promise<FastifyInstance> {
  const { database, accountUrl, apiUrl, cookieKeys, sandbox } = options;
  const { provider, clients } = await createAuthorizationServer(options, sandbox !== undefined);
  provider.on('server_error', (ctx, error) =>
    options.logger.error({ err: error, requestId: ctx.req.headers['x-request-id'] }, 'authorization server'),
  );
  const app = createServer({
    ...options,
    bodyLimit: MOST_BODY_BYTES,
    serverFactory: createDispatcher({
      accountUrl,
      protocol: provider.callback(),
      onAnswer: ({ method, route, status, seconds, requestId }) => {
        options.logger.info({ requestId, method, route, status, ms: Math.round(seconds * 1000) }, 'request');
        options.measure?.(method, route, status, seconds);
      },
    }),
  });
  await app.register(formbody, { bodyLimit: MOST_BODY_BYTES });
  app.addHook('onRequest', rememberLanguage(accountUrl.startsWith('https:')));

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
    const context = pageContext(request.raw, sandbox !== undefined);
    const page = homePage({ context, issuer: accountUrl, apiOrigin: apiUrl, ...(sandbox && { sandbox }) });
    return sendPage(reply, page);
  });
  registerInteractions(app, {
    database,
    provider,
    clients,
    apiUrl,
    formTokens: createFormTokens(cookieKeys),
    sandboxAccounts: sandbox?.accounts,
  });
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
