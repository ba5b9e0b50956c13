import { describe, expect, test } from 'vitest';
import { createFormTokens } from './csrf.ts';

const tokens = createFormTokens(['a cookie key with more than thirty-two characters']);

describe('a form token', () => {
  test('is valid for what it was made for, in every process with the same key', () => {
    const token = tokens.tokenFor('interaction-1');
    expect(tokens.isValid(token, 'interaction-1')).toBe(true);
    expect(
      createFormTokens(['a cookie key with more than thirty-two characters']).isValid(token, 'interaction-1'),
    ).toBe(true);
  });

  test.each([
    ['for something else', tokens.tokenFor('interaction-2')],
    ['of another key', createFormTokens(['another key']).tokenFor('interaction-1')],
    ['cut short', tokens.tokenFor('interaction-1').slice(0, -1)],
    ['in a list', [tokens.tokenFor('interaction-1'), tokens.tokenFor('interaction-1')]],
    ['empty', ''],
    ['absent', undefined],
    ['no text', { xsrf: true }],
  ])('%s is not', (_what, token) => {
    expect(tokens.isValid(token, 'interaction-1')).toBe(false);
  });
});

test('a form that was open while the key changed is still accepted, and its old key makes no new tokens', () => {
  const old = createFormTokens(['the old key']);
  const rotated = createFormTokens(['the new key', 'the old key']);
  expect(rotated.isValid(old.tokenFor('interaction-1'), 'interaction-1')).toBe(true);
  expect(old.isValid(rotated.tokenFor('interaction-1'), 'interaction-1')).toBe(false);
});
