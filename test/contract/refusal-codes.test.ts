import { expect, test } from 'vitest';
import { STATUS_BY_CODE } from '../../src/platform/errors.ts';
import { raisedCodes, testTexts, untested } from './refusal-codes.ts';

const tests = testTexts('refusal-codes.test.ts');

test('every code that the API refuses with is in a test', () => {
  const codes = raisedCodes();
  expect(codes.length).toBeGreaterThan(75);
  for (const known of ['slot_taken', 'too_many', 'out_of_order', 'nonexistent_local_time', 'cash_not_traceable'])
    expect(codes).toContain(known);
  expect(untested(codes, tests)).toEqual([]);
});

test('so is every code of a conflict and of a broken rule', () => {
  const codes = Object.entries(STATUS_BY_CODE).filter(([, status]) => status === 409 || status === 422);
  expect(codes.length).toBeGreaterThan(8);
  expect(
    untested(
      codes.map(([code]) => code),
      tests,
    ),
  ).toEqual([]);
});

test.each([
  ["throw new ServiceError('planted_refusal', 'text')", 'planted_refusal'],
  ["details: [{ field: 'q', code: 'planted_detail', message }]", 'planted_detail'],
  ["throw broken('start', 'planted_rule', 'must')", 'planted_rule'],
  ["throw broken(`lines.0`, 'planted_line')", 'planted_line'],
  ["throw invalid(field, 'planted_field', 'must')", 'planted_field'],
  ["const code = twice ? 'slot_taken' : 'planted_time';", 'planted_time'],
  ["throw broken('start', 'sown')", 'sown'],
])('a code that no test knows is found: %s', (source, code) => {
  expect(untested(raisedCodes([source]), tests)).toEqual([code]);
});
