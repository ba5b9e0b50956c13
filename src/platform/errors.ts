/** Every code an answer's `error` can have, with the HTTP status it stands for. */
export const STATUS_BY_CODE = {
  invalid_request: 400,
  invalid_parameter: 400,
  unknown_parameter: 400,
  range_too_long: 400,
  invalid_token: 401,
  insufficient_scope: 403,
  insufficient_permission: 403,
  not_author: 403,
  not_a_sandbox: 403,
  not_found: 404,
  version_conflict: 409,
  duplicate_patient: 409,
  slot_taken: 409,
  report_signed: 409,
  too_many_exports: 409,
  request_in_progress: 409,
  cursor_expired: 410,
  payload_too_large: 413,
  unsupported_media_type: 415,
  range_not_satisfiable: 416,
  validation_failed: 422,
  invalid_transition: 422,
  nonexistent_local_time: 422,
  ambiguous_local_time: 422,
  issue_date_out_of_order: 422,
  sdi_forbidden: 422,
  idempotency_key_reused: 422,
  precondition_required: 428,
  rate_limit_exceeded: 429,
  internal_error: 500,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof STATUS_BY_CODE;

export interface ErrorDetail {
  /** Where in the request: a property path such as `residence.zip`, or a parameter's name. */
  field: string;
  code: string;
  message: string;
}

interface ServiceErrorOptions {
  details?: ErrorDetail[];
  /** Further members of the answer's body, such as `existingId`. */
  extra?: Record<string, unknown>;
  headers?: Record<string, string>;
  /** Internal detail: logged, never sent. */
  cause?: unknown;
}

/** A refusal or failure with a public code and message. What caused it stays inside, in `cause`. */
export class ServiceError extends Error {
  override name = 'ServiceError';
  readonly code: ErrorCode;
  readonly status: number;
  readonly details: ErrorDetail[];
  readonly extra: Record<string, unknown>;
  readonly headers: Record<string, string>;

  constructor(code: ErrorCode, message: string, options: ServiceErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.status = STATUS_BY_CODE[code];
    this.details = options.details ?? [];
    this.extra = options.extra ?? {};
    this.headers = options.headers ?? (code === 'unavailable' ? { 'retry-after': '5' } : {});
  }
}
