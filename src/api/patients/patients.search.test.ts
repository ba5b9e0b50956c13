import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { prefixEnd, searchKeysOf, toE164, wordsOf } from './patients.search.ts';

/** The order of `collate "C"`. */
const inBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

describe('words', () => {
  test.each([
    ['Mario Rossi', ['mario', 'rossi']],
    ["D'Alò", ['d', 'alo']],
    ['D’Alò', ['d', 'alo']],
    ['  Ruíz-Zyxwv,  Ana  ', ['ruiz', 'zyxwv', 'ana']],
    ['Nicolo\u0300', ['nicolo']],
    ['ÇAĞLAR Işık', ['caglar', 'isık']],
    ['İSTANBUL', ['istanbul']],
    ['Ⅷ ﬁn', ['viii', 'fin']],
    ['李四 Ольга', ['李四', 'ольга']],
    ["!?'", []],
    ['', []],
  ])('%j', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  test('do not depend on how accents are written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
        expect(wordsOf(text.normalize('NFD'))).toEqual(wordsOf(text.normalize('NFC')));
      }),
    );
  });

  test('of words are the words themselves', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
        expect(wordsOf(wordsOf(text).join(' '))).toEqual(wordsOf(text));
      }),
    );
  });
});

describe('E.164', () => {
  test.each([
    ['06 12345678', '+390612345678'],
    ['333.123.45-67', '+393331234567'],
    ['+39 (06) 1234/5678', '+390612345678'],
    ['0039 06 12345678', '+390612345678'],
    ['+1 202-555-0100', '+12025550100'],
    ['001 202 555 0100', '+12025550100'],
    ['112', undefined],
    ['1234', '+391234'],
    ['+12345', undefined],
    ['+123456', '+123456'],
    ['+123456789012345', '+123456789012345'],
    ['+1234567890123456', undefined],
    ['+0612345678', undefined],
    ['000612345678', undefined],
    ['06+12345678', undefined],
    ['+', undefined],
    ['', undefined],
    ['six', undefined],
  ])('%j is %s', (text, number) => {
    expect(toE164(text)).toBe(number);
  });

  test('of an E.164 number is the number itself', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[+0-9 ()./-]{1,20}$/), (text) => {
        const number = toE164(text);
        if (number !== undefined) expect(toE164(number)).toBe(number);
      }),
    );
  });
});

describe('the range of a beginning', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'z', '0', 'ß', '李', 'ﬀ', '\u{10FFFE}'), maxLength: 5 });

  test('holds the words that begin with it, and no others', () => {
    fc.assert(
      fc.property(word, word, (prefix, other) => {
        const within = inBytes(other, prefix) >= 0 && inBytes(other, prefixEnd(prefix)) < 0;
        expect(within).toBe(other.startsWith(prefix));
        expect(inBytes(prefix + other, prefix) >= 0 && inBytes(prefix + other, prefixEnd(prefix)) < 0).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('keys', () => {
  test('hold everything that a patient is found by, once', () => {
    const keys = searchKeysOf({
      firstName: 'Anna Anna',
      lastName: "Dell'Orto",
      phone: '+3906123456',
      mobile: '+3906123456',
      email: 'Anna@Example.test',
      pec: 'anna@example.test',
      externalIds: [
        { system: 'his', value: '7' },
        { system: 'lab', value: '7' },
      ],
    });
    expect(keys.map(({ kind, key }) => `${kind} ${key}`).sort()).toEqual([
      'email anna@example.test',
      'external 7',
      'external his|7',
      'external lab|7',
      'family dell orto',
      'given anna anna',
      'name anna',
      'name dell',
      'name dellorto',
      'name orto',
      'phone +3906123456',
    ]);
  });

  test('are of the name alone when there is nothing else', () => {
    expect(searchKeysOf({ firstName: 'Li', lastName: '李' })).toEqual([
      { kind: 'name', key: 'li' },
      { kind: 'name', key: '李' },
      { kind: 'family', key: '李' },
      { kind: 'given', key: 'li' },
    ]);
    expect(searchKeysOf({ firstName: '-', lastName: '...' })).toEqual([]);
  });
});
