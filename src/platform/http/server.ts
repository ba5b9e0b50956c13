import type { RequestListener, Server } from 'node:http';
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { Logger } from 'pino';
import { type ErrorCode, ServiceError } from '../errors.ts';
import { requestIdOf } from './request-id.ts';
import { httpsOptions, strictTransport, type Tls } from './secure-transport.ts';

export interface ServerOptions {
  logger: Logger;
  trustProxy: boolean | string;
  /** The public one: what is said of https holds for it. */
  origin: string;
  tls?: Tls | undefined;
  /** Largest body accepted, in bytes. */
  bodyLimit: number;
  /** Told of every answer, for metrics. */
  measure?: Measure | undefined;
  serverFactory?: (handler: RequestListener, options: unknown) => Server;
}

export type Measure = (method: string, route: string, status: number, seconds: number) => void;

/** What both origins share: request ids, one error body, one line of log per request, and no surprise defaults. */
export function createServer(options: ServerOptions): FastifyInstance {
  const secure = strictTransport(options.origin);
  /** What every answer begins with. */
  const introduce = (request: FastifyRequest, reply: FastifyReply) => {
    reply.header('x-request-id', request.id);
    if (secure) reply.header(...secure);
  };
  const app = Fastify({
    loggerInstance: options.logger as never,
    logController: new LogController({ disableRequestLogging: true }),
    // A logger per request costs more than the one line that it writes; lines name their request themselves.
    childLoggerFactory: (logger) => logger,
    trustProxy: options.trustProxy,
    bodyLimit: options.bodyLimit,
    requestIdHeader: false,
    genReqId: ({ headers }) => requestIdOf(headers),
    routerOptions: { ignoreTrailingSlash: false, maxParamLength: 200 },
    frameworkErrors: (error, request, reply) => {
      introduce(request, reply);
      refuseUrl(app, error, request, reply);
    },
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    ...(options.tls && { https: httpsOptions(options.tls) }),
    ...(options.serverFactory && { serverFactory: options.serverFactory as never }),
  }) as unknown as FastifyInstance;
  app.setSerializerCompiler(() => JSON.stringify);
  // Hooks with a callback: a promise for each would be a fifth of the cost of a poll that finds nothing new.
  app.addHook('onRequest', function nameRequest(request, reply, done) {
    introduce(request, reply);
    done();
  });
  const { measure } = options;
  app.addHook('onResponse', function noteAnswer(request, reply, done) {
    logRequest(request, reply);
    measure?.(request.method, request.routeOptions.url ?? 'none', reply.statusCode, reply.elapsedTime / 1000);
    done();
  });
  return app;
}

/** A URL that leads to no route, as no hook runs for it: broken percent-encoding, or a parameter longer than any id. */
function refuseUrl(app: FastifyInstance, error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const refusal =
    error.code === 'FST_ERR_BAD_URL'
      ? new ServiceError('invalid_request', 'The URL is not valid.', { cause: error })
      : new ServiceError('not_found', 'There is nothing here.', { cause: error });
  app.errorHandler(refusal as never, request, reply);
}

function logRequest(request: FastifyRequest, reply: FastifyReply): void {
  request.log.info(
    {
      requestId: request.id,
      method: request.method,
      // The template, never the path or the query: they hold ids, names and, by mistake, tokens.
      route: request.routeOptions.url ?? 'unknown',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
    },
    'request',
  );
}

const CODE_BY_STATUS: Record<number, ErrorCode> = {
  400: 'invalid_request',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
};

/** Any failure as a `ServiceError`: Fastify's own refusals keep their status, everything unexpected is `internal_error`. */
export function toServiceError(error: unknown): ServiceError {
  if (error instanceof ServiceError) return error;
  const { statusCode = 500, message } = error as FastifyError;
  const code = CODE_BY_STATUS[statusCode];
  if (code) return new ServiceError(code, `${message.replace(/\.$/, '')}.`, { cause: error });
  return new ServiceError('internal_error', 'Something went wrong on our side.', { cause: error });
}
