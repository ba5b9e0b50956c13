import type { OperationOutcome, OperationOutcomeIssue } from '@medplum/fhirtypes';
import type { ErrorCode, ErrorDetail, ServiceError } from '../platform/errors.ts';
import { FhirRefusal, type IssueType } from './refusal.ts';

/** What the codes of `/v2` are in FHIR; what is missing here is `processing`. */
const ISSUE_TYPES: Partial<Record<ErrorCode, IssueType>> = {
  invalid_request: 'structure',
  invalid_parameter: 'value',
  unknown_parameter: 'not-supported',
  range_too_long: 'too-costly',
  invalid_token: 'login',
  insufficient_scope: 'forbidden',
  insufficient_permission: 'forbidden',
  not_author: 'forbidden',
  not_found: 'not-found',
  version_conflict: 'conflict',
  duplicate_patient: 'duplicate',
  slot_taken: 'conflict',
  report_signed: 'business-rule',
  request_in_progress: 'transient',
  payload_too_large: 'too-long',
  unsupported_media_type: 'not-supported',
  validation_failed: 'business-rule',
  invalid_transition: 'business-rule',
  issue_date_out_of_order: 'business-rule',
  nonexistent_local_time: 'value',
  ambiguous_local_time: 'value',
  precondition_required: 'required',
  rate_limit_exceeded: 'throttled',
  internal_error: 'exception',
  unavailable: 'transient',
};

/** The status of an error here: who changed something meanwhile is told 412, which `/v2` has 409 for. */
export function statusOf(error: ServiceError): number {
  if (error instanceof FhirRefusal) return error.fhirStatus;
  return error.code === 'version_conflict' ? 412 : error.status;
}

/** Where the members that a service names are in the resource that was sent. */
export type Expressions = Readonly<Record<string, string>>;

/** An error in FHIR's words. Each detail is an issue of its own; `expressions` tell where it is in what was sent. */
export function outcomeOf(error: ServiceError, expressions: Expressions = {}): OperationOutcome {
  const { code, message, details, extra } = error;
  const type = error instanceof FhirRefusal ? error.issue : (ISSUE_TYPES[code] ?? 'processing');
  const severity = error.status >= 500 ? 'fatal' : 'error';
  const issueOf = (diagnostics: string, place?: string): OperationOutcomeIssue => ({
    severity,
    code: type,
    details: { coding: [{ system: 'https://corsia.dev/fhir/error-codes', code }], text: message },
    diagnostics,
    ...(place !== undefined && { expression: [place] }),
  });
  const alternatives = (extra.alternatives ?? []) as { start: string; end: string; agendaId: number }[];
  const issue = details.length > 0 ? details.map((one) => ofDetail(one)) : [issueOf(message)];
  const told = alternatives.map(({ start, end, agendaId }) =>
    hint(`Schedule/${agendaId} is free from ${start} to ${end}.`),
  );
  return { resourceType: 'OperationOutcome', issue: [...issue, ...told] };

  function ofDetail({ field, message: text }: ErrorDetail): OperationOutcomeIssue {
    const place = error instanceof FhirRefusal ? field : placeOf(field, expressions);
    return issueOf(`${field} ${text}`.trim(), place === '' ? undefined : place);
  }
}

/** `residence.zip` is where `residence` is, unless it is told itself. */
function placeOf(field: string, expressions: Expressions): string | undefined {
  return expressions[field] ?? expressions[field.split('.')[0]!];
}

function hint(text: string): OperationOutcomeIssue {
  return { severity: 'information', code: 'informational', diagnostics: text };
}

/** What was done although it was not quite what was asked for. */
export function warnings(texts: readonly string[], code: IssueType = 'not-supported'): OperationOutcome {
  return {
    resourceType: 'OperationOutcome',
    issue: texts.map((diagnostics) => ({ severity: 'warning', code, diagnostics })),
  };
}

/** That all went well. */
export function success(): OperationOutcome {
  return { resourceType: 'OperationOutcome', issue: [hint('All OK.')] };
}
