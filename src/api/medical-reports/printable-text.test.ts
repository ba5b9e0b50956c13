import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toPrintable } from './printable-text.ts';

test.each([
  ['Perché “no”? 5 € — però sì', 'Perché “no”? 5 € — però sì'],
  ['Łukasz Țîrlea, Đorđe Şahin', 'Lukasz Tîrlea, Dorde Sahin'],
  ['T ≥ 38 °C → antipiretico', 'T >= 38 °C -> antipiretico'],
  ['10 μg di β-bloccante, 5 m²', '10 µg di beta-bloccante, 5 m²'],
  ['H₂O, ½ compressa, ⅓', 'H2O, ½ compressa, 1/3'],
  ['una\r\nriga\te', 'una\nriga    e'],
  ['e\u0301', 'é'],
])('%s is shown as %s', (text, printable) => {
  expect(toPrintable(text)).toBe(printable);
});

test.each(['正常', 'Иван', '🙂', '\u0007', 'a\u0000'])('%s cannot be shown, which is told', (text) => {
  expect(toPrintable(text)).toBeUndefined();
});

test('whatever is shown is encoded in one byte for each character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const printable = toPrintable(text);
      fc.pre(printable !== undefined);
      expect(printable).toMatch(/^[\n\x20-\x7e\xa0-\xff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]*$/);
      expect(toPrintable(printable!)).toBe(printable);
    }),
  );
});
