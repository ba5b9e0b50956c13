import { randomBytes, randomInt, scrypt as scryptWithCallback } from 'node:crypto';
import { promisify } from 'node:util';

const scrypt = promisify<string, Buffer, number, { N: number; r: number; p: number }, Buffer>(scryptWithCallback);

const COUNT = 10;
/** Without I, L, O and U, which are misread or spell words (Crockford's Base32): 60 bits in twelve. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUPS = 3;
const GROUP = 4;
/** 60 bits need less stretching than a password: 4 MiB and about 10 ms (NIST SP 800-63B section 5.1.2.2 asks for a salt and some). */
const COST = { N: 2 ** 12, r: 8, p: 1 };

export interface RecoveryCodes {
  /** In groups of four, for people. Shown once. */
  codes: string[];
  salt: Buffer;
  hashes: Buffer[];
}

export async function newRecoveryCodes(): Promise<RecoveryCodes> {
  const salt = randomBytes(16);
  const codes = Array.from({ length: COUNT }, newCode);
  return { codes, salt, hashes: await Promise.all(codes.map((code) => hashRecoveryCode(code, salt))) };
}

/** Written with or without dashes and spaces, in small or capital letters, with O for 0 and I or L for 1. */
export function hashRecoveryCode(code: string, salt: Buffer): Promise<Buffer> {
  const plain = code.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return scrypt(plain.slice(0, 64), salt, 32, COST);
}

function newCode(): string {
  const letters = Array.from({ length: GROUPS * GROUP }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return letters.match(new RegExp(`.{${GROUP}}`, 'g'))!.join('-');
}
