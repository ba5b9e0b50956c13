import type { Check } from '../../src/account/administration/checks.ts';
import { differences } from '../../src/account/developer/registration.ts';
import { requestPage, requestsPage } from '../../src/account/pages/administration/requests.page.ts';
import { messages } from '../../src/account/pages/messages.ts';
import type { Html } from '../../src/platform/html.ts';
import type { Language } from '../../src/platform/i18n.ts';
import { conversationOf, form, HASH, registrationOf, type SampleNames, STATES, within } from '../developer/samples.ts';

const TYPES = ['developer-role', 'application', 'application-change', 'general'] as const;

/** Requests of every type as administrators see them, in every state they have. */
export function requestSamples(language: Language, names: SampleNames): [string, Html][] {
  const inside = within(language, names);
  const list = (name: string) => ({ path: `/${name}`, q: '', sort: 'newest', page: 1, filters: {} });
  const head = (type: (typeof TYPES)[number], state: (typeof STATES)[number]) => ({
    id: '1',
    type,
    subject: type === 'developer-role' ? names.email : names.application,
    state,
    createdAt: '2026-11-12T08:31:00.000+01:00',
    clinic: type === 'developer-role' ? names.clinic : undefined,
    author: { id: 'p', name: names.person, email: names.email },
  });
  const request = (
    name: string,
    type: (typeof TYPES)[number],
    state: (typeof STATES)[number],
    view: Partial<Parameters<typeof requestPage>[0]> = {},
  ): [string, Html] => [
    name,
    requestPage({
      context: inside(name),
      request: head(type, state),
      conversation: conversationOf(inside(name), names, state),
      ...(state === 'open' && { decide: form('/there') }),
      ...view,
    }),
  ];
  const registration = registrationOf(names);
  const checks = Object.keys(messages[language].checks).map(
    (is, index): Check => ({ is: is as Check['is'], tone: index % 2 === 0 ? 'warning' : 'done', words: names.url }),
  );
  return [
    [
      'requests',
      requestsPage({
        context: inside('requests'),
        list: list('requests'),
        more: true,
        requests: STATES.map((state, index) => ({ ...head(TYPES[index % 4]!, state), from: names.person })),
      }),
    ],
    [
      'requests-none',
      requestsPage({ context: inside('requests-none'), list: list('requests-none'), more: false, requests: [] }),
    ],
    request('request-role', 'developer-role', 'open', { account: { id: 'p', name: names.person }, done: 'sent' }),
    request('request-role-no-account', 'developer-role', 'open', { problem: 'no-account', typed: names.description }),
    request('request-role-message', 'developer-role', 'open', { problem: 'message' }),
    request('request-role-granted', 'developer-role', 'granted', { done: 'granted' }),
    request('request-role-refused', 'developer-role', 'refused', { done: 'refused', changed: true }),
    request('request-general', 'general', 'open', { done: 'sent' }),
    request('request-general-closed', 'general', 'closed', { done: 'closed' }),
    request('request-application', 'application', 'open', {
      registration,
      applicationId: 'a',
      checks,
      makesSecret: true,
      differences: differences(registration, {
        homeUrl: 'https://b.example/',
        name: 'B',
        description: 'C',
        privacyUrl: '',
        redirectUris: [],
        kind: 'native',
        deviceFlow: false,
        logo: HASH,
      }),
      problem: 'missing',
    }),
    request('request-change', 'application-change', 'open', {
      registration: { ...registration, kind: 'device' },
      applicationId: 'a',
      differences: differences(registration, { scopes: ['giponext.patients', 'giponext.invoices'] }),
      problem: 'tooLong',
    }),
  ];
}
