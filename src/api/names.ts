import Type, { type TSchemaOptions } from 'typebox';
import { ServiceError } from '../platform/errors.ts';

/** A query parameter of one name, or several with commas between. */
export function commaSeparated(maxLength: number, options: TSchemaOptions = {}) {
  return Type.Optional(
    Type.String({ minLength: 1, maxLength, pattern: '^[A-Za-z0-9_]+(,[A-Za-z0-9_]+)*$', ...options }),
  );
}

/**
 * The names in such a parameter.
 * @throws ServiceError invalid_parameter for one that is not allowed
 */
export function namesIn(parameter: string, text: string | undefined, allowed: readonly string[]): string[] | undefined {
  const names = text?.split(',');
  const unknown = names?.find((name) => !allowed.includes(name));
  if (unknown === undefined) return names;
  throw invalid(parameter, 'invalid_enum', `${unknown} is none of ${[...allowed].sort().join(', ')}`);
}

/** The refusal of one query parameter. */
export function invalid(parameter: string, code: string, message: string): ServiceError {
  return new ServiceError('invalid_parameter', `Invalid parameter: ${parameter}.`, {
    details: [{ field: parameter, code, message }],
  });
}
