import { ServiceError } from '../../platform/errors.ts';

/** A rule that is broken: 422. */
export function broken(field: string, code: string, message: string): ServiceError {
  return new ServiceError('validation_failed', `The invoice breaks a rule: ${field} ${message}.`, {
    details: [{ field, code, message }],
  });
}
