import { describe, expect, it } from 'vitest';
import { type SignInPage, signInPage } from './sign-in.page.ts';

const render = (changes: Partial<SignInPage> = {}) =>
  String(
    signInPage({
      context: { language: 'en', path: '/interaction/x?a=1', sandbox: false },
      action: '/interaction/x/sign-in',
      csrfToken: 'token',
      ...changes,
    }),
  );
const focused = (page: string) => page.match(/id="([\w-]+)"[^>]* autofocus/)?.[1];

describe('the sign-in page', () => {
  it('tells password managers what its fields are', () => {
    expect(render()).toMatch(/type="email" id="email" name="email" autocomplete="username"/);
    expect(render()).toMatch(/type="password" id="password" name="password" autocomplete="current-password"/);
  });

  it('puts the cursor where typing goes on', () => {
    expect(focused(render())).toBe('email');
    expect(focused(render({ email: 'a@b.test' }))).toBe('password');
    expect(focused(render({ email: 'a@b.test', problem: { kind: 'wrong-credentials' } }))).toBe('password');
    expect(focused(render({ email: 'a@b.test', problem: { kind: 'missing', fields: ['password'] } }))).toBe(
      'error-summary',
    );
  });

  it('keeps the e-mail', () => {
    expect(render({ email: 'a@b.test', problem: { kind: 'wrong-credentials' } })).toContain('value="a@b.test"');
  });

  it('ties each error to its field', () => {
    const page = render({ problem: { kind: 'missing', fields: ['password'] } });
    expect(page).toContain('<title>Error: Sign in · Corsia</title>');
    expect(page).toContain('<a href="#password">Enter the password</a>');
    expect(page).toMatch(/id="password"[^>]* aria-invalid="true" aria-describedby="password-error"/);
    expect(page).not.toMatch(/id="email"[^>]* aria-invalid/);
  });

  it('says how long to wait', () => {
    expect(render({ problem: { kind: 'throttled', retryAfterSeconds: 61 } })).toContain('Try again in 2 minutes.');
  });

  it('switches language on the same page', () => {
    expect(render()).toContain('href="/interaction/x?a=1&amp;ui_locales=it" lang="it" hreflang="it"');
    const elsewhere = render({ context: { language: 'it', path: '//evil.example/x', sandbox: false } });
    expect(elsewhere).not.toContain('evil.example');
  });
});
