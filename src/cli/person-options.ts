import { cleanEmail, cleanName } from '../account/users/account-input.ts';
import { UsageError } from './command.ts';

/** @throws UsageError for what no mail can be sent to */
export function readEmail(option: string, typed: string | undefined): string {
  if (!typed) throw new UsageError(`${option} is needed.`);
  const email = cleanEmail(typed);
  if (!email) throw new UsageError(`${option} must be an e-mail address, not "${typed}".`);
  return email;
}

/** A name of a person or a clinic, in one line. @throws UsageError */
export function readName(option: string, typed: string | undefined): string {
  if (!typed) throw new UsageError(`${option} is needed.`);
  const name = cleanName(typed);
  if (!name) throw new UsageError(`${option} must be a name of at most 100 characters.`);
  return name;
}

/** @throws UsageError */
export function readLanguage(typed: string): 'en' | 'it' {
  if (typed === 'en' || typed === 'it') return typed;
  throw new UsageError('--language is en or it.');
}
