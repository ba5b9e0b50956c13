import { describe, expect, test } from 'vitest';
import { newTotpSecret, stepOfCode, totpAddress } from './totp.ts';

/** The ASCII secret `12345678901234567890` of RFC 6238 appendix B. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('RFC 6238 appendix B, SHA-1, the last six of its eight digits', () => {
  test.each([
    [59, '287082', 0x1],
    [1111111109, '081804', 0x23523ec],
    [1111111111, '050471', 0x23523ed],
    [1234567890, '005924', 0x273ef07],
    [2000000000, '279037', 0x3f940aa],
    [20000000000, '353130', 0x27bc86aa],
  ])('at %d seconds %s is the code', (seconds, code, step) => {
    expect(stepOfCode(SECRET, code, seconds * 1000)).toBe(step);
  });
});

describe('a code', () => {
  const at = (seconds: number) => stepOfCode(SECRET, '050471', seconds * 1000);
  const first = 0x23523ed * 30;

  test('is good for a step more on both sides, and no longer', () => {
    expect(at(first - 31)).toBeUndefined();
    expect(at(first - 30)).toBe(0x23523ed);
    expect(at(first + 59)).toBe(0x23523ed);
    expect(at(first + 60)).toBeUndefined();
  });

  test.each(['', '05047', '0504710', '05047a', '٠٥٠٤٧١', '050471\n'])('%j is none', (code) => {
    expect(stepOfCode(SECRET, code, first * 1000)).toBeUndefined();
  });
});

test('a secret has 160 bits and is a new one each time', () => {
  expect(newTotpSecret()).toMatch(/^[A-Z2-7]{32}$/);
  expect(new Set(Array.from({ length: 50 }, newTotpSecret)).size).toBe(50);
});

test('the address names issuer, account and parameters (Key URI Format)', () => {
  const url = new URL(totpAddress(SECRET, 'giulia+prova@clinica.example'));
  expect(`${url.protocol}//${url.host}`).toBe('otpauth://totp');
  expect(decodeURIComponent(url.pathname)).toBe('/Corsia:giulia+prova@clinica.example');
  expect(Object.fromEntries(url.searchParams)).toEqual({
    issuer: 'Corsia',
    secret: SECRET,
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  });
});
