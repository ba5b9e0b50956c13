import { type AdapterPayload, errors, type KoaContextWithOIDC, Provider } from 'oidc-provider';
import { DEVICE_CODE } from '../../catalogue/grant-types.ts';
import type { Sealer } from '../../platform/crypto.ts';
import type { Database } from '../../platform/database/index.ts';
import { findUnstorableText } from '../../platform/http/text.ts';
import type { UserRow } from '../users/users.queries.ts';
import { artifactHash, payloadOf } from './artifacts.ts';
import type { SecretRow } from './clients.queries.ts';
import {
  addRefreshToken,
  findSuccessor,
  type NewRefreshToken,
  readTokenRequest,
  rotateRefreshToken,
  type TokenRequestRows,
} from './token-request.queries.ts';

/** Living refresh tokens of one person and application; the documented platform has such a limit. */
const MOST_REFRESH_TOKENS = 10;
/** How long a client that never got its answer may repeat a refresh, and is given the same token again. */
const RETRY_SECONDS = 30;

/** What is exchanged, by grant type: the kind of artifact, and the parameter it comes in. */
const SOURCES: Record<string, { kind: string; parameter: string }> = {
  authorization_code: { kind: 'AuthorizationCode', parameter: 'code' },
  refresh_token: { kind: 'RefreshToken', parameter: 'refresh_token' },
  [DEVICE_CODE]: { kind: 'DeviceCode', parameter: 'device_code' },
};

interface TokenRequest extends TokenRequestRows {
  clientId: string;
  kind: string;
  idHash: Buffer;
  /** The refresh token that the one about to be stored takes the place of. */
  rotating: boolean;
  /** The refresh token that was answered before, when this is a retry. */
  repeated: string | undefined;
}

export type TokenRequests = ReturnType<typeof createTokenRequests>;

/**
 * A request to the token endpoint reads all that it needs at its beginning, and writes a rotation as one statement:
 * two round trips for a refresh, three for a code. `oidc-provider` asks piece by piece; the pieces are answered from here.
 */
export function createTokenRequests(db: Database, sealer: Sealer) {
  const requests = new WeakMap<object, TokenRequest>();
  const current = (): TokenRequest | undefined => {
    const ctx = Provider.ctx;
    return ctx && requests.get(ctx);
  };
  const isSource = (request: TokenRequest | undefined, kind: string, idHash: Buffer): request is TokenRequest =>
    request !== undefined && request.kind === kind && request.idHash.equals(idHash);

  return {
    /** @returns undefined when this is no token request, or when it names nothing that could be exchanged */
    async begin(clientId: string): Promise<TokenRequestRows | undefined> {
      const ctx = Provider.ctx;
      if (ctx?.oidc?.route !== 'token' || findUnstorableText(clientId) !== undefined) return undefined;
      const { params } = ctx.oidc;
      const source = SOURCES[String(params?.grant_type)];
      const value = source && params?.[source.parameter];
      if (typeof value !== 'string') return undefined;
      const { kind } = source!;
      const idHash = artifactHash(kind, value);
      const rows = await readTokenRequest(db, { clientId, kind, idHash, retrySeconds: RETRY_SECONDS });
      requests.set(ctx, { ...rows, clientId, kind, idHash, rotating: false, repeated: undefined });
      return rows;
    },

    /** The secrets of the application, when they were read at the beginning. */
    secretsOf(clientId: string): readonly SecretRow[] | undefined {
      const request = current();
      return request?.clientId === clientId ? request.secrets : undefined;
    },

    /** What is exchanged. A refresh token that is presented again as a retry looks as if it had not been used. */
    source(kind: string, idHash: Buffer): { payload: AdapterPayload | undefined } | undefined {
      const request = current();
      if (!isSource(request, kind, idHash)) return undefined;
      const { source } = request;
      const consumed = source?.successor ? null : (source?.consumed_at ?? null);
      return { payload: source && payloadOf(sealer, kind, { payload: source.payload, consumed_at: consumed }) };
    },

    grant(id: string): AdapterPayload | undefined {
      const source = current()?.source;
      if (source?.grant_id !== id) return undefined;
      return { ...source.grant_payload, exp: source.grant_expires_at! };
    },

    /** @returns undefined when another round trip must tell */
    account(id: string): UserRow | undefined {
      const source = current()?.source;
      return source?.id === id ? (source as UserRow) : undefined;
    },

    /** @returns false when there is nothing to wait for: the artifact has to be consumed at once */
    beginRotation(kind: string, idHash: Buffer): boolean {
      const request = current();
      if (kind !== 'RefreshToken' || !isSource(request, kind, idHash)) return false;
      request.rotating = true;
      return true;
    },

    /** @throws InvalidGrant when another request exchanged the old token, and this is no retry of it */
    async storeRefreshToken(token: NewRefreshToken): Promise<void> {
      const request = current();
      if (!request?.rotating) return addRefreshToken(db, token, MOST_REFRESH_TOKENS);
      let successor = request.source?.successor ?? undefined;
      if (!successor && !(await rotateRefreshToken(db, request.idHash, token))) {
        successor = await findSuccessor(db, request.idHash, RETRY_SECONDS);
        if (!successor) throw new errors.InvalidGrant('refresh token already used');
      }
      if (successor) request.repeated = JSON.parse(sealer.unseal(successor, 'RefreshToken')).jti;
    },

    /** A retry is answered with the refresh token that the first try was answered with, so that there is one chain. */
    answerRetry(ctx: KoaContextWithOIDC): void {
      const repeated = requests.get(ctx)?.repeated;
      if (repeated) (ctx.body as { refresh_token: string }).refresh_token = repeated;
    },
  };
}
