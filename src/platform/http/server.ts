import { randomUUID } from 'node:crypto';
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

export interface ServerOptions {
  logger: Logger;
  trustProxy: boolean | string;
  tls?: { certificate: Buffer; key: Buffer };
  /** Largest body accepted, in bytes. */
  bodyLimit: number;
  serverFactory?: (handler: RequestListener, options: unknown) => Server;
}

const CALLER_REQUEST_ID = /^[\w.:-]{8,64}$/;

/** What both origins share: request ids, one error body, one line of log per request, and no surprise defaults. */
export function createServer(options: ServerOptions): FastifyInstance {
  const app = Fastify({
    loggerInstance: options.logger as never,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: options.trustProxy,
    bodyLimit: options.bodyLimit,
    requestIdHeader: false,
    genReqId: ({ headers }) => {
      const given = headers['x-request-id'];
      return typeof given === 'string' && CALLER_REQUEST_ID.test(given) ? given : randomUUID();
    },
    routerOptions: { ignoreTrailingSlash: false, maxParamLength: 200 },
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    ...(options.tls && {
      https: { cert: options.tls.certificate, key: options.tls.key, minVersion: 'TLSv1.2' as const },
    }),
    ...(options.serverFactory && { serverFactory: options.serverFactory as never }),
  }) as unknown as FastifyInstance;
  app.addHook('onRequest', nameRequest);
  app.addHook('onResponse', logRequest);
  return app;
}

async function nameRequest(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  reply.header('x-request-id', request.id);
}

async function logRequest(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  request.log.info(
    {
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
