import { createHmac, timingSafeEqual } from 'node:crypto';

/** Form tokens that only our own pages can hold: an HMAC of what the form belongs to. */
export interface FormTokens {
  tokenFor(subject: string): string;
  isValid(token: unknown, subject: string): boolean;
}

/** @param keys newest first: it makes the tokens, all are accepted, so that open forms outlive a change of keys */
export function createFormTokens(keys: readonly string[]): FormTokens {
  const digest = (key: string, subject: string) =>
    createHmac('sha256', key).update(`form ${subject}`).digest('base64url');
  return {
    tokenFor: (subject) => digest(keys[0]!, subject),
    isValid(token, subject) {
      const given = Buffer.from(String(token));
      return keys.some((key) => {
        const expected = Buffer.from(digest(key, subject));
        return given.length === expected.length && timingSafeEqual(given, expected);
      });
    },
  };
}
