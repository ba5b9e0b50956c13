import type { Error as Problem } from './generated/types.gen.ts';

/** What every error of this library is. */
export class CorsiaError extends Error {
  override name = 'CorsiaError';
}

/** Codes of the API's refusals; more may come. `not_modified` is the answer to If-None-Match, `unknown` that of another server on the way. */
export type ApiErrorCode = Problem['error'] | 'not_modified' | 'unknown' | (string & {});

/** The API refused a call, or failed. */
export class ApiError extends CorsiaError {
  override name = 'ApiError';
  readonly code: ApiErrorCode;
  readonly status: number;
  /** Quote it when asking for support. */
  readonly requestId: string | undefined;
  /** In seconds, as the server asks. */
  readonly retryAfter: number | undefined;
  /** What was wrong, field by field. */
  readonly details: Problem['details'];
  /** The whole body, with members such as `currentVersion`, `existingId` or `alternatives`. */
  readonly body: Partial<Problem>;

  constructor(response: Response, body: Partial<Problem>) {
    super(body.message ?? `The API answered ${response.status}.`);
    this.code = body.error ?? (response.status === 304 ? 'not_modified' : 'unknown');
    this.status = response.status;
    this.requestId = body.requestId ?? response.headers.get('x-request-id') ?? undefined;
    this.retryAfter = Number(response.headers.get('retry-after')) || undefined;
    this.details = body.details ?? [];
    this.body = body;
  }
}

/** The change feed does not go back that far: read everything anew, then follow from a new cursor. */
export class CursorExpiredError extends ApiError {
  override name = 'CursorExpiredError';
}

/** There was no answer; `cause` says why. */
export class ConnectionError extends CorsiaError {
  override name = 'ConnectionError';
}

/** A person has to sign in: nobody did yet (`none`), or it ended (`ended`), as by revoking, a password change or idleness. */
export class SignInNeededError extends CorsiaError {
  override name = 'SignInNeededError';
  readonly reason: 'none' | 'ended';

  constructor(reason: 'none' | 'ended', options?: ErrorOptions) {
    super(reason === 'none' ? 'Nobody has signed in.' : 'The sign-in has ended; sign in again.', options);
    this.reason = reason;
  }
}

/** A sign-in did not succeed; `code` is that of OAuth, such as `access_denied` or `expired_token`. */
export class SignInError extends CorsiaError {
  override name = 'SignInError';
  readonly code: string;

  constructor(code: string, description: string | undefined, options?: ErrorOptions) {
    super(description ?? code, options);
    this.code = code;
  }
}

/** The person did not allow all that is needed. Ask again with these. */
export class MissingScopesError extends CorsiaError {
  override name = 'MissingScopesError';
  readonly missing: readonly string[];

  constructor(missing: readonly string[]) {
    super(`These permissions were not given: ${missing.join(', ')}.`);
    this.missing = missing;
  }
}

/** Somebody of another clinic signed in. */
export class TenantError extends CorsiaError {
  override name = 'TenantError';
  readonly expected: string | undefined;
  readonly actual: readonly string[];

  constructor(expected: string | undefined, actual: readonly string[]) {
    super(
      expected === undefined
        ? 'Whoever signed in belongs to no clinic.'
        : `Whoever signed in belongs to ${actual.join(', ') || 'no clinic'}, and not to ${expected}.`,
    );
    this.expected = expected;
    this.actual = actual;
  }
}

/** The token store cannot be read, written or locked. */
export class TokenStoreError extends CorsiaError {
  override name = 'TokenStoreError';
}
