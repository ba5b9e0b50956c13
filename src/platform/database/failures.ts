import { ServiceError } from '../errors.ts';

interface DatabaseFailure extends Error {
  code?: string;
  constraint?: string;
}

/** SQLSTATE classes and codes that mean "not now": connection trouble, shutdown, overload, timeouts, lost races; 08P01 is a mistake of ours. */
const PASSING = /^(08(?!P01)|53|57P0|57014$|40001$|40P01$|55P03$|25P03$)/;
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);
const DRIVER = /timeout exceeded when trying to connect|Connection terminated|not queryable|pool after calling end/;

/** Failures that another try may cure become 503; all others stay what they are. */
export function asUnavailable(error: Error): Error {
  const { code = '', message } = error as DatabaseFailure;
  const passing = PASSING.test(code) || NETWORK.has(code) || DRIVER.test(message);
  return passing ? new ServiceError('unavailable', 'The service is busy; please retry.', { cause: error }) : error;
}

/** The constraint's name when the error is a violation of a unique or exclusion constraint (SQLSTATE 23505, 23P01). */
export function violatedConstraint(error: unknown): string | undefined {
  const { code, constraint } = (error ?? {}) as DatabaseFailure;
  return code === '23505' || code === '23P01' ? constraint : undefined;
}

/** The constraint's name when the error is a reference to a row that is missing, or still needed (SQLSTATE 23503). */
export function violatedReference(error: unknown): string | undefined {
  const { code, constraint } = (error ?? {}) as DatabaseFailure;
  return code === '23503' ? constraint : undefined;
}
