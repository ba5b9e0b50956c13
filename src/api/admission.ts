import type { FastifyReply, FastifyRequest } from 'fastify';
import { ServiceError } from '../platform/errors.ts';
import { toServiceError } from '../platform/http/server.ts';
import { findMisencodedParameter, findUnstorableText } from '../platform/http/text.ts';
import type { Access } from './access/access.ts';
import { countRequest } from './access/rate-limit.ts';
import type { RouteServices } from './route-services.ts';

declare module 'fastify' {
  interface FastifyRequest {
    access?: Access;
  }
}

type Admitting = Pick<RouteServices, 'authenticate' | 'rateLimiter'>;

/**
 * Lets a request in, or returns or rejects with its refusal. Most callers were here a moment ago: for them nothing is
 * awaited, which is much of the cost of a poll.
 * @param enter what is asked of the caller beyond a token that stands; throws the refusal
 */
function admit(
  request: FastifyRequest,
  reply: FastifyReply,
  { authenticate, rateLimiter }: Admitting,
  enter: (access: Access, request: FastifyRequest) => void,
): ServiceError | undefined | Promise<void> {
  const count = (access: Access) => {
    // Known from here on: what is beyond the limit is counted as the application's, too.
    request.access = access;
    return rateLimiter && countRequest(rateLimiter, access, reply);
  };
  try {
    const access = authenticate(request);
    if (access instanceof Promise)
      return access.then(async (known) => {
        await count(known);
        enter(known, request);
      });
    const counted = count(access);
    if (counted) return counted.then(() => enter(access, request));
    enter(access, request);
    return undefined;
  } catch (error) {
    return toServiceError(error);
  }
}

/** The hook that admits; see `admit`. */
export function admitting(services: Admitting, enter: (access: Access, request: FastifyRequest) => void) {
  return function admitRequest(request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void): void {
    const next = admit(request, reply, services, enter);
    if (next instanceof Promise) next.then(() => done(), done);
    else done(next);
  };
}

/** The hook that refuses parameters which the database could not keep as they are. */
export function refuseUnstorableParameters(
  request: FastifyRequest,
  _reply: unknown,
  done: (error?: Error) => void,
): void {
  done(unstorableParameter(request));
}

function unstorableParameter(request: FastifyRequest): ServiceError | undefined {
  // What is not percent-encoded is visible ASCII, or was refused by the HTTP parser.
  if (!request.url.includes('%')) return undefined;
  const unstorable = findUnstorableText(request.query) ?? findUnstorableText(request.params);
  const field = unstorable ?? findMisencodedParameter(request.url);
  if (field === undefined) return undefined;
  const message =
    unstorable === undefined ? 'must be UTF-8 in percent-encoding' : 'must have neither NUL nor unpaired surrogates';
  const details = [{ field, code: 'invalid_text', message }];
  return new ServiceError('invalid_parameter', `Invalid parameter: ${field}.`, { details });
}
