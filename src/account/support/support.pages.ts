import type { Html } from '../../platform/html.ts';
import { goTo, type PageCall, type PageRoute, wrongForm } from '../console/page-route.ts';
import { ownRequestPage, supportPage } from '../pages/support.page.ts';
import { conversationOf } from './conversation.ts';
import { listMessages, listRequestsOfAuthor, type RequestRow, withdrawRequest } from './support.queries.ts';
import { askAnything, LONGEST_TEXT, ownRequest, pathOfAuthor, sayIn, subjectOf } from './support.service.ts';

const HERE = '/profile/support';
const LONGEST_SUBJECT = 120;

async function listPage(call: PageCall, extra: Partial<Parameters<typeof supportPage>[0]> = {}): Promise<Html> {
  const { services, user, context } = call;
  const rows = await listRequestsOfAuthor(services.database, user.id);
  return supportPage({
    ...call.form(HERE),
    context,
    timeZone: user.time_zone,
    requests: rows.map((row) => ({
      href: pathOfAuthor(row),
      type: row.type,
      subject: subjectOf(row),
      state: row.state,
      createdAt: row.created_at,
    })),
    ...extra,
  });
}

async function onePage(call: PageCall, request: RequestRow, extra: { changed?: boolean; problem?: boolean } = {}) {
  const { services, user, context, done } = call;
  const target = request.state === 'open' ? call.form(`${HERE}/${request.id}`) : undefined;
  return ownRequestPage({
    context,
    timeZone: user.time_zone,
    subject: subjectOf(request),
    ...conversationOf(request, await listMessages(services.database, request.id)),
    answer: target,
    withdraw: target,
    done: (['asked', 'sent', 'withdrawn'] as const).find((known) => known === done),
    ...extra,
  });
}

/** What anybody with an account asks the administrators. */
export const supportPages: readonly PageRoute[] = [
  {
    path: HERE,
    requires: 'signed-in',
    show: (call) => listPage(call),
    async submit(call) {
      const typed = { subject: call.field('subject'), text: call.field('text').replace(/\r\n?/g, '\n') };
      const problems = [
        ...(typed.subject && typed.subject.length <= LONGEST_SUBJECT ? [] : ['subject' as const]),
        ...(typed.text && typed.text.length <= LONGEST_TEXT ? [] : ['text' as const]),
      ];
      if (problems.length > 0) return wrongForm(await listPage(call, { typed, problems }));
      const id = await askAnything(call, typed);
      if (id === undefined) return wrongForm(await listPage(call, { typed, problems: ['tooMany'] }));
      return goTo(`${HERE}/${id}`, 'asked');
    },
  },
  {
    path: `${HERE}/:id`,
    requires: 'signed-in',
    async show(call) {
      const request = await ownRequest(call.services.database, call.params.id!, call.user);
      return request.type === 'general' ? onePage(call, request) : goTo(pathOfAuthor(request));
    },
    async submit(call) {
      const { services, params, user } = call;
      const request = await ownRequest(services.database, params.id!, user);
      if (request.type !== 'general') return goTo(pathOfAuthor(request));
      const here = `${HERE}/${request.id}`;
      const changed = async () => {
        const now = await ownRequest(services.database, request.id, user);
        return { page: await onePage(call, now, { changed: true }), status: 409 };
      };
      if (call.field('do') === 'withdraw') {
        const gone = await services.database.transaction((tx) => withdrawRequest(tx, request.id));
        return gone ? goTo(here, 'withdrawn') : changed();
      }
      if (request.state !== 'open') return changed();
      const text = call.field('message');
      if (!text || text.length > LONGEST_TEXT) return wrongForm(await onePage(call, request, { problem: true }));
      await sayIn(call, request, text, { asAdministrator: false, url: services.accountUrl + here });
      return goTo(here, 'sent');
    },
  },
];
