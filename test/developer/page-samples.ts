import { ACTIONS } from '../../src/account/console/actions.queries.ts';
import { differences, type Registration } from '../../src/account/developer/registration.ts';
import { toolsFor } from '../../src/account/developer/tools.ts';
import { accessRequestPage, developerAccessPage } from '../../src/account/pages/clinic/developer-access.page.ts';
import type { ActionView } from '../../src/account/pages/components/action-timeline.ts';
import { applicationPage, deleteDraftPage } from '../../src/account/pages/developer/application.page.ts';
import type { ApplicationHead } from '../../src/account/pages/developer/application-frame.ts';
import { newApplicationPage, oauthApplicationsPage } from '../../src/account/pages/developer/applications.page.ts';
import { editApplicationPage } from '../../src/account/pages/developer/edit-application.page.ts';
import { redirectUrisPage, removeRedirectUriPage } from '../../src/account/pages/developer/redirect-uris.page.ts';
import { changePage, scopesPage } from '../../src/account/pages/developer/scopes.page.ts';
import {
  deleteSecretPage,
  rotateSecretPage,
  type SecretsPage,
  secretsPage,
  shownSecretPage,
  showSecretPage,
} from '../../src/account/pages/developer/secrets.page.ts';
import { toolsPage } from '../../src/account/pages/developer/tools.page.ts';
import { requestLogPage, usagePage } from '../../src/account/pages/developer/usage.page.ts';
import { forbiddenPage } from '../../src/account/pages/forbidden.page.ts';
import type { PageContext } from '../../src/account/pages/layout.ts';
import type { Html } from '../../src/platform/html.ts';
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
const AT = '2026-11-20T14:05:12.000+01:00';
const EARLIER = '2026-09-02T08:31:00.000+02:00';
const ID = '3f2b8c1e-6a4d-4f0b-9c57-1d2e3f4a5b6c';
export const HASH = 'b5'.repeat(32);
const TIME_ZONE = 'Europe/Rome';

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
      consoles: ['developer', 'clinic', 'administration'],
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

export const conversationOf = (
  context: PageContext,
  names: SampleNames,
  state: 'open' | 'granted' | 'refused' | 'withdrawn',
) => ({
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

const KINDS = ['web', 'native', 'device'] as const;
export const STATUSES = ['draft', 'submitted', 'rejected', 'approved', 'suspended', 'revoked'] as const;
export const STATES = ['open', 'granted', 'refused', 'withdrawn'] as const;
const URI_PROBLEMS = [
  'needs-https',
  'fragment',
  'wildcard',
  'credentials',
  'custom-scheme',
  'scheme-name',
  'loopback-https',
  'not-absolute',
  'too-long',
  'missing',
  'too-many',
] as const;

/** The pages of developers and of managers who ask for them, in every state they have, by name. */
export function developerSamples(language: Language, names: SampleNames): [string, Html][] {
  const inside = within(language, names);
  const registration = registrationOf(names);
  const limits = { requestsPerMinute: 1200, accessToken: 3600, refreshIdle: 2_592_000, refreshAbsolute: undefined };
  const overview = (name: string, view: Partial<Parameters<typeof applicationPage>[0]>): [string, Html] => [
    name,
    applicationPage({
      context: inside(name),
      timeZone: TIME_ZONE,
      application: headOf(names),
      limits,
      issuer: 'https://account.corsia.example',
      api: 'https://api.corsia.example',
      actions: [],
      deletable: false,
      unseenSecret: false,
      ...view,
    }),
  ];
  const edit = (name: string, view: Partial<Parameters<typeof editApplicationPage>[0]> = {}): [string, Html] => [
    name,
    editApplicationPage({
      ...form('/there'),
      context: inside(name),
      id: ID,
      registration,
      logoForm: form('/logo'),
      ...view,
    }),
  ];
  const secret = {
    description: names.application,
    createdAt: EARLIER,
    expiresAt: AT,
    expired: false,
    lastUsedAt: AT,
    unseen: false,
  };
  const secrets = [
    { ...secret, id: 1, hint: 'x7Qf', unseen: true, description: '', expiresAt: null, lastUsedAt: null },
    { ...secret, id: 2, hint: 'a-9_' },
    { ...secret, id: 3, hint: '0000', expired: true },
  ];
  const secretPage = (name: string, view: Partial<SecretsPage> = {}): [string, Html] => [
    name,
    secretsPage({
      ...form('/there'),
      context: inside(name),
      timeZone: TIME_ZONE,
      application: headOf(names),
      secrets,
      ...view,
    }),
  ];
  const one = (name: string, index: number) => ({
    context: inside(name),
    application: { id: ID, name: names.application },
    secret: secrets[index]!,
  });
  const uris = (name: string, view: Partial<Parameters<typeof redirectUrisPage>[0]> = {}): [string, Html] => [
    name,
    redirectUrisPage({ ...form('/there'), context: inside(name), application: headOf(names), ...view }),
  ];
  const change = differences(registration, {
    scopes: ['giponext.patients', 'giponext.invoices'],
    homeUrl: 'https://a.example/',
    deviceFlow: false,
    logo: HASH,
  });
  const tools = (name: string, kind: Registration['kind']): [string, Html] => [
    name,
    toolsPage({
      ...form('/there'),
      context: inside(name),
      application: headOf(names, {
        registration: { ...registration, kind, redirectUris: [toolsFor('https://api.corsia.example')[0]!.redirectUri] },
        confidential: kind === 'web',
      }),
      tools: toolsFor('https://api.corsia.example'),
      authorizationUrl: 'https://account.corsia.example/connect/authorize',
      tokenUrl: 'https://account.corsia.example/connect/token',
      descriptionUrl: 'https://api.corsia.example/swagger/docs/v2',
      deviceCommand: `curl https://account.corsia.example/connect/deviceauthorization -d client_id=${ID}`,
      done: kind === 'native',
    }),
  ];
  const list = (name: string) => ({
    path: `/${name}`,
    q: names.email,
    sort: 'newest',
    page: 2,
    filters: { status: '4' },
  });
  const days = Array.from({ length: 30 }, (_none, index) => ({
    day: new Date(Date.UTC(2026, 9, 22 + index)).toISOString().slice(0, 10),
    requests: (index % 7) * 431,
    errors: index === 12 ? 40 : 0,
    throttled: index === 20 ? 3 : 0,
    people: index % 5,
  }));
  const accessRequests = STATES.map((state, index) => ({
    id: `${index}`,
    email: names.email,
    state,
    createdAt: EARLIER,
  }));
  return [
    ...(['developer', 'manager', 'administrator', 'own-form'] as const).map((requires): [string, Html] => [
      `forbidden-${requires}`,
      forbiddenPage({ context: inside(`forbidden-${requires}`), requires, email: names.email }),
    ]),
    [
      'developer-access',
      developerAccessPage({
        ...form('/there'),
        context: inside('developer-access'),
        timeZone: TIME_ZONE,
        requests: accessRequests,
        sent: true,
      }),
    ],
    [
      'developer-access-wrong',
      developerAccessPage({
        ...form('/there'),
        context: inside('developer-access-wrong'),
        timeZone: TIME_ZONE,
        requests: [],
        typed: { email: names.email, reason: '' },
        problems: [
          { field: 'email', is: 'emailWrong' },
          { field: 'reason', is: 'reasonMissing' },
        ],
      }),
    ],
    [
      'developer-access-pending',
      developerAccessPage({
        ...form('/there'),
        context: inside('developer-access-pending'),
        timeZone: TIME_ZONE,
        requests: [],
        problems: [{ field: 'email', is: 'pending' }],
      }),
    ],
    ...STATES.map((state): [string, Html] => {
      const name = `access-request-${state}`;
      return [
        name,
        accessRequestPage({
          ...conversationOf(inside(name), names, state),
          email: names.email,
          ...(state === 'open' && { withdraw: form('/there'), done: 'sent' as const, problem: true }),
          ...(state === 'withdrawn' && { done: 'withdrawn' as const }),
          ...(state === 'granted' && { changed: true }),
        }),
      ];
    }),
    [
      'oauth-applications-none',
      oauthApplicationsPage({
        context: inside('oauth-applications-none'),
        timeZone: null,
        applications: [],
        deleted: true,
      }),
    ],
    [
      'oauth-applications',
      oauthApplicationsPage({
        context: inside('oauth-applications'),
        timeZone: TIME_ZONE,
        applications: STATUSES.map((status, index) => ({
          id: `${index}`,
          name: names.application,
          kind: KINDS[index % 3]!,
          status,
          since: AT,
        })),
      }),
    ],
    ['new-application', newApplicationPage({ ...form('/there'), context: inside('new-application') })],
    [
      'new-application-wrong',
      newApplicationPage({
        ...form('/there'),
        context: inside('new-application-wrong'),
        typed: { kind: 'native', name: names.application },
        problems: ['kind', 'name', 'too-many'],
      }),
    ],
    edit('edit-application', { done: 'created' }),
    edit('edit-application-native', {
      registration: { ...registration, kind: 'native', logo: HASH },
      done: 'logo-saved',
    }),
    edit('edit-application-device', {
      registration: { ...registration, kind: 'device', redirectUris: [] },
      done: 'saved',
      logoProblem: 'missing',
    }),
    edit('edit-application-logo', { done: 'logo-removed', logoProblem: 'not-a-picture' }),
    edit('edit-application-logo-large', { logoProblem: 'too-large' }),
    edit('edit-application-wrong', {
      problems: [
        { field: 'name', is: 'missing' },
        { field: 'description', is: 'too-short' },
        { field: 'homeUrl', is: 'missing' },
        { field: 'privacyUrl', is: 'not-an-address' },
        ...URI_PROBLEMS.filter((is) => is !== 'missing' && is !== 'too-many').map(
          (is) => ({ field: 'redirectUris', is, uri: names.url }) as const,
        ),
      ],
    }),
    edit('edit-application-wrong-too', {
      problems: [
        { field: 'name', is: 'not-a-name' },
        { field: 'description', is: 'too-long' },
        { field: 'homeUrl', is: 'not-an-address' },
        { field: 'privacyUrl', is: 'missing' },
        { field: 'redirectUris', is: 'missing' },
        { field: 'redirectUris', is: 'too-many' },
      ],
    }),
    overview('application', { unseenSecret: true, actions: actionsOf(names) }),
    overview('application-draft', {
      application: headOf(names, {
        status: 'draft',
        known: false,
        registration: {
          ...registration,
          description: '',
          homeUrl: '',
          privacyUrl: '',
          redirectUris: [],
          scopes: [],
          deviceFlow: false,
        },
      }),
      deletable: true,
      done: 'withdrawn',
    }),
    overview('application-submitted', {
      application: headOf(names, { status: 'submitted', known: false }),
      conversation: conversationOf(inside('there'), names, 'open'),
      withdraw: form('/there'),
      done: 'submitted',
      problem: true,
    }),
    overview('application-rejected', {
      application: headOf(names, { status: 'rejected', known: false, registration: { ...registration, logo: HASH } }),
      conversation: conversationOf(inside('there'), names, 'refused'),
    }),
    overview('application-suspended', { application: headOf(names, { status: 'suspended' }), done: 'sent' }),
    overview('application-revoked', {
      application: headOf(names, {
        status: 'revoked',
        confidential: false,
        registration: { ...registration, kind: 'device' },
      }),
      limits: { requestsPerMinute: null, accessToken: 90, refreshIdle: 86_400, refreshAbsolute: 172_800 },
      changed: true,
    }),
    ['delete-draft', deleteDraftPage(inside('delete-draft'), form('/there'), { id: ID, name: names.application })],
    secretPage('secrets', { deleted: true }),
    secretPage('secrets-none', { secrets: [], problem: 'description' }),
    secretPage('secrets-too-many', { problem: 'tooMany', changed: true }),
    ['secret-show', showSecretPage(one('secret-show', 0), form('/there'))],
    ['secret-shown-before', showSecretPage(one('secret-shown-before', 1), form('/there'))],
    ['secret-shown', shownSecretPage(one('secret-shown', 0), 'mB6q1m3m3q0m0o5f2w9Z0i7N4s8pXc5yKd1vQeRtUaA')],
    ['secret-rotate', rotateSecretPage(one('secret-rotate', 1), form('/there'))],
    ['secret-rotate-too-many', rotateSecretPage(one('secret-rotate-too-many', 1), form('/there'), true)],
    ['secret-delete', deleteSecretPage(one('secret-delete', 1), form('/there'))],
    uris('redirect-uris', { done: 'added' }),
    uris('redirect-uris-removed', { done: 'removed' }),
    uris('redirect-uris-known', { typed: names.url, problem: 'known' }),
    uris('redirect-uris-many', { typed: names.url, problem: 'too-many' }),
    uris('redirect-uris-missing', { problem: 'missing' }),
    uris('redirect-uris-wrong', { typed: names.url, problem: 'needs-https' }),
    [
      'redirect-uri-remove',
      removeRedirectUriPage(inside('redirect-uri-remove'), form('/there'), { id: ID, uri: names.url }),
    ],
    [
      'redirect-uri-remove-last',
      removeRedirectUriPage(inside('redirect-uri-remove-last'), form('/there'), { id: ID, uri: names.url, last: true }),
    ],
    ['scopes', scopesPage({ context: inside('scopes'), application: headOf(names) })],
    ...(['asked', 'withdrawn', 'sent'] as const).map((done): [string, Html] => {
      const name = `scopes-${done}`;
      const open = done !== 'withdrawn';
      return [
        name,
        scopesPage({
          context: inside(name),
          application: headOf(names),
          change: {
            conversation: conversationOf(inside(name), names, open ? 'open' : 'withdrawn'),
            differences: open ? change : [],
          },
          withdraw: open ? form('/there') : undefined,
          done,
          problem: done === 'sent',
        }),
      ];
    }),
    [
      'change',
      changePage({
        ...form('/there'),
        context: inside('change'),
        application: headOf(names),
        typed: { ...registration, reason: '' },
      }),
    ],
    [
      'change-wrong',
      changePage({
        ...form('/there'),
        context: inside('change-wrong'),
        application: headOf(names),
        typed: { ...registration, reason: names.description },
        problems: ['reason', 'nothing', { field: 'name', is: 'missing' }],
      }),
    ],
    ['usage', usagePage({ context: inside('usage'), application: headOf(names), days })],
    [
      'request-log',
      requestLogPage({
        context: inside('request-log'),
        timeZone: TIME_ZONE,
        application: headOf(names),
        list: list('request-log'),
        more: true,
        requests: [200, 304, 404, 429, 503].map((status) => ({
          at: AT,
          method: 'GET',
          route: '/v2/tenants/{tenantId}/patients/{patientId}',
          status,
          requestId: '01JD5V7Z3Q8M4K2N9T6W1X0YBC',
          duration: 12.4,
        })),
      }),
    ],
    [
      'request-log-none',
      requestLogPage({
        context: inside('request-log-none'),
        timeZone: null,
        application: headOf(names),
        list: { ...list('request-log-none'), q: '', page: 1, filters: {} },
        more: false,
        requests: [],
      }),
    ],
    [
      'request-log-nothing-found',
      requestLogPage({
        context: inside('request-log-nothing-found'),
        timeZone: null,
        application: headOf(names),
        list: { ...list('request-log-nothing-found'), page: 1 },
        more: false,
        requests: [],
      }),
    ],
    tools('tools', 'web'),
    tools('tools-native', 'native'),
    tools('tools-device', 'device'),
  ];
}
