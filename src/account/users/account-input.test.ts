import { describe, expect, test } from 'vitest';
import { cleanEmail, cleanName } from './account-input.ts';

describe('a name', () => {
  test.each([
    ['  Giulia   Bianchi ', 'Giulia Bianchi'],
    ['Jose\u0301', 'José'],
    ['O’Neill-D’Angelo', 'O’Neill-D’Angelo'],
  ])('%j is kept as %j', (typed, name) => expect(cleanName(typed)).toBe(name));

  test.each(['', '  ', 'a'.repeat(101), 'a\0b', 'a\u0007b', '\ud800'])('%j is none', (typed) =>
    expect(cleanName(typed)).toBeUndefined(),
  );

  test('cannot hold a line end, which would end a header of a mail', () =>
    expect(cleanName('Giulia\r\nBcc: a@b.example')).toBe('Giulia Bcc: a@b.example'));
});

describe('an e-mail address', () => {
  test.each([
    [' Giulia@Aurora.Example ', 'giulia@aurora.example'],
    ["o'neill+clinic@a-b.example", "o'neill+clinic@a-b.example"],
    ['perché@città.example', 'perché@città.example'],
  ])('%j is compared as %j', (typed, email) => expect(cleanEmail(typed)).toBe(email));

  test.each([
    '',
    'giulia',
    'giulia@aurora',
    '@aurora.example',
    'giulia@aurora..example',
    'giulia bianchi@aurora.example',
    'giulia@aurora.example,other@aurora.example',
    'giulia@aurora.example\nBcc: other@aurora.example',
    '<giulia@aurora.example>',
    'a\0@aurora.example',
    `${'a'.repeat(250)}@b.example`,
  ])('%j is none', (typed) => expect(cleanEmail(typed)).toBeUndefined());
});
