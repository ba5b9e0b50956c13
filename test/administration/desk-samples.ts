import {
  type ClinicView,
  clinicMovePage,
  clinicPage,
  clinicsPage,
  inviteAgainPage,
} from '../../src/account/pages/administration/clinics.page.ts';
import { inviteManagerPage, newClinicPage } from '../../src/account/pages/administration/new-clinic.page.ts';
import {
  noticePage,
  noticesPage,
  previewNoticePage,
  writeNoticePage,
} from '../../src/account/pages/administration/notices.page.ts';
import { ownRequestPage, supportPage } from '../../src/account/pages/support.page.ts';
import type { Html } from '../../src/platform/html.ts';
import type { Language } from '../../src/platform/i18n.ts';
import {
  AT,
  actionsOf,
  conversationOf,
  EARLIER,
  form,
  type SampleNames,
  STATES,
  TIME_ZONE,
  within,
} from '../developer/samples.ts';

type Samples = [string, Html][];

const listOf = (name: string) => ({ path: `/${name}`, q: '', sort: 'name', page: 1, filters: {} });

/** Clinics, notices and questions in every state, by name. */
export function deskSamples(language: Language, names: SampleNames): Samples {
  const inside = within(language, names);
  const target = form('/there');
  const at = (name: string) => ({ ...target, context: inside(name) });
  return [...clinicSamples(names, at), ...noticeSamples(names, at), ...supportSamples(names, at)];
}

type At = (name: string) => ReturnType<typeof form> & { context: ReturnType<ReturnType<typeof within>> };

function clinicSamples(names: SampleNames, at: At): Samples {
  const clinic: ClinicView = {
    id: 'centro-medico-aurora',
    name: names.clinic,
    sandbox: false,
    timeZone: TIME_ZONE,
    fiscalCodePolicy: 'lenient',
    createdAt: EARLIER,
    suspended: false,
    suspendedReason: '',
    people: 1234,
    lastUsedAt: AT,
  };
  const manager = { id: 'm', name: names.person, email: names.email, state: 'open', lastSeenAt: AT } as const;
  const typed = {
    managerName: names.person,
    managerEmail: names.email,
    language: 'it',
    name: names.clinic,
    id: '',
    kind: 'production',
    timeZone: TIME_ZONE,
    fiscalCodePolicy: 'lenient',
    reason: '',
  } as const;
  const one = (name: string, view: Partial<Parameters<typeof clinicPage>[0]>): [string, Html] => [
    name,
    clinicPage({
      ...at(name),
      clinic,
      managers: [manager],
      actions: actionsOf(names).slice(-4),
      moves: ['suspend'],
      own: false,
      ...view,
    }),
  ];
  const suspended = { ...clinic, sandbox: true, suspended: true, suspendedReason: names.description };
  return [
    [
      'administered-clinics',
      clinicsPage({
        ...at('administered-clinics'),
        list: listOf('administered-clinics'),
        more: true,
        clinics: [clinic, suspended, { ...clinic, id: 'a'.repeat(64), lastUsedAt: null }],
      }),
    ],
    [
      'administered-clinics-none',
      clinicsPage({
        ...at('administered-clinics-none'),
        list: listOf('administered-clinics-none'),
        more: false,
        clinics: [],
      }),
    ],
    one('administered-clinic', {
      managers: [
        manager,
        { ...manager, id: 'i', state: 'invited', lastSeenAt: null },
        { ...manager, id: 'd', state: 'disabled' },
      ],
      done: 'created',
    }),
    one('administered-clinic-suspended', { clinic: suspended, moves: ['reinstate'], done: 'suspend', changed: true }),
    one('administered-clinic-own', { managers: [], actions: [], moves: [], own: true, done: 'invited' }),
    one('administered-clinic-reinstated', { done: 'reinstate' }),
    ...(['suspend', 'reinstate'] as const).map((move): [string, Html] => [
      `clinic-move-${move}`,
      clinicMovePage({ ...at(`clinic-move-${move}`), clinic, move, ...(move === 'suspend' && { problem: 'missing' }) }),
    ]),
    ['clinic-invite-again', inviteAgainPage({ ...at('clinic-invite-again'), clinic, manager })],
    [
      'clinic-invite-again-missing',
      inviteAgainPage({ ...at('clinic-invite-again-missing'), clinic, manager, problem: 'missing' }),
    ],
    ['clinic-new', newClinicPage({ ...at('clinic-new'), typed })],
    [
      'clinic-new-wrong',
      newClinicPage({
        ...at('clinic-new-wrong'),
        typed: { ...typed, id: 'Centro Medico', timeZone: 'Roma' },
        problems: ['name', 'id', 'timeZone', 'managerName', 'managerEmail'],
        reasonProblem: 'missing',
      }),
    ],
    [
      'clinic-new-taken',
      newClinicPage({ ...at('clinic-new-taken'), typed, problems: ['idTaken', 'sandboxZone', 'managerTaken'] }),
    ],
    ['clinic-manager', inviteManagerPage({ ...at('clinic-manager'), clinic, typed })],
    [
      'clinic-manager-taken',
      inviteManagerPage({ ...at('clinic-manager-taken'), clinic, typed, problems: ['managerTaken'] }),
    ],
  ];
}

function noticeSamples(names: SampleNames, at: At): Samples {
  const words = { title: names.application, text: `${names.description}\n\n${names.description}` };
  const both = { en: words, it: words };
  const one = { en: { title: '', text: '' }, it: words };
  const notice = {
    ...both,
    id: 'n',
    author: names.person,
    reason: names.description,
    people: 1000,
    applications: 1234,
    sentAt: AT,
  };
  const reach = { people: 1000, applications: 1234, without: 2 };
  return [
    [
      'notices',
      noticesPage({
        ...at('notices'),
        list: listOf('notices'),
        more: false,
        notices: [notice, { ...notice, ...one, id: 'o' }],
      }),
    ],
    ['notices-none', noticesPage({ ...at('notices-none'), list: listOf('notices-none'), more: false, notices: [] })],
    ['notice', noticePage({ ...at('notice'), notice, sent: true })],
    ['notice-new', writeNoticePage({ ...at('notice-new'), typed: one, reason: '' })],
    ...(['nothing', 'half', 'tooLong'] as const).map((problem): [string, Html] => [
      `notice-new-${problem}`,
      writeNoticePage({
        ...at(`notice-new-${problem}`),
        typed: both,
        reason: '',
        problem,
        ...(problem === 'half' && { reasonProblem: 'missing' as const }),
      }),
    ]),
    [
      'notice-preview',
      previewNoticePage({ ...at('notice-preview'), id: 'n', typed: both, reason: names.description, reach }),
    ],
    [
      'notice-preview-nobody',
      previewNoticePage({
        ...at('notice-preview-nobody'),
        id: 'n',
        typed: one,
        reason: names.description,
        reach: { ...reach, people: 0 },
      }),
    ],
  ];
}

function supportSamples(names: SampleNames, at: At): Samples {
  const types = ['general', 'developer-role', 'application', 'application-change'] as const;
  const one = (
    name: string,
    state: (typeof STATES)[number],
    view: Partial<Parameters<typeof ownRequestPage>[0]> = {},
  ): [string, Html] => [
    name,
    ownRequestPage({
      subject: names.description,
      ...conversationOf(at(name).context, names, state),
      ...(state === 'open' && { withdraw: form('/there') }),
      ...view,
    }),
  ];
  return [
    [
      'support',
      supportPage({
        ...at('support'),
        timeZone: TIME_ZONE,
        requests: STATES.map((state, index) => ({
          href: '/there',
          type: types[index % 4]!,
          subject: index === 0 ? names.description : names.application,
          state,
          createdAt: AT,
        })),
      }),
    ],
    ['support-none', supportPage({ ...at('support-none'), timeZone: null, requests: [] })],
    [
      'support-wrong',
      supportPage({
        ...at('support-wrong'),
        timeZone: null,
        requests: [],
        typed: { subject: '', text: '' },
        problems: ['subject', 'text'],
      }),
    ],
    [
      'support-too-many',
      supportPage({
        ...at('support-too-many'),
        timeZone: null,
        requests: [],
        typed: { subject: names.description, text: names.description },
        problems: ['tooMany'],
      }),
    ],
    one('support-request', 'open', { done: 'asked' }),
    one('support-request-wrong', 'open', { problem: true }),
    one('support-request-sent', 'open', { done: 'sent' }),
    one('support-request-closed', 'closed', { changed: true }),
    one('support-request-withdrawn', 'withdrawn', { done: 'withdrawn' }),
  ];
}
