import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allowedVersions, matchesAny } from './preconditions.ts';

describe('If-None-Match', () => {
  test.each([
    ['"1"', '"1"'],
    ['W/"1"', '"1"'],
    ['"1"', 'W/"1"'],
    ['W/"1"', 'W/"1"'],
    ['"0", "1"', '"1"'],
    ['"0" ,W/"1" , "2"', '"1"'],
    ['*', '"1"'],
    [' * ', 'W/"1"'],
  ])('%s matches %s', (ifNoneMatch, etag) => {
    expect(matchesAny(ifNoneMatch, etag)).toBe(true);
  });

  test.each([
    ['"2"', '"1"'],
    ['"11"', '"1"'],
    ['1', '"1"'],
    ['""', '"1"'],
    ['', '"1"'],
    ['w/"1"', '"1"'],
    ['"*"', '"1"'],
  ])('%s does not match %s', (ifNoneMatch, etag) => {
    expect(matchesAny(ifNoneMatch, etag)).toBe(false);
  });
});

describe('If-Match', () => {
  test.each([
    [undefined, undefined],
    ['*', undefined],
    [' * ', undefined],
    ['"3"', [3]],
    ['W/"3"', [3]],
    ['"3", "4" ,W/"5"', [3, 4, 5]],
    ['"03"', [3]],
    ['', [Number.NaN]],
    ['3', [Number.NaN]],
    ['"x"', [Number.NaN]],
    ['"3', [Number.NaN]],
    ['"3x", "4"', [Number.NaN, 4]],
    ['"-3"', [Number.NaN]],
    ['"3.0"', [Number.NaN]],
  ])('%s allows %j', (ifMatch, versions) => {
    expect(allowedVersions(ifMatch)).toEqual(versions && new Set(versions));
  });

  test('what is no entity tag never allows any version', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), fc.nat(), (text, version) => {
        fc.pre(!text.includes('"') && text.trim() !== '*');
        expect(allowedVersions(text)!.has(version)).toBe(false);
      }),
    );
  });
});
