import type { ErrorCode } from '../../platform/errors.ts';
import type { ErrorText } from './error-texts.ts';

export const errorsEn: Record<ErrorCode, ErrorText> = {
  invalid_request: {
    meaning: 'The body is not JSON, or is not what the schema of the operation describes. `details` names the members.',
    action: 'Correct the program: the same request is refused again.',
  },
  invalid_parameter: {
    meaning: 'A parameter of the path, the query or a header is malformed or out of range. `details` names it.',
    action: 'Correct the value; the specification has the format and the limits of each parameter.',
  },
  unknown_parameter: {
    meaning:
      'The query has a parameter that this operation does not know. It is refused rather than ignored, so that a misspelt filter never shows everything.',
    action: 'Remove it, or correct its name.',
  },
  range_too_long: {
    meaning: 'The time between `from` and `to` is longer than the operation looks through at once.',
    action: 'Ask for it in parts.',
  },
  invalid_token: {
    meaning:
      'There is no access token, or it is wrong, expired or revoked, or it stands in the URL. `WWW-Authenticate` says so, too.',
    action:
      'Renew the token with the refresh token, once, and try again. If renewing answers `invalid_grant`, let the person sign in again.',
  },
  insufficient_scope: {
    meaning: 'The token lacks the scope that `scope` names: the person did not allow it, or it was not asked for.',
    action: 'Switch the function off, or begin a new authorization that asks for the scope.',
  },
  insufficient_permission: {
    meaning: 'The scope is there, but the role of the person lacks the permission that `permission` names.',
    action: 'Tell the person: the role is a matter of the clinic. A new token does not help.',
  },
  not_author: {
    meaning: 'Only the author of the report may do this.',
    action: 'Let the author sign in.',
  },
  not_a_sandbox: {
    meaning: 'The clinic is a real one: only a sandbox can be reset.',
    action: 'Check the `tenantId` that you call with.',
  },
  not_found: {
    meaning: 'It does not exist, or not for this person: what belongs to another clinic answers just the same.',
    action:
      'Check the tenant of the path against `/v2/userinfo`, then the id. Remove it from your copy if you keep one.',
  },
  version_conflict: {
    meaning:
      'Somebody changed it since you read it: `If-Match`, or `version` in the body, names another version than `currentVersion`.',
    action: 'Read it again, apply the change to what you read, and retry.',
  },
  duplicate_patient: {
    meaning: 'A patient with this fiscal code exists already: `existingId`.',
    action: 'Use that patient, or update it.',
  },
  slot_taken: {
    meaning:
      'The practitioner, the room or the machine is taken at that time. `alternatives` has up to three free starts nearby.',
    action: 'Offer the alternatives, or ask the availabilities again.',
  },
  report_signed: {
    meaning: 'A signed report never changes.',
    action: 'Write an addendum or a replacement.',
  },
  too_many_exports: {
    meaning: 'The application has two exports under way in this clinic.',
    action: 'Wait for one to end, or delete one.',
  },
  request_in_progress: {
    meaning: 'A request with the same `Idempotency-Key`, or a reset of the sandbox, is still running.',
    action: 'Wait for `Retry-After` and send the same request again.',
  },
  cursor_expired: {
    meaning:
      'The cursor of the changes feed is older than 90 days, or does not cover a resource that is asked for or that the person may read since.',
    action: 'Copy everything anew, then follow the feed from a new cursor.',
  },
  payload_too_large: {
    meaning: 'The body is larger than 256 KB, or the file larger than 20 MB.',
    action: 'Send less, or in parts.',
  },
  unsupported_media_type: {
    meaning: '`Content-Type` is not `application/json`, or the uploaded file is of a kind that is not accepted.',
    action: 'Set the header, or convert the file.',
  },
  range_not_satisfiable: {
    meaning: '`Range` begins behind the end of the file.',
    action: 'Read `Content-Range`, which tells the size, and ask again.',
  },
  validation_failed: {
    meaning:
      'The request is well-formed, but a rule of the clinic or of the law speaks against it. `details` names fields and reasons.',
    action: 'Show the details to the person at the fields that they name.',
  },
  invalid_transition: {
    meaning: 'What is in the status `from` cannot become `to`.',
    action: 'Read it again; offer only the steps that its status allows.',
  },
  nonexistent_local_time: {
    meaning: 'The clock skips this local time, as daylight saving begins.',
    action: 'Choose another time.',
  },
  ambiguous_local_time: {
    meaning: 'The clock shows this local time twice, as daylight saving ends.',
    action: 'Send the time with its offset, such as `+01:00`.',
  },
  issue_date_out_of_order: {
    meaning: 'The series has an invoice with a later date already.',
    action: 'Issue with that date or a later one.',
  },
  sdi_forbidden: {
    meaning: 'Health services to persons are never sent to Sistema di Interscambio, so there is no XML.',
    action: 'Use the PDF.',
  },
  idempotency_key_reused: {
    meaning: 'The key was used for a request with another body.',
    action: 'Make a new key for each new request; keep it only for retries of the very same one.',
  },
  precondition_required: {
    meaning: 'The operation demands `If-Match`, so that nobody signs what they have not seen.',
    action: 'Send the `ETag` of what was reviewed.',
  },
  rate_limit_exceeded: {
    meaning: 'The application made too many requests, counted over all its users.',
    action: 'Wait for `Retry-After` seconds, plus a random moment, and go on.',
  },
  internal_error: {
    meaning: 'Something went wrong on our side.',
    action: 'Retry once with the same `Idempotency-Key`. If it stays, report it with the `requestId`.',
  },
  unavailable: {
    meaning: 'The service is stopping, or cannot reach its database.',
    action: 'Wait for `Retry-After` and retry with the same `Idempotency-Key`, each time a little later.',
  },
};
