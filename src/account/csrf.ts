import { createHmac, timingSafeEqual } from 'node:crypto';

/** Form tokens that only our own pages can hold: an HMAC of what the form belongs to. */
export interface FormTokens {
  tokenFor(subject: string): string;
  isValid(token: unknown, subject: string): boolean;
}

export function createFormTokens(key: string): FormTokens {
  const tokenFor = (subject: string) => createHmac('sha256', key).update(`form ${subject}`).digest('base64url');
  return {
    tokenFor,
    isValid(token, subject) {
      const expected = Buffer.from(tokenFor(subject));
      const given = Buffer.from(String(token));
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
}
