import {
  clinicApplicationPage,
  clinicApplicationsPage,
  clinicDisconnectPage,
} from '../../src/account/pages/clinic/applications.page.ts';
import { auditPage } from '../../src/account/pages/clinic/audit.page.ts';
import { integratorsPage } from '../../src/account/pages/clinic/integrators.page.ts';
import { deadInvitationPage, invitationPage } from '../../src/account/pages/clinic/invitation.page.ts';
import { inviteIntegratorPage, inviteUserPage } from '../../src/account/pages/clinic/invite.page.ts';
import {
  actPage,
  type ClinicPersonView,
  clinicPersonPage,
  clinicUsersPage,
} from '../../src/account/pages/clinic/users.page.ts';
import type { Html } from '../../src/platform/html.ts';
import type { Language } from '../../src/platform/i18n.ts';
import { AT, actionsOf, EARLIER, form, type SampleNames, TIME_ZONE, within } from '../developer/samples.ts';

const PROBLEMS = ['name', 'email', 'role', 'purpose', 'until', 'tooMany'] as const;

/** The pages of a clinic's managers in every state they have, by name. */
export function clinicSamples(language: Language, names: SampleNames): [string, Html][] {
  const inside = within(language, names);
  const timeZone = TIME_ZONE;
  const list = (name: string, filters = {}) => ({ path: `/${name}`, q: '', sort: 'name', page: 1, filters });
  const person = (state: ClinicPersonView['state'], role: string): ClinicPersonView => ({
    id: state,
    name: names.person,
    email: names.email,
    role,
    integrator: role === 'integrator',
    state,
    since: EARLIER,
    until: role === 'integrator' ? AT : null,
    purpose: role === 'integrator' ? names.description : '',
    lastSeenAt: state === 'open' ? AT : null,
  });
  const people = (role: string) => (['open', 'ended', 'disabled'] as const).map((state) => person(state, role));
  const invitations = (role: string) =>
    [false, true].map((expired, index) => ({
      id: `${index}`,
      email: names.email,
      role,
      purpose: role === 'integrator' ? names.description : '',
      sentAt: AT,
      until: role === 'integrator' ? AT : null,
      expired,
    }));
  const withdraw = (id: string) => form(`/clinic/invitations/${id}`);
  const roles = [
    { key: 'manager', name: 'Manager' },
    { key: 'own', name: names.description },
  ];
  const listed = <Name extends string>(name: Name, role: string, some: boolean) => ({
    context: inside(name),
    timeZone,
    list: list(name),
    people: some ? [...people(role), { ...person('open', role), until: null }] : [],
    more: some,
    invitations: some ? invitations(role) : [],
    withdraw,
    done: some ? ('sent' as const) : ('withdrawn' as const),
  });
  const one = (name: string, view: Partial<Parameters<typeof clinicPersonPage>[0]>): [string, Html] => [
    name,
    clinicPersonPage({
      context: inside(name),
      timeZone,
      person: person('open', 'billing'),
      actions: actionsOf(names).slice(-6),
      acts: ['role', 'disable'],
      own: false,
      ...view,
    }),
  ];
  const visitor = (name: string) => {
    const { person: _person, ...context } = inside(name);
    return context;
  };
  const invited = { ...form('/there'), email: names.email, clinic: names.clinic, role: 'billing', name: names.person };
  const application = { id: 'a', name: names.application };
  const times = { since: EARLIER, lastUse: AT };
  const audit = list('clinic-audit', { patient: '1', person: '', from: '2026-10-22', to: '2026-11-21' });
  return [
    ['clinic-users', clinicUsersPage(listed('clinic-users', 'billing', true))],
    ['clinic-users-none', clinicUsersPage(listed('clinic-users-none', 'billing', false))],
    ['integrators', integratorsPage(listed('integrators', 'integrator', true))],
    ['integrators-none', integratorsPage(listed('integrators-none', 'integrator', false))],
    one('clinic-person', { done: 'role' }),
    one('clinic-person-own', { own: true, acts: [], actions: [], done: 'enable' }),
    one('clinic-person-integrator', {
      person: person('ended', 'integrator'),
      acts: ['until', 'disable'],
      changed: true,
      done: 'until',
    }),
    one('clinic-person-disabled', { person: person('disabled', 'own'), acts: [], done: 'disable' }),
    ...(['role', 'until', 'disable', 'enable'] as const).map((act): [string, Html] => [
      `clinic-act-${act}`,
      actPage({
        ...form('/there'),
        context: inside(`clinic-act-${act}`),
        person: { id: 'p', name: names.person },
        act,
        role: 'manager',
        roles,
        ...(act === 'until' && { problem: true, typed: '2020-01-01' }),
      }),
    ]),
    ['invite-user', inviteUserPage({ ...form('/there'), context: inside('invite-user'), roles })],
    [
      'invite-user-wrong',
      inviteUserPage({
        ...form('/there'),
        context: inside('invite-user-wrong'),
        roles,
        typed: { name: '', email: names.description, role: 'own' },
        problems: PROBLEMS.filter((problem) => ['name', 'email', 'role'].includes(problem)),
      }),
    ],
    ['invite-integrator', inviteIntegratorPage({ ...form('/there'), context: inside('invite-integrator') })],
    [
      'invite-integrator-wrong',
      inviteIntegratorPage({
        ...form('/there'),
        context: inside('invite-integrator-wrong'),
        typed: { email: names.email, purpose: names.description, until: '2020-01-01' },
        problems: PROBLEMS.filter((problem) => ['purpose', 'until', 'tooMany'].includes(problem)),
      }),
    ],
    ['invitation', invitationPage({ ...invited, context: visitor('invitation') })],
    [
      'invitation-wrong',
      invitationPage({
        ...invited,
        context: visitor('invitation-wrong'),
        name: '',
        nameMissing: true,
        problem: 'common',
      }),
    ],
    ['invitation-missing', invitationPage({ ...invited, context: visitor('invitation-missing'), problem: 'missing' })],
    ['invitation-dead', deadInvitationPage({ context: visitor('invitation-dead') })],
    ...[true, false].map((some): [string, Html] => {
      const name = some ? 'clinic-applications' : 'clinic-applications-none';
      const applications = some ? [{ ...application, ...times, people: 1234 }] : [];
      return [
        name,
        clinicApplicationsPage({
          context: inside(name),
          timeZone,
          list: list(name),
          applications,
          more: some,
          disconnected: !some,
        }),
      ];
    }),
    [
      'clinic-application',
      clinicApplicationPage({
        context: inside('clinic-application'),
        timeZone,
        list: list('clinic-application'),
        application,
        connections: [
          {
            id: 'p',
            name: names.person,
            email: names.email,
            since: EARLIER,
            lastUse: null,
            scopes: ['giponext.patients', 'giponext.medicalreports'],
          },
        ],
        more: false,
      }),
    ],
    [
      'clinic-disconnect',
      clinicDisconnectPage({
        ...form('/there'),
        context: inside('clinic-disconnect'),
        application,
        person: names.person,
      }),
    ],
    [
      'clinic-disconnect-all',
      clinicDisconnectPage({ ...form('/there'), context: inside('clinic-disconnect-all'), application }),
    ],
    ...[true, false].map((some): [string, Html] => {
      const name = some ? 'clinic-audit' : 'clinic-audit-none';
      const event = { at: AT, person: names.person, application: names.application, action: 'patients.get' };
      return [
        name,
        auditPage({
          context: inside(name),
          timeZone,
          list: audit,
          events: some
            ? [
                { ...event, outcome: 'success', patients: [1] },
                { ...event, outcome: 'not_found', patients: [1, 2, 3, 4, 5, 6, 7] },
              ]
            : [],
          more: some,
          mostExported: 20_000,
        }),
      ];
    }),
  ];
}
