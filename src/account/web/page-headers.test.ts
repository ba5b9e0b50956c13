import { describe, expect, test } from 'vitest';
import { formTargetOf, pageHeaders } from './page-headers.ts';

describe('where a form may lead', () => {
  test.each([
    ['https://app.example/callback?a=b', ['https://app.example']],
    ['http://127.0.0.1:49152/callback', ['http://127.0.0.1:49152']],
    ['http://localhost/callback', ['http://localhost']],
    ['http://[::1]:49152/callback', ['http:']],
    ['it.example.app:/callback', ['it.example.app:']],
    ['https://perché.example/', ['https://xn--perch-fsa.example']],
    [undefined, []],
    ['no address', []],
    ['https://a;script-src/', []],
    ['https://a,b/', []],
  ])('%s -> %j', (redirectUri, targets) => {
    expect(formTargetOf(redirectUri)).toEqual(targets);
  });

  test('is the page itself, and what is named', () => {
    expect(pageHeaders()['content-security-policy']).toContain("form-action 'self';");
    expect(pageHeaders(['https://app.example'])['content-security-policy']).toContain(
      "form-action 'self' https://app.example;",
    );
  });
});
