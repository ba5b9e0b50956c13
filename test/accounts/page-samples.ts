import { applicationsPage, disconnectPage } from '../../src/account/pages/applications.page.ts';
import type { PageContext } from '../../src/account/pages/layout.ts';
import {
  checkMailPage,
  confirmSignUpPage,
  deadLinkPage,
  forgotPasswordPage,
  resetDonePage,
  resetPasswordPage,
} from '../../src/account/pages/mail-link.page.ts';
import { outboxPage } from '../../src/account/pages/outbox.page.ts';
import { profilePage } from '../../src/account/pages/profile.page.ts';
import { type SecurityPage, securityPage } from '../../src/account/pages/security.page.ts';
import { sessionsPage } from '../../src/account/pages/sessions.page.ts';
import { signUpPage } from '../../src/account/pages/sign-up.page.ts';
import { EVENT_KINDS } from '../../src/account/security/security.ts';
import type { Html } from '../../src/platform/html.ts';
import type { Language } from '../../src/platform/i18n.ts';

interface Names {
  person: string;
  email: string;
  clinic: string;
  application: string;
}

const csrfToken = 'Lk2mR8tYw0';
const AT = '2026-11-20T14:05:00.000+01:00';
const EARLIER = '2026-09-02T08:31:00.000+02:00';

/** The account site's pages in every state they have, by name. */
export function accountSamples(language: Language, names: Names): [string, Html][] {
  const at = (name: string, sandbox = false): PageContext => ({ language, path: `/${name}`, sandbox });
  const inside = (name: string): PageContext => ({
    ...at(name, true),
    person: { name: names.person, signOut: { action: '/sign-out', csrfToken } },
  });
  const form = (action: string) => ({ action, csrfToken });
  const { email } = names;
  const typed = { name: names.person, email, accept: false };
  const profile = {
    ...form('/profile'),
    name: names.person,
    email,
    clinic: names.clinic,
    role: 'manager',
    language: 'it' as const,
  };
  const applications = [
    {
      id: 'a',
      name: names.application,
      scopes: ['giponext.patients', 'giponext.agenda', 'offline_access'] as const,
      since: EARLIER,
      lastUse: AT,
    },
    { id: 'b', name: 'Sandbox Web', scopes: ['profile'] as const, since: EARLIER, lastUse: null },
  ];
  const session = { browser: 'Firefox, Linux', address: '203.0.113.7', firstSeen: EARLIER, lastSeen: AT };
  const security = (name: string, view: Partial<SecurityPage> = {}): [string, Html] => [
    name,
    securityPage({
      ...form('/profile/security'),
      context: inside(name),
      email,
      timeZone: 'Europe/Rome',
      events: EVENT_KINDS.map((kind, index) => ({
        kind,
        detail: kind.startsWith('application') ? names.application : '',
        at: AT,
        address: '203.0.113.7',
        browser: index % 3 === 2 ? '' : 'Safari, iPhone',
      })),
      olderHref: '/profile/security?before=12',
      ...view,
    }),
  ];
  return [
    ['sign-up', signUpPage({ ...form('/sign-up'), context: at('sign-up', true) })],
    [
      'sign-up-missing',
      signUpPage({
        ...form('/sign-up'),
        context: at('sign-up-missing', true),
        typed,
        problems: { name: true, email: true, password: true, accept: true },
      }),
    ],
    ...(['too-short', 'too-long', 'common', 'about-you'] as const).map((password): [string, Html] => {
      const name = `sign-up-${password}`;
      return [name, signUpPage({ ...form('/sign-up'), context: at(name, true), typed, problems: { password } })];
    }),
    ['check-mail', checkMailPage({ context: at('check-mail', true), email, purpose: 'signUp' })],
    ['check-mail-forgot', checkMailPage({ context: at('check-mail-forgot'), email, purpose: 'forgot' })],
    ...(['not-asked', 'asked', 'wrong'] as const).map((password): [string, Html] => {
      const name = `confirm-sign-up-${password}`;
      return [
        name,
        confirmSignUpPage({
          ...form('/sign-up/confirm'),
          context: at(name, true),
          email,
          clinic: names.clinic,
          password,
        }),
      ];
    }),
    ['dead-link', deadLinkPage({ context: at('dead-link', true), purpose: 'signUp' })],
    ['dead-link-forgot', deadLinkPage({ context: at('dead-link-forgot'), purpose: 'forgot' })],
    ['forgot-password', forgotPasswordPage({ ...form('/forgot-password'), context: at('forgot-password') })],
    [
      'forgot-password-missing',
      forgotPasswordPage({ ...form('/forgot-password'), context: at('forgot-password-missing'), missing: true }),
    ],
    ['reset-password', resetPasswordPage({ ...form('/reset-password'), context: at('reset-password'), email })],
    [
      'reset-password-refused',
      resetPasswordPage({
        ...form('/reset-password'),
        context: at('reset-password-refused'),
        email,
        disconnect: true,
        problem: 'missing',
      }),
    ],
    ['reset-password-done', resetDonePage({ context: at('reset-password-done') })],
    ['profile', profilePage({ ...profile, context: inside('profile'), done: true })],
    ['profile-missing', profilePage({ ...profile, context: inside('profile-missing'), name: '', problem: 'name' })],
    [
      'applications',
      applicationsPage({
        context: inside('applications'),
        timeZone: 'Europe/Rome',
        applications,
        disconnected: names.application,
      }),
    ],
    ['applications-none', applicationsPage({ context: inside('applications-none'), timeZone: null, applications: [] })],
    [
      'applications-disconnect',
      disconnectPage({
        ...form('/profile/applications'),
        context: inside('applications-disconnect'),
        application: { id: 'a', name: names.application },
      }),
    ],
    ...(['ended', 'endedOthers'] as const).map((done): [string, Html] => {
      const name = `sessions-${done}`;
      const sessions = [
        { ...session, key: 'k1', current: true },
        { ...session, key: 'k2', browser: 'Safari, iPhone', current: false },
        { ...session, key: 'k3', browser: '', address: '2001:db8:85a3::8a2e:370:7334', current: false },
      ];
      const context = inside(name);
      return [name, sessionsPage({ ...form('/profile/sessions'), context, timeZone: 'Europe/Rome', sessions, done })];
    }),
    security('security', { done: true }),
    security('security-wrong', { problems: { current: 'wrong', password: 'common' } }),
    security('security-missing', { problems: { current: 'missingCurrent', password: 'missingFresh' } }),
    security('security-same', { problems: { password: 'same' } }),
    security('security-throttled', { throttledSeconds: 600 }),
    ['outbox-none', outboxPage({ context: at('outbox-none', true), mails: [] })],
    [
      'outbox',
      outboxPage({
        context: at('outbox', true),
        mails: [
          {
            id: '1',
            to: email,
            at: AT,
            subject: names.person,
            text: `${names.person}\n\nConfirm the address:\nhttp://localhost:5001/sign-up/confirm?token=${'k'.repeat(43)}\n\n--\nCorsia\n`,
          },
        ],
      }),
    ],
  ];
}
