import { randomUUID } from 'node:crypto';
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';

const PROTOCOL_PATH = /^\/(connect|\.well-known)(\/|$|\?)/;
const CALLER_REQUEST_ID = /^[\w.:-]{8,64}$/;

/**
 * One server for the protocol and the pages: `/connect/*` and `/.well-known/*` go to the authorization server, all else
 * to the pages. The protocol makes its URLs from the Host header, so that header is pinned to the configured origin.
 */
export function createDispatcher(
  accountUrl: string,
  protocol: (request: IncomingMessage, response: ServerResponse) => void,
) {
  const { host, protocol: scheme } = new URL(accountUrl);
  return (pages: RequestListener, options: unknown): Server => {
    const { https } = options as { https?: { cert: Buffer; key: Buffer } };
    const listener: RequestListener = (request, response) => {
      if (!PROTOCOL_PATH.test(request.url ?? '')) return pages(request, response);
      const given = String(request.headers['x-request-id'] ?? '');
      request.headers.host = host;
      request.headers['x-forwarded-proto'] = scheme.slice(0, -1);
      delete request.headers['x-forwarded-host'];
      request.headers['x-request-id'] = CALLER_REQUEST_ID.test(given) ? given : randomUUID();
      response.setHeader('x-request-id', request.headers['x-request-id']);
      return protocol(request, response);
    };
    return https ? createHttpsServer({ ...https, minVersion: 'TLSv1.2' }, listener) : createHttpServer(listener);
  };
}
