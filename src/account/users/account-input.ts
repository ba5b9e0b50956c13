import { findUnstorableText } from '../../platform/http/text.ts';

const LONGEST_NAME = 100;
/** RFC 5321 section 4.5.3.1.3, without the brackets. */
const LONGEST_EMAIL = 254;

/** A person's name as it is kept: one line, single spaces. @returns undefined when it is none */
export function cleanName(typed: string): string | undefined {
  const name = typed.normalize('NFC').replace(/\s+/g, ' ').trim();
  const fits = name.length > 0 && name.length <= LONGEST_NAME;
  return fits && findUnstorableText(name) === undefined && !/\p{Cc}/u.test(name) ? name : undefined;
}

/** An address that a mail can be sent to, in the form in which it is compared. @returns undefined when it is none */
export function cleanEmail(typed: string): string | undefined {
  const email = typed.trim().toLowerCase();
  if (email.length > LONGEST_EMAIL || findUnstorableText(email) !== undefined) return undefined;
  return /^[^\s@"(),:;<>[\]\\\p{Cc}]+@[^\s@"(),:;<>[\]\\\p{Cc}.]+(\.[^\s@"(),:;<>[\]\\\p{Cc}.]+)+$/u.test(email)
    ? email
    : undefined;
}
