import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import { pageContext } from './page-context.ts';

const request = (url: string, headers: Record<string, string> = {}) => ({ url, headers }) as unknown as IncomingMessage;
const italian = { 'accept-language': 'it' };

describe('the language of a page', () => {
  test.each([
    ['the address first', request('/?ui_locales=en', { ...italian, cookie: 'corsia_language=it' }), 'it', 'en'],
    ['then an earlier choice', request('/', { ...italian, cookie: 'a=b; corsia_language=en; c=d' }), 'it', 'en'],
    ['then what the application asked for', request('/', italian), 'en', 'en'],
    ['then the browser', request('/', italian), undefined, 'it'],
    ['a cookie of another name is none', request('/', { cookie: 'not_corsia_language=it' }), undefined, 'en'],
  ])('%s', (_what, incoming, requested, language) => {
    expect(pageContext(incoming, false, '/', requested).language).toBe(language);
  });

  test.each(['//', '/%', '/\\', '?', '*', ''])('an address like %j is no reason to fail', (url) => {
    expect(pageContext(request(url), true)).toEqual({ path: url, sandbox: true, language: 'en' });
  });
});
