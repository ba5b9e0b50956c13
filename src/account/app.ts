import formbody from '@fastify/formbody';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ServiceError } from '../platform/errors.ts';
import { createServer, toServiceError } from '../platform/http/server.ts';
import { periodically } from '../platform/periodically.ts';
import type { AccountOptions } from './account-options.ts';
import { createDispatcher } from './dispatcher.ts';
import { keepHouse } from './housekeeping/housekeeping.ts';
import { createAuthorizationServer } from './oidc/authorization-server.ts';
import { errorPage } from './pages/error.page.ts';
import { registerRooms } from './rooms.ts';
import { registerAssets } from './web/assets.routes.ts';
import { LANGUAGE_COOKIE, pageContext } from './web/page-context.ts';
import { sendPage } from './web/send-page.ts';

const KEYS_EVERY_MS = 30_000;
const HOUSEKEEPING_EVERY_MS = 60_000;
const MOST_BODY_BYTES = 64 * 1024;

/** Builds the account origin: the authorization server and its pages, ready to listen. */
export async function buildAccount(options: AccountOptions): Promise<FastifyInstance> {
  const { database, accountUrl, sandbox } = options;
  const onError = (error: Error, requestId?: string) =>
    options.logger.error({ err: error, requestId }, 'authorization server');
  const server = await createAuthorizationServer({ ...options, onError }, sandbox !== undefined);
  const app = createServer({
    ...options,
    origin: accountUrl,
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

  registerAssets(app);
  registerRooms(app, server, options);
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
