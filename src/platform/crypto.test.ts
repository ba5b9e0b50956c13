import { describe, expect, test } from 'vitest';
import { createSealer, sha256 } from './crypto.ts';

const sealer = createSealer('a secret of the installation, long enough');

describe('a sealer', () => {
  test('gives back what it sealed, for the same context', () => {
    const text = 'private — né cifrato né perso 🗝';
    expect(sealer.unseal(sealer.seal(text, 'Session'), 'Session')).toBe(text);
    expect(sealer.unseal(sealer.seal('', 'Session'), 'Session')).toBe('');
  });

  test('opens what another process sealed with the same secret', () => {
    const other = createSealer('a secret of the installation, long enough');
    expect(other.unseal(sealer.seal('text', 'key-1'), 'key-1')).toBe('text');
  });

  test('never seals the same text to the same bytes, and shows nothing of it', () => {
    const [first, second] = [sealer.seal('the text', 'x'), sealer.seal('the text', 'x')];
    expect(first.equals(second)).toBe(false);
    expect(first.includes('the text')).toBe(false);
  });

  test.each([
    ['for another context', () => sealer.unseal(sealer.seal('text', 'RefreshToken'), 'Session')],
    ['with another secret', () => createSealer('another').unseal(sealer.seal('text', 'Session'), 'Session')],
    ['empty', () => sealer.unseal(Buffer.alloc(0), 'Session')],
  ])('refuses what was sealed %s', (_what, unseal) => {
    expect(unseal).toThrow();
  });

  test('refuses every single changed byte and every shortened text', () => {
    const sealed = sealer.seal('text', 'Session');
    for (let index = 0; index < sealed.length; index++) {
      const changed = Buffer.from(sealed);
      changed[index]! ^= 1;
      expect(() => sealer.unseal(changed, 'Session'), `byte ${index}`).toThrow();
    }
    for (let length = sealed.length - 'text'.length; length < sealed.length; length++) {
      expect(() => sealer.unseal(sealed.subarray(0, length), 'Session'), `cut to ${length}`).toThrow();
    }
  });
});

test('sha256 is that of FIPS 180-4, of the text in UTF-8', () => {
  expect(sha256('abc').toString('hex')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(sha256('è')).toEqual(sha256(Buffer.from([0xc3, 0xa8]).toString()));
});
