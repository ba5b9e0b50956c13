import { describe, expect, it } from 'vitest';
import { chooseLanguage, formatWait } from './i18n.ts';

describe('chooseLanguage', () => {
  it.each([
    [{}, 'en'],
    [{ acceptLanguage: 'it' }, 'it'],
    [{ acceptLanguage: 'it-CH, en;q=0.9' }, 'it'],
    [{ acceptLanguage: 'en;q=0.3, it;q=0.8' }, 'it'],
    [{ acceptLanguage: 'fr-FR, de;q=0.9, IT-it;q=0.2' }, 'it'],
    [{ acceptLanguage: 'fr, *' }, 'en'],
    [{ acceptLanguage: 'it;q=0, fr' }, 'en'],
    [{ acceptLanguage: 'it;q=oops, ,;;' }, 'en'],
    [{ acceptLanguage: 'item' }, 'en'],
    [{ cookie: 'it', acceptLanguage: 'en' }, 'it'],
    [{ cookie: 'xx', acceptLanguage: 'it' }, 'it'],
    [{ uiLocales: 'fr it-IT en', cookie: 'en' }, 'it'],
    [{ uiLocales: 'fr', cookie: 'it' }, 'it'],
    [{ uiLocales: '', cookie: '', acceptLanguage: '' }, 'en'],
  ] as const)('%j -> %s', (wishes, language) => {
    expect(chooseLanguage(wishes)).toBe(language);
  });
});

describe('formatWait', () => {
  it.each([
    [1, 'en', '1 second'],
    [39.2, 'en', '40 seconds'],
    [59.2, 'en', '1 minute'],
    [60, 'en', '1 minute'],
    [61, 'it', '2 minuti'],
    [300, 'en', '5 minutes'],
  ] as const)('%s s in %s is %s', (seconds, language, words) => {
    expect(formatWait(seconds, language)).toBe(words);
  });
});
