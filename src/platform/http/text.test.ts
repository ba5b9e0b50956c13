import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findMisencodedParameter, findUnstorableText } from './text.ts';

describe('unstorable text', () => {
  test.each([
    ['a NUL', { a: 'x\0y' }, 'a'],
    ['an unpaired high surrogate', { a: '\ud800' }, 'a'],
    ['an unpaired low surrogate', { a: 'x\udc00y' }, 'a'],
    ['surrogates in the wrong order', { a: '\udc00\ud800' }, 'a'],
    ['one in an object in an array', { a: [{ b: 'fine' }, { b: { c: '\0' } }] }, 'a.1.b.c'],
    ['one in a name', { a: { 'b\0': 1 } }, 'a.b\0'],
    ['the first of several', { a: 'fine', b: '\0', c: '\0' }, 'b'],
    ['a text of its own', '\0', ''],
  ])('%s is found', (_name, value, path) => {
    expect(findUnstorableText(value)).toBe(path);
  });

  test.each([
    ['pairs of surrogates', { a: '𝒳😀' }],
    ['control characters', { a: '\u0001\t\n\u007f' }],
    ['characters that are none', { a: '\ufffe\uffff\u{10ffff}' }],
    ['no text', { a: 1, b: null, c: true, d: [], e: {}, f: undefined }],
    ['an object without a prototype', Object.assign(Object.create(null), { a: 'b' })],
    ['null', null],
  ])('%s can be stored', (_name, value) => {
    expect(findUnstorableText(value)).toBeUndefined();
  });

  test('is never found in well-formed text without NUL', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), (value) => {
        fc.pre(!JSON.stringify(value).includes('\\u0000'));
        expect(findUnstorableText(value)).toBeUndefined();
      }),
    );
  });
});

describe('misencoded parameters', () => {
  test.each([
    ['/a?q=%', 'q'],
    ['/a?q=%z1', 'q'],
    ['/a?limit=1&q=%E0%A4&x=1', 'q'],
    ['/a?q=%ED%A0%80', 'q'],
    ['/a?q=%C3%28', 'q'],
    ['/a?q=%c0%80', 'q'],
    ['/a?%ff=1', '%ff'],
    ['/a?%ff', '%ff'],
  ])('%s: %s', (url, parameter) => {
    expect(findMisencodedParameter(url)).toBe(parameter);
  });

  test.each(['/a', '/a?', '/a?q=1', '/a?q=%C3%A0+%F0%9F%98%80', '/a?q=%00', '/a%ff', '/%ff?q=1', '/a?q=a%26b%3Dc'])(
    '%s has none',
    (url) => {
      expect(findMisencodedParameter(url)).toBeUndefined();
    },
  );

  test('are never found in what a browser encodes', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' })), (parameters) => {
        expect(findMisencodedParameter(`/a?${new URLSearchParams(parameters)}`)).toBeUndefined();
      }),
    );
  });
});
