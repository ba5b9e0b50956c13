import type { ErrorCode } from '../../platform/errors.ts';
import type { Language } from '../../platform/i18n.ts';
import { errorsEn } from './error-texts.en.ts';
import { errorsIt } from './error-texts.it.ts';

export interface ErrorText {
  meaning: string;
  /** What the caller does about it. */
  action: string;
}

/** What each code means and what to do about it; a code without words does not compile. */
export const errorTexts: Record<Language, Record<ErrorCode, ErrorText>> = { en: errorsEn, it: errorsIt };
