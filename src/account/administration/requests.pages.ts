import type { Html } from '../../platform/html.ts';
import { listView, splitPage } from '../console/list-view.ts';
import { goTo, type PageCall, type PageRoute, wrongForm } from '../console/page-route.ts';
import { type ApplicationRow, applicationsAlike, findApplication } from '../developer/applications.queries.ts';
import { changeIn } from '../developer/changes.service.ts';
import { ChangedMeanwhile } from '../developer/registration.service.ts';
import { type Difference, differences, type Registration, registrationOf } from '../developer/registration.ts';
import { requestPage, requestsPage } from '../pages/administration/requests.page.ts';
import { conversationOf } from '../support/conversation.ts';
import {
  type Decision,
  listMessages,
  listRequests,
  listRequestsOfClient,
  REQUEST_STATES,
  REQUEST_TYPES,
  type RequestRow,
} from '../support/support.queries.ts';
import {
  anyRequest,
  futureDeveloper,
  LONGEST_TEXT,
  pathOfAuthor,
  sayIn,
  subjectOf,
} from '../support/support.service.ts';
import { checksOf } from './checks.ts';
import { decide, decisionsOf } from './decisions.service.ts';
import { findPerson } from './people.queries.ts';
import { readReason } from './reason.ts';

const HERE = '/administration/requests';

/** What the buttons of the form stand for. */
const DECISIONS = new Map<string, Decision>([
  ['grant', 'granted'],
  ['refuse', 'refused'],
  ['close', 'closed'],
]);

const headOf = (request: RequestRow) => ({
  id: request.id,
  type: request.type,
  subject: subjectOf(request),
  state: request.state,
  createdAt: request.created_at,
  clinic: request.clinic_name ?? undefined,
});

type Extra = Pick<Parameters<typeof requestPage>[0], 'typed' | 'problem' | 'changed'>;

async function onePage(call: PageCall, request: RequestRow, extra: Extra = {}): Promise<Html> {
  const { services, user, context, done } = call;
  const { database } = services;
  const target = call.form(`${HERE}/${request.id}`);
  const open = request.state === 'open';
  const application = request.client_id ? await findApplication(database, request.client_id) : undefined;
  return requestPage({
    context,
    request: {
      ...headOf(request),
      author: { id: request.author_id, name: request.author_name, email: request.author_email },
    },
    conversation: {
      context,
      timeZone: user.time_zone,
      ...conversationOf(request, await listMessages(database, request.id)),
      answer: open ? target : undefined,
      problem: extra.problem === 'message',
    },
    ...(application
      ? await applicationParts(call, request, application)
      : request.email !== null && { account: await futureDeveloper(database, request) }),
    decide: open ? target : undefined,
    done: (['granted', 'refused', 'closed', 'sent'] as const).find((known) => known === done),
    ...extra,
  });
}

/** What an administrator looks at before deciding about an application. */
async function applicationParts(call: PageCall, request: RequestRow, application: ApplicationRow) {
  const { database, apiUrl } = call.services;
  const isNew = request.type === 'application';
  const handedIn = isNew
    ? (request.detail as unknown as Registration)
    : { ...registrationOf(application), ...(request.state === 'open' && changeIn(request).to) };
  const developer = application.developer_id ? await findPerson(database, application.developer_id) : undefined;
  const alike = await applicationsAlike(database, { ...application, name: handedIn.name });
  return {
    registration: handedIn,
    applicationId: application.id,
    differences: isNew
      ? await sinceRefused(call, request, handedIn)
      : differences(changeIn(request).from, changeIn(request).to),
    checks: checksOf(handedIn, {
      alike: alike.map(({ name }) => name),
      emailVerified: developer?.email_verified_at != null,
      apiUrl,
    }),
    makesSecret: isNew && !application.public,
  };
}

/** What became different since the same application was refused; undefined when it never was. */
async function sinceRefused(
  { services }: PageCall,
  request: RequestRow,
  handedIn: Registration,
): Promise<Difference[] | undefined> {
  const requests = await listRequestsOfClient(services.database, request.client_id!);
  const refused = requests.find(
    ({ type, state, created_at }) => type === 'application' && state === 'refused' && created_at < request.created_at,
  );
  return refused && differences(refused.detail as unknown as Registration, handedIn);
}

/** What people ask of the administrators, and the decisions. */
export const requestsPages: readonly PageRoute[] = [
  {
    path: HERE,
    requires: 'administrator',
    async show({ services, query, context }) {
      const list = listView(query, {
        path: HERE,
        sorts: ['oldest', 'newest'],
        filters: { state: [...REQUEST_STATES.slice(1), 'all'], type: REQUEST_TYPES },
      });
      const { rows, more } = splitPage(await listRequests(services.database, list));
      const requests = rows.map((request) => ({ ...headOf(request), from: request.author_name }));
      return requestsPage({ context, list, requests, more });
    },
  },
  {
    path: `${HERE}/:id`,
    requires: 'administrator',
    show: async (call) => onePage(call, await anyRequest(call.services.database, call.params.id!)),
    async submit(call) {
      const { services, params } = call;
      const request = await anyRequest(services.database, params.id!);
      const path = `${HERE}/${request.id}`;
      const decision = DECISIONS.get(call.field('do'));
      if (!decision || !decisionsOf(request).includes(decision)) {
        const text = call.field('message');
        if (!text || text.length > LONGEST_TEXT) return wrongForm(await onePage(call, request, { problem: 'message' }));
        await sayIn(call, request, text, { asAdministrator: true, url: services.accountUrl + pathOfAuthor(request) });
        return goTo(path, 'sent');
      }
      const { reason, problem } = readReason(call);
      if (problem) return wrongForm(await onePage(call, request, { typed: reason, problem }));
      try {
        const refusal = await decide(call, request, decision, reason);
        if (refusal) return wrongForm(await onePage(call, request, { typed: reason, problem: refusal }));
        return goTo(path, decision);
      } catch (error) {
        if (!(error instanceof ChangedMeanwhile)) throw error;
        const now = await anyRequest(services.database, request.id);
        return { page: await onePage(call, now, { changed: true }), status: 409 };
      }
    },
  },
];
