import { accessRequestPage, developerAccessPage } from '../../src/account/pages/clinic/developer-access.page.ts';
import { applicationPage, deleteDraftPage } from '../../src/account/pages/developer/application.page.ts';
import { newApplicationPage, oauthApplicationsPage } from '../../src/account/pages/developer/applications.page.ts';
import { editApplicationPage } from '../../src/account/pages/developer/edit-application.page.ts';
import { forbiddenPage } from '../../src/account/pages/forbidden.page.ts';
import type { Html } from '../../src/platform/html.ts';
import type { Language } from '../../src/platform/i18n.ts';
import {
  AT,
  actionsOf,
  conversationOf,
  EARLIER,
  form,
  HASH,
  headOf,
  ID,
  registrationOf,
  type SampleNames,
  STATES,
  STATUSES,
  TIME_ZONE,
  within,
} from './samples.ts';

const KINDS = ['web', 'native', 'device'] as const;
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

/** The pages of who registers applications, and of managers who ask for the role, in every state they have, by name. */
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
  const accessRequests = STATES.map((state, index) => ({
    id: `${index}`,
    email: names.email,
    state,
    createdAt: EARLIER,
  }));
  return [
    ...(['developer', 'manager', 'sandbox-manager', 'administrator', 'own-form'] as const).map(
      (requires): [string, Html] => [
        `forbidden-${requires}`,
        forbiddenPage({ context: inside(`forbidden-${requires}`), requires, email: names.email }),
      ],
    ),
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
  ];
}
