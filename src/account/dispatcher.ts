import {
  createServer as createHttpServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import proxyAddress, { compile } from '@fastify/proxy-addr';
import { requestIdOf } from '../platform/http/request-id.ts';
import { type httpsOptions, strictTransport } from '../platform/http/secure-transport.ts';

const PROTOCOL_PATH = /^\/(connect|device|\.well-known)(\/|$|\?)/;

export interface DispatcherOptions {
  accountUrl: string;
  /** Proxies whose `X-Forwarded-For` is believed, as Fastify takes them. */
  trustProxy?: boolean | string;
  /** The authorization server. */
  protocol(request: IncomingMessage, response: ServerResponse): void;
  /** Told of every answer of the authorization server. */
  onAnswer?(answer: { method: string; route: string; status: number; seconds: number; requestId: string }): void;
}

/**
 * One server for the protocol and the pages: `/connect/*`, `/device` and `/.well-known/*` go to the authorization server, all else
 * to the pages. The protocol makes its URLs from the Host header, so that header is pinned to the configured origin.
 */
export function createDispatcher({ accountUrl, trustProxy = false, protocol, onAnswer }: DispatcherOptions) {
  const trusts =
    typeof trustProxy === 'string' ? compile(trustProxy.split(',').map((one) => one.trim())) : () => trustProxy;
  const { host, protocol: scheme } = new URL(accountUrl);
  const secure = strictTransport(accountUrl);

  function enterProtocol(request: IncomingMessage, response: ServerResponse): void {
    const requestId = requestIdOf(request.headers);
    request.headers.host = host;
    request.headers['x-forwarded-proto'] = scheme.slice(0, -1);
    request.headers['x-request-id'] = requestId;
    request.headers['x-forwarded-for'] = proxyAddress(request, trusts);
    delete request.headers['x-forwarded-host'];
    response.setHeader('x-request-id', requestId);
    if (secure) response.setHeader(...secure);
    if (onAnswer) {
      const start = performance.now();
      const { method = '', url = '' } = request;
      response.once('close', () => {
        const seconds = (performance.now() - start) / 1000;
        onAnswer({ method, route: routeOf(url), status: response.statusCode, seconds, requestId });
      });
    }
    protocol(request, response);
  }

  return (pages: RequestListener, options: unknown): Server => {
    const { https } = options as { https?: ReturnType<typeof httpsOptions> };
    const listener: RequestListener = (request, response) =>
      PROTOCOL_PATH.test(request.url ?? '') ? enterProtocol(request, response) : pages(request, response);
    return https ? createHttpsServer(https, listener) : createHttpServer(listener);
  };
}

/** The path without ids and query, for logs and metrics. */
function routeOf(url: string): string {
  return /^\/((connect|\.well-known)\/[a-z-]+|device)/.exec(url)?.[0] ?? 'none';
}
