import { describe, expect, test } from 'vitest';
import { hashPassword, verifyPassword } from './password.ts';

const hash = await hashPassword('corretto cavallo');

describe('a password', () => {
  test('is verified against its hash', async () => {
    expect(await verifyPassword('corretto cavallo', hash)).toBe(true);
  });

  test.each(['corretto cavallO', 'corretto cavallo ', ''])('%j is another one', async (other) => {
    expect(await verifyPassword(other, hash)).toBe(false);
  });

  test('is the same however its characters are composed', async () => {
    const composed = await hashPassword('perch\u00e9 no');
    expect(await verifyPassword('perche\u0301 no', composed)).toBe(true);
  });
});

describe('a hash', () => {
  test('names its costs, so that they can rise later', () => {
    expect(hash).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$[\w-]{22}\$[\w-]{43}$/);
  });

  test('has a salt of its own', async () => {
    expect(await hashPassword('corretto cavallo')).not.toBe(hash);
  });

  test('of other costs is still verified: the vector of RFC 7914 section 12', async () => {
    const salt = Buffer.from('NaCl').toString('base64url');
    const derived = Buffer.from('fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162', 'hex');
    const vector = `$scrypt$ln=10,r=8,p=16$${salt}$${derived.toString('base64url')}`;
    expect(await verifyPassword('password', vector)).toBe(true);
    expect(await verifyPassword('Password', vector)).toBe(false);
  });

  test.each([undefined, '', 'corretto cavallo', '$2b$10$abcdefghijklmnopqrstuv', '$scrypt$ln=15,r=8,p=3$salt'])(
    'that is none (%j) matches no password',
    async (stored) => {
      expect(await verifyPassword(stored ?? 'anything', stored)).toBe(false);
    },
  );
});
