import type { FastifyRequest } from 'fastify';
import type { Queryable } from '../../platform/database/index.ts';
import { type Access, invalidToken } from './access.ts';
import { invalidProof, requireProof } from './dpop.ts';
import type { AccessFacts } from './facts.ts';
import type { TokenClaims, TokenVerifier } from './token.ts';

const AUTHORIZATION = /^(Bearer|DPoP) +([\w~+/.=-]+)$/i;

export interface Authentication {
  tokens: TokenVerifier;
  facts: AccessFacts;
  database: Queryable;
  apiUrl: string;
}

/**
 * Who sent this request; at once for a token and a grant that were looked up a moment ago.
 * @throws ServiceError invalid_token without a valid token in the Authorization header (RFC 6750 section 2.1), and
 *   always when one stands in the query string, where logs and histories would keep it
 */
export function authenticate(request: FastifyRequest, services: Authentication): Access | Promise<Access> {
  if ((request.query as Record<string, unknown>).access_token !== undefined) {
    throw invalidToken('The access token must not be sent in the URL.');
  }
  const { authorization } = request.headers;
  if (!authorization) throw invalidToken('An access token is required.');
  const [, scheme, token] = AUTHORIZATION.exec(authorization) ?? [];
  if (!token) throw invalidToken('The access token is not valid.');
  const { tokens, facts } = services;
  const claims = tokens.verify(token);
  const bound = scheme!.toLowerCase() === 'dpop';
  if (!(claims instanceof Promise) && !bound && claims.jkt === undefined) return facts.of(claims);
  return authenticateSlowly(request, services, token, bound, claims);
}

async function authenticateSlowly(
  request: FastifyRequest,
  { facts, database, apiUrl }: Authentication,
  token: string,
  bound: boolean,
  claims: TokenClaims | Promise<TokenClaims>,
): Promise<Access> {
  const verified = await claims;
  const { jkt } = verified;
  // RFC 9449 section 7.1: a bound token without its proof is a stolen one; a plain token has no proof to be checked.
  if (bound !== (jkt !== undefined)) throw invalidProof('The access token was not sent in the way it is bound.');
  if (jkt !== undefined) await requireProof(database, request, { token, jkt, apiUrl });
  return facts.of(verified);
}
