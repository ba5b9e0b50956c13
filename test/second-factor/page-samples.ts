import { passkeySignIn } from '../../src/account/pages/components/passkey-sign-in.ts';
import { passkeysCard, secondFactorCard } from '../../src/account/pages/components/security-cards.ts';
import { layout, type PageContext } from '../../src/account/pages/layout.ts';
import { messages } from '../../src/account/pages/messages.ts';
import { passkeyPage } from '../../src/account/pages/passkey.page.ts';
import { passkeyAddPage } from '../../src/account/pages/passkey-add.page.ts';
import { type SecondFactorProblem, secondFactorPage } from '../../src/account/pages/second-factor.page.ts';
import { recoveryCodesPage, renewCodesPage } from '../../src/account/pages/second-factor-codes.page.ts';
import { secondFactorRemovePage } from '../../src/account/pages/second-factor-remove.page.ts';
import { secondFactorSetUpPage } from '../../src/account/pages/second-factor-set-up.page.ts';
import { signInPage } from '../../src/account/pages/sign-in.page.ts';
import { type Html, html } from '../../src/platform/html.ts';
import type { Language } from '../../src/platform/i18n.ts';

const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const CODES = ['7K3M-9XWP-4TFD', 'QH2C-J8VN-0RZB', 'W5YS-1DGA-6EKM', 'ZP4X-T7QF-3HJC', 'N8VB-2RWY-9SDK'];

/** Two-step sign-in and passkeys in every state, by name. */
export function secondFactorSamples(
  language: Language,
  names: { application: string; person: string; email: string },
): (readonly [string, Html])[] {
  const target = { action: '/profile/security', csrfToken: 'Lk2mR8tYw0' };
  const at = (name: string): PageContext => ({ language, path: `/${name}`, sandbox: false });
  const person = { name: names.person, signOut: { ...target, action: '/sign-out' } };
  const inside = (name: string): PageContext => ({ ...at(name), person });
  const pending = html`<input type="hidden" name="pending" value="c2VhbGVk">`;
  const step = (name: string, problem?: SecondFactorProblem) =>
    [
      name,
      secondFactorPage({
        ...target,
        context: at(name),
        pending,
        ...(problem ? { problem } : { application: { name: names.application } }),
      }),
    ] as const;
  const setUp = (name: string, problem?: 'missing' | 'wrong' | 'expired') => {
    const address = `otpauth://totp/Corsia:${encodeURIComponent(names.email)}?issuer=Corsia&secret=${SECRET}`;
    const page = { ...target, context: inside(name), secret: SECRET, address, setUp: 'c2VhbGVk' };
    return [name, secondFactorSetUpPage({ ...page, ...(problem && { problem }) })] as const;
  };
  const codes = (name: string, reason: 'on' | 'renewed') => {
    const page = { context: inside(name), email: names.email, codes: [...CODES, ...CODES], reason };
    return [name, recoveryCodesPage(page)] as const;
  };
  const renew = (name: string, codesLeft: number) =>
    [name, renewCodesPage({ ...target, context: inside(name), codesLeft })] as const;
  const remove = (name: string, problem?: Parameters<typeof secondFactorRemovePage>[0]['problem']) =>
    [
      name,
      secondFactorRemovePage({ ...target, context: inside(name), email: names.email, ...(problem && { problem }) }),
    ] as const;
  const add = (name: string, problem?: Parameters<typeof passkeyAddPage>[0]['problem']) => {
    const page = { ...target, context: inside(name), optionsUrl: '/profile/security/passkeys/options' };
    return [name, passkeyAddPage({ ...page, ...(problem && { name: names.person, problem }) })] as const;
  };
  const change = (name: string, problem?: 'missing') =>
    [
      name,
      passkeyPage({ ...target, context: inside(name), name: names.application, ...(problem && { problem }) }),
    ] as const;
  const signIn = (name: string, problem: Parameters<typeof signInPage>[0]['problem']) => {
    const context = at(name);
    const control = passkeySignIn(context, target, { door: 'c2VhbGVk', optionsUrl: '/passkeys/options' });
    return [
      name,
      signInPage({ ...target, context, email: names.email, otherWays: [control], ...(problem && { problem }) }),
    ] as const;
  };
  return [
    step('second-factor'),
    step('second-factor-missing', { field: 'code', kind: 'missing' }),
    step('second-factor-wrong', { field: 'code', kind: 'wrong' }),
    step('second-factor-used', { field: 'code', kind: 'used' }),
    step('second-factor-throttled', { field: 'code', kind: 'throttled', retryAfterSeconds: 800 }),
    step('second-factor-recovery-wrong', { field: 'recovery_code', kind: 'wrong' }),
    step('second-factor-recovery-throttled', { field: 'recovery_code', kind: 'throttled', retryAfterSeconds: 30 }),
    setUp('second-factor-set-up'),
    setUp('second-factor-set-up-wrong', 'wrong'),
    setUp('second-factor-set-up-expired', 'expired'),
    codes('second-factor-codes', 'on'),
    codes('second-factor-codes-renewed', 'renewed'),
    renew('second-factor-renew', 7),
    renew('second-factor-renew-last', 1),
    remove('second-factor-remove'),
    remove('second-factor-remove-missing', { kind: 'missing' }),
    remove('second-factor-remove-wrong', { kind: 'wrong' }),
    remove('second-factor-remove-throttled', { kind: 'throttled', retryAfterSeconds: 500 }),
    signIn('passkey-sign-in', undefined),
    signIn('passkey-sign-in-refused', { kind: 'passkey-refused' }),
    signIn('sign-in-again', { kind: 'again' }),
    add('passkey-add'),
    add('passkey-add-refused', 'refused'),
    add('passkey-add-full', 'full'),
    change('passkey'),
    change('passkey-missing', 'missing'),
    cards('security-cards-none', inside('security-cards-none'), { codesLeft: undefined, withPasskeys: false }),
    cards('security-cards', inside('security-cards'), { codesLeft: 7, withPasskeys: true }, names),
    cards('security-cards-last', inside('security-cards-last'), { codesLeft: 1, withPasskeys: true }, names),
    cards('security-cards-used-up', inside('security-cards-used-up'), { codesLeft: 0, withPasskeys: false }),
  ];
}

/** The cards of the security page on a page of their own. */
function cards(
  name: string,
  context: PageContext,
  { codesLeft, withPasskeys }: { codesLeft: number | undefined; withPasskeys: boolean },
  { application = '' } = {},
): readonly [string, Html] {
  const timeZone = 'Europe/Rome';
  const since = '2026-11-20T13:05:00.000Z';
  const factor = codesLeft === undefined ? undefined : { since, recoveryCodesLeft: codesLeft };
  const passkeys = [
    { id: '1', name: application, synced: true, createdAt: since, lastUsedAt: since },
    { id: '2', name: messages[context.language].passkeys.add.fallbackName, synced: false, createdAt: since },
  ];
  const body = html`
<h1>${name}</h1>
${secondFactorCard(context, { timeZone, factor })}
${passkeysCard(context, { timeZone, passkeys: withPasskeys ? passkeys : [] })}`;
  return [name, layout(context, { title: name, width: 'wide-form', body })];
}
