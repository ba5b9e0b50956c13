import { ACTIONS } from '../../src/account/console/actions.queries.ts';
import { actionsPage } from '../../src/account/pages/administration/actions.page.ts';
import {
  administeredApplicationPage,
  allApplicationsPage,
  changeScopesPage,
  limitsPage,
  movePage,
} from '../../src/account/pages/administration/applications.page.ts';
import { actPage, peoplePage, personPage } from '../../src/account/pages/administration/people.page.ts';
import type { Html } from '../../src/platform/html.ts';
import type { Language } from '../../src/platform/i18n.ts';
import {
  AT,
  actionsOf,
  form,
  headOf,
  registrationOf,
  type SampleNames,
  STATUSES,
  within,
} from '../developer/samples.ts';
import { deskSamples } from './desk-samples.ts';
import { requestSamples } from './request-samples.ts';

/** The pages of administrators in every state they have, by name. */
export function administrationSamples(language: Language, names: SampleNames): [string, Html][] {
  const inside = within(language, names);
  const list = (name: string) => ({ path: `/${name}`, q: '', sort: 'newest', page: 1, filters: {} });
  const registration = registrationOf(names);
  const application = { id: 'a', name: names.application };
  const one = (name: string, view: Partial<Parameters<typeof administeredApplicationPage>[0]>): [string, Html] => [
    name,
    administeredApplicationPage({
      context: inside(name),
      application: headOf(names),
      developer: { id: 'd', name: names.person, email: names.email },
      limits: { requestsPerMinute: 600, accessToken: 3600, refreshIdle: 2_592_000, refreshAbsolute: undefined },
      connected: 1234,
      actions: actionsOf(names).slice(0, 5),
      moves: ['suspend', 'revoke'],
      ...view,
    }),
  ];
  const person = {
    id: 'p',
    name: names.person,
    email: names.email,
    disabled: false,
    developer: true,
    administrator: false,
    clinic: names.clinic,
    role: 'manager',
    createdAt: AT,
    endsAt: null,
    lastSeenAt: AT,
  };
  const somebody = (name: string, view: Partial<Parameters<typeof personPage>[0]>): [string, Html] => [
    name,
    personPage({
      context: inside(name),
      person,
      applications: [],
      actions: [],
      acts: ['remove-developer', 'disable'],
      own: false,
      ...view,
    }),
  ];
  const installation = {
    requestsPerMinute: undefined,
    accessMinutes: 60,
    refreshIdleDays: 30,
    refreshAbsoluteDays: 3650,
  };
  const limits = { requestsPerMinute: '600', accessMinutes: '', refreshIdleDays: '30', refreshAbsoluteDays: '' };
  return [
    ...deskSamples(language, names),
    ...requestSamples(language, names),
    [
      'all-applications',
      allApplicationsPage({
        context: inside('all-applications'),
        list: list('all-applications'),
        more: false,
        applications: STATUSES.map((status, index) => ({
          id: `${index}`,
          name: names.application,
          kind: 'web' as const,
          developer: index === 3 ? null : names.person,
          status,
          since: AT,
        })),
      }),
    ],
    [
      'all-applications-none',
      allApplicationsPage({
        context: inside('all-applications-none'),
        list: list('all-applications-none'),
        more: false,
        applications: [],
      }),
    ],
    one('administered', { openRequestId: '1', done: 'limits' }),
    one('administered-scopes', { done: 'scopes', developer: undefined, actions: [] }),
    ...(['suspend', 'reinstate', 'revoke'] as const).flatMap((move): [string, Html][] => [
      one(`administered-${move}`, {
        application: headOf(names, { status: move === 'reinstate' ? 'approved' : 'suspended' }),
        moves: move === 'suspend' ? ['reinstate', 'revoke'] : [],
        done: move,
        changed: move === 'revoke',
      }),
      [
        `move-${move}`,
        movePage({
          ...form('/there'),
          context: inside(`move-${move}`),
          application,
          move,
          ...(move === 'revoke' && { problem: 'missing' as const, typed: '' }),
        }),
      ],
    ]),
    [
      'limits',
      limitsPage({
        ...form('/there'),
        context: inside('limits'),
        application,
        installation,
        typed: { ...limits, reason: '' },
      }),
    ],
    [
      'limits-wrong',
      limitsPage({
        ...form('/there'),
        context: inside('limits-wrong'),
        application,
        installation,
        typed: { ...limits, accessMinutes: names.person, reason: '' },
        problems: [{ field: 'accessMinutes', least: 1, most: 1440 }],
        reasonProblem: 'missing',
      }),
    ],
    [
      'change-scopes',
      changeScopesPage({
        ...form('/there'),
        context: inside('change-scopes'),
        application,
        scopes: registration.scopes,
      }),
    ],
    [
      'change-scopes-nothing',
      changeScopesPage({
        ...form('/there'),
        context: inside('change-scopes-nothing'),
        application,
        scopes: registration.scopes,
        problem: 'nothing',
      }),
    ],
    [
      'change-scopes-wrong',
      changeScopesPage({
        ...form('/there'),
        context: inside('change-scopes-wrong'),
        application,
        scopes: [],
        problem: 'missing',
      }),
    ],
    [
      'people',
      peoplePage({
        context: inside('people'),
        list: { ...list('people'), sort: 'name' },
        more: true,
        people: [
          person,
          { ...person, id: 'q', disabled: true, clinic: null, role: null, developer: false },
          { ...person, id: 'r', administrator: true, role: names.clinic },
        ],
      }),
    ],
    ['people-none', peoplePage({ context: inside('people-none'), list: list('people-none'), more: false, people: [] })],
    somebody('person', {
      applications: [{ id: 'a', name: names.application, status: 'approved' }],
      actions: actionsOf(names).slice(-6),
      done: 'grant-developer',
    }),
    somebody('person-disabled', {
      person: { ...person, disabled: true, clinic: null, role: null, endsAt: AT, lastSeenAt: null },
      acts: ['enable'],
      done: 'disable',
      changed: true,
    }),
    somebody('person-own', { own: true, acts: ['grant-developer'], done: 'remove-developer' }),
    somebody('person-enabled', { done: 'enable' }),
    ...(['remove-developer', 'grant-developer', 'disable', 'enable'] as const).map((act): [string, Html] => [
      `act-${act}`,
      actPage({
        ...form('/there'),
        context: inside(`act-${act}`),
        person,
        act,
        ...(act === 'disable' && { problem: 'missing' as const }),
      }),
    ]),
    [
      'actions',
      actionsPage({
        context: inside('actions'),
        list: list('actions'),
        kinds: ACTIONS,
        more: true,
        actions: actionsOf(names).map((action, index) => ({
          ...action,
          about: index % 2 === 0 ? { href: '/there', label: names.application } : undefined,
        })),
      }),
    ],
    [
      'actions-none',
      actionsPage({
        context: inside('actions-none'),
        list: list('actions-none'),
        kinds: ACTIONS,
        more: false,
        actions: [],
      }),
    ],
  ];
}
