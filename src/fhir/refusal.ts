import { type ErrorCode, type ErrorDetail, ServiceError } from '../platform/errors.ts';

/** The codes of FHIR's value set `issue-type` that we use. */
export type IssueType =
  | 'invalid'
  | 'structure'
  | 'required'
  | 'value'
  | 'invariant'
  | 'login'
  | 'forbidden'
  | 'processing'
  | 'not-supported'
  | 'duplicate'
  | 'multiple-matches'
  | 'not-found'
  | 'deleted'
  | 'too-long'
  | 'code-invalid'
  | 'too-costly'
  | 'business-rule'
  | 'conflict'
  | 'transient'
  | 'exception'
  | 'throttled'
  | 'informational';

interface Options {
  details?: ErrorDetail[];
  /** The status when it is not that of the code, as FHIR has statuses that `/v2` lacks. */
  status?: number;
  headers?: Record<string, string>;
}

/** A refusal that FHIR has words of its own for; the audit knows it by `code`. */
export class FhirRefusal extends ServiceError {
  readonly issue: IssueType;
  readonly fhirStatus: number;

  constructor(code: ErrorCode, issue: IssueType, message: string, { details, status, headers }: Options = {}) {
    super(code, message, { ...(details && { details }), ...(headers && { headers }) });
    this.issue = issue;
    this.fhirStatus = status ?? this.status;
  }
}

export function notSupported(message: string, parameter?: string): FhirRefusal {
  const details = parameter === undefined ? [] : [{ field: parameter, code: 'not_supported', message }];
  return new FhirRefusal('invalid_parameter', 'not-supported', message, { details });
}

/** A parameter whose value is none that it can have. */
export function badValue(parameter: string, message: string): FhirRefusal {
  return new FhirRefusal('invalid_parameter', 'value', `The parameter ${parameter} ${message}.`, {
    details: [{ field: parameter, code: 'invalid_value', message }],
  });
}

export function noSuch(type: string): ServiceError {
  return new ServiceError('not_found', `There is no such ${type}.`);
}
