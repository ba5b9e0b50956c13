import { describe, expect, it } from 'vitest';
import { isWebAddress, redirectUriProblem } from './redirect-uris.ts';

describe('a redirect address', () => {
  it.each([
    ['web', 'https://app.example/callback'],
    ['web', 'https://app.example/callback?tool=1'],
    ['web', 'http://localhost:3000/callback'],
    ['web', 'http://[::1]/callback'],
    ['native', 'http://127.0.0.1/callback'],
    ['native', 'https://app.example/callback'],
    ['native', 'com.example.app:/callback'],
  ] as const)('of %s may be %s', (kind, uri) => {
    expect(redirectUriProblem(uri, kind)).toBeUndefined();
  });

  it.each([
    ['web', '/callback', 'not-absolute'],
    ['web', 'app.example/callback', 'not-absolute'],
    ['web', 'https://', 'not-absolute'],
    ['web', 'https://app.example/a b', 'not-absolute'],
    ['web', 'https://app.example/\u202e', 'not-absolute'],
    ['web', `https://app.example/${'a'.repeat(500)}`, 'too-long'],
    ['web', 'https://app.example/callback#', 'fragment'],
    ['web', 'https://*.app.example/callback', 'wildcard'],
    ['web', 'https://me:secret@app.example/', 'credentials'],
    ['web', 'http://app.example/callback', 'needs-https'],
    ['web', 'http://localhost.evil.example/', 'needs-https'],
    ['web', 'com.example.app:/callback', 'custom-scheme'],
    ['web', 'javascript:alert(1)', 'custom-scheme'],
    ['native', 'javascript:alert(1)', 'scheme-name'],
    ['native', 'myapp:/callback', 'scheme-name'],
    ['native', 'https://localhost/callback', 'loopback-https'],
  ] as const)('of %s is not %s: %s', (kind, uri, problem) => {
    expect(redirectUriProblem(uri, kind)).toBe(problem);
  });
});

it('pages are https, or on this computer', () => {
  expect(['https://a.example/', 'http://localhost:3000/privacy'].every(isWebAddress)).toBe(true);
  expect(['http://a.example/', 'javascript:alert(1)', 'a.example', 'data:text/html,x', ''].some(isWebAddress)).toBe(
    false,
  );
});
