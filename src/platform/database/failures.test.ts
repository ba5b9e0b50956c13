import { describe, expect, test } from 'vitest';
import { ServiceError } from '../errors.ts';
import { asUnavailable, violatedConstraint } from './failures.ts';

const failure = (code: string | undefined, message = 'failed', more: object = {}) =>
  Object.assign(new Error(message), { code, ...more });

describe('failures that another try may cure', () => {
  test.each([
    ['08006', 'connection failure'],
    ['53300', 'too many connections'],
    ['57P01', 'administrator shut down'],
    ['57P03', 'cannot connect now'],
    ['57014', 'statement timeout'],
    ['40001', 'could not serialize'],
    ['40P01', 'deadlock'],
    ['55P03', 'lock not available'],
    ['25P03', 'idle in transaction'],
    ['ECONNREFUSED', 'refused'],
    ['ECONNRESET', 'reset'],
    ['ENOTFOUND', 'not found'],
    [undefined, 'timeout exceeded when trying to connect'],
    [undefined, 'Connection terminated unexpectedly'],
  ])('%s (%s) are 503', (code, message) => {
    const cause = failure(code, message);
    const error = asUnavailable(cause);
    expect(error).toBeInstanceOf(ServiceError);
    expect(error).toMatchObject({ code: 'unavailable', status: 503, headers: { 'retry-after': '5' }, cause });
    expect(error.message).not.toContain(message);
  });
});

test.each(['08P01', '23505', '42501', '42P01', '22008', 'EACCES', undefined])('%s stays what it is', (code) => {
  const error = failure(code);
  expect(asUnavailable(error)).toBe(error);
});

describe('a violated constraint', () => {
  test('is named for unique and exclusion constraints', () => {
    expect(violatedConstraint(failure('23505', '', { constraint: 'a_key' }))).toBe('a_key');
    expect(violatedConstraint(failure('23P01', '', { constraint: 'no_overlap' }))).toBe('no_overlap');
  });

  test.each([failure('23503', '', { constraint: 'a_fk' }), failure('40001'), new Error('x'), undefined, null, 'text'])(
    'is not found in %s',
    (error) => {
      expect(violatedConstraint(error)).toBeUndefined();
    },
  );
});
