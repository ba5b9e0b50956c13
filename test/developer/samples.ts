import { ACTIONS } from '../../src/account/console/actions.queries.ts';
import type { Registration } from '../../src/account/developer/registration.ts';
import type { ActionView } from '../../src/account/pages/components/action-timeline.ts';
import type { ApplicationHead } from '../../src/account/pages/developer/application-frame.ts';
import type { PageContext } from '../../src/account/pages/layout.ts';
import type { Language } from '../../src/platform/i18n.ts';

export interface SampleNames {
  person: string;
  email: string;
  clinic: string;
  application: string;
  url: string;
  description: string;
}

const csrfToken = 'Lk2mR8tYw0';
export const AT = '2026-11-20T14:05:12.000+01:00';
export const EARLIER = '2026-09-02T08:31:00.000+02:00';
export const ID = '3f2b8c1e-6a4d-4f0b-9c57-1d2e3f4a5b6c';
export const HASH = 'b5'.repeat(32);
export const TIME_ZONE = 'Europe/Rome';

export const form = (action: string) => ({ action, csrfToken });

/** A page's surroundings for somebody with every console. */
export const within =
  (language: Language, names: SampleNames) =>
  (name: string): PageContext => ({
    language,
    path: `/${name}`,
    sandbox: true,
    person: {
      name: names.person,
      signOut: form('/sign-out'),
      consoles: ['developer', 'clinic', 'sandbox', 'administration'],
    },
  });

export const registrationOf = (names: SampleNames): Registration => ({
  kind: 'web',
  deviceFlow: true,
  name: names.application,
  description: names.description,
  homeUrl: names.url,
  privacyUrl: names.url,
  redirectUris: ['https://app.referti-facili.example/callback', 'http://localhost:3000/callback'],
  scopes: ['giponext.patients', 'giponext.medicalreports', 'offline_access', 'profile'],
  logo: '',
});

export const headOf = (names: SampleNames, head: Partial<ApplicationHead> = {}): ApplicationHead => ({
  id: ID,
  registration: registrationOf(names),
  status: 'approved',
  statusReason: names.description,
  confidential: true,
  known: true,
  ...head,
});

export const actionsOf = (names: SampleNames): ActionView[] =>
  ACTIONS.map((action, index) => ({
    at: AT,
    action,
    actor: names.person,
    detail: index % 3 === 0 ? names.email : '',
    reason: index % 2 === 0 ? names.description : '',
  }));

export const conversationOf = (context: PageContext, names: SampleNames, state: (typeof STATES)[number]) => ({
  context,
  timeZone: TIME_ZONE,
  state,
  author: names.person,
  reason: names.description,
  createdAt: EARLIER,
  decidedAt: state === 'open' ? null : AT,
  decidedBy: state === 'open' ? null : names.person,
  messages: [
    { author: names.person, asAdministrator: true, text: names.description, at: AT },
    { author: names.person, asAdministrator: false, text: names.email, at: AT },
  ],
  ...(state === 'open' && { answer: form('/there') }),
});

export const STATUSES = ['draft', 'submitted', 'rejected', 'approved', 'suspended', 'revoked'] as const;
export const STATES = ['open', 'granted', 'refused', 'withdrawn', 'closed'] as const;
