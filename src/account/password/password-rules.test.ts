import { expect, test } from 'vitest';
import { passwordProblem } from './password-rules.ts';

const GIULIA = { email: 'giulia.bianchi@aurora.example', name: 'Giulia Bianchi' };

test.each([
  ['seven77', 'too-short'],
  // Seven code points, fourteen UTF-16 units.
  ['🐴🔋📎🐴🔋📎🐴', 'too-short'],
  // NFKC takes a full-width letter and its narrow form for one; a combining accent joins its letter.
  ['e\u0301'.repeat(7), 'too-short'],
  [`${'x9'.repeat(128)}y`, 'too-long'],
  ['password', 'common'],
  ['PassWord', 'common'],
  ['ｐａｓｓｗｏｒｄ', 'common'],
  ['12345678', 'common'],
  ['zzzzzzzzzzzz', 'common'],
  ['ababababab', 'common'],
  ['hgfedcba', 'common'],
  ['giulia.bianchi@aurora.example', 'about-you'],
  ['Giulia2026'.replace('2026', '99!'), 'about-you'],
  ['bianchigiulia', 'about-you'],
  ['Corsia123', 'about-you'],
  ['corsiacorsia1', 'about-you'],
])('%j is refused: %s', async (password, problem) => {
  expect(await passwordProblem(password, GIULIA)).toBe(problem);
});

test.each([
  'un cavallo e una pila',
  'tQ7-vbrk',
  '🐴🔋📎🐴🔋📎🐴🎈',
  'giulia ama il mare d’inverno',
  `${'y'.repeat(127)}${'x'.repeat(129)}`,
])('%j is taken', async (password) => {
  expect(await passwordProblem(password, GIULIA)).toBeUndefined();
});

test('somebody without a name may still choose', async () => {
  expect(await passwordProblem('tQ7-vbrk', { email: 'a@b.example', name: '' })).toBeUndefined();
});
