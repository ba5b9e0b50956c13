import { differences, type Registration } from '../../src/account/developer/registration.ts';
import { toolsFor } from '../../src/account/developer/tools.ts';
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
import type { Html } from '../../src/platform/html.ts';
import type { Language } from '../../src/platform/i18n.ts';
import {
  AT,
  conversationOf,
  EARLIER,
  form,
  HASH,
  headOf,
  ID,
  registrationOf,
  type SampleNames,
  TIME_ZONE,
  within,
} from './samples.ts';

/** The pages of an approved application in every state they have, by name. */
export function applicationSamples(language: Language, names: SampleNames): [string, Html][] {
  const inside = within(language, names);
  const registration = registrationOf(names);
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
  return [
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
        application: headOf(names, { registration: { ...registration, logo: HASH } }),
        typed: { ...registration, reason: names.description, removeLogo: true },
        problems: ['too-large', 'not-a-picture', 'reason', 'nothing', { field: 'name', is: 'missing' }],
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
