import type { FastifyRequest } from 'fastify';
import { type Access, invalidToken } from './access.ts';
import type { AccessFacts } from './facts.ts';
import type { TokenVerifier } from './token.ts';

const BEARER = /^Bearer +([\w~+/.=-]+)$/i;

/**
 * Who sent this request; at once for a token and a grant that were looked up a moment ago.
 * @throws ServiceError invalid_token without a valid token in the Authorization header (RFC 6750 section 2.1), and
 *   always when one stands in the query string, where logs and histories would keep it
 */
export function authenticate(
  request: FastifyRequest,
  tokens: TokenVerifier,
  facts: AccessFacts,
): Access | Promise<Access> {
  if ((request.query as Record<string, unknown>).access_token !== undefined) {
    throw invalidToken('The access token must not be sent in the URL.');
  }
  const { authorization } = request.headers;
  if (!authorization) throw invalidToken('An access token is required.');
  const token = BEARER.exec(authorization)?.[1];
  if (!token) throw invalidToken('The access token is not valid.');
  const claims = tokens.verify(token);
  return claims instanceof Promise ? claims.then((verified) => facts.of(verified)) : facts.of(claims);
}
