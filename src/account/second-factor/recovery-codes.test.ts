import { describe, expect, test } from 'vitest';
import { hashRecoveryCode, newRecoveryCodes } from './recovery-codes.ts';

describe('recovery codes', async () => {
  const { codes, salt, hashes } = await newRecoveryCodes();

  test('are ten different ones, in groups that can be read out', () => {
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
  });

  test('are stored as what cannot be read back, and belong to their salt', async () => {
    const stored = Buffer.concat([salt, ...hashes]).toString('latin1');
    for (const code of codes) expect(stored).not.toContain(code.replaceAll('-', ''));
    expect(await hashRecoveryCode(codes[0]!, salt)).toEqual(hashes[0]);
    expect(await hashRecoveryCode(codes[0]!, Buffer.alloc(16))).not.toEqual(hashes[0]);
    const again = await newRecoveryCodes();
    expect(again.salt).not.toEqual(salt);
    expect(again.codes).not.toContain(codes[0]);
  });

  test.each([
    ['in small letters', (code: string) => code.toLowerCase()],
    ['without dashes', (code: string) => code.replaceAll('-', '')],
    ['with spaces', (code: string) => ` ${code.replaceAll('-', ' ')} `],
    ['with o and l for 0 and 1', (code: string) => code.replaceAll('0', 'o').replaceAll('1', 'l')],
  ])('may be typed %s', async (_how, write) => {
    for (const [index, code] of codes.entries())
      expect(await hashRecoveryCode(write(code), salt)).toEqual(hashes[index]);
  });

  test('differ in every letter', async () => {
    const [code = ''] = codes;
    const changed = (code.startsWith('0') ? '2' : '0') + code.slice(1);
    expect(await hashRecoveryCode(changed, salt)).not.toEqual(hashes[0]);
  });
});
