import type { Html } from '../../platform/html.ts';
import { goTo, type PageCall, type PageRoute, wrongForm } from '../console/page-route.ts';
import { accessRequestPage, developerAccessPage } from '../pages/clinic/developer-access.page.ts';
import { conversationOf } from '../support/conversation.ts';
import { listMessages, listRequestsOfClinic, type RequestRow } from '../support/support.queries.ts';
import {
  askForDeveloperRole,
  LONGEST_TEXT,
  requestOfClinic,
  sayIn,
  withdrawDeveloperRole,
} from '../support/support.service.ts';
import { cleanEmail } from '../users/account-input.ts';

const HERE = '/clinic/developer-access';

async function listPage(call: PageCall, form: Partial<Parameters<typeof developerAccessPage>[0]> = {}): Promise<Html> {
  const { services, user, context } = call;
  const rows = await listRequestsOfClinic(services.database, user.tenant_id!);
  return developerAccessPage({
    ...call.form(HERE),
    context,
    timeZone: user.time_zone,
    requests: rows.map(({ id, email, state, created_at }) => ({ id, email: email!, state, createdAt: created_at })),
    ...form,
  });
}

async function requestPage(call: PageCall, request: RequestRow, extra: { changed?: boolean; problem?: boolean } = {}) {
  const { services, user, context, done } = call;
  const target = call.form(`${HERE}/${request.id}`);
  const open = request.state === 'open';
  return accessRequestPage({
    context,
    timeZone: user.time_zone,
    email: request.email!,
    ...conversationOf(request, await listMessages(services.database, request.id)),
    answer: open ? target : undefined,
    withdraw: open ? target : undefined,
    done: done === 'sent' || done === 'withdrawn' ? done : undefined,
    ...extra,
  });
}

/** A clinic's manager asks for the developer role for somebody. */
export const developerAccessPages: readonly PageRoute[] = [
  {
    path: HERE,
    requires: 'manager',
    show: (call) => listPage(call, { sent: call.done === 'sent' }),
    async submit(call) {
      const typed = { email: call.field('email'), reason: call.field('reason') };
      const email = cleanEmail(typed.email);
      const problems = [
        ...(email ? [] : [{ field: 'email', is: 'emailWrong' } as const]),
        ...(typed.reason && typed.reason.length <= LONGEST_TEXT
          ? []
          : [{ field: 'reason', is: 'reasonMissing' } as const]),
      ];
      if (!email || problems.length > 0) return wrongForm(await listPage(call, { typed, problems }));
      if (await askForDeveloperRole(call, { email, reason: typed.reason })) return goTo(HERE, 'sent');
      return wrongForm(await listPage(call, { typed, problems: [{ field: 'email', is: 'pending' }] }));
    },
  },
  {
    path: `${HERE}/:id`,
    requires: 'manager',
    async show(call) {
      return requestPage(call, await requestOfClinic(call.services.database, call.params.id!, call.user));
    },
    async submit(call) {
      const { services, params, user } = call;
      const request = await requestOfClinic(services.database, params.id!, user);
      const here = `${HERE}/${request.id}`;
      if (call.field('do') === 'withdraw') {
        if (await withdrawDeveloperRole(call, request)) return goTo(here, 'withdrawn');
        const now = await requestOfClinic(services.database, request.id, user);
        return { page: await requestPage(call, now, { changed: true }), status: 409 };
      }
      const text = call.field('message');
      if (!text || text.length > LONGEST_TEXT) return wrongForm(await requestPage(call, request, { problem: true }));
      await sayIn(call, request, text, { asAdministrator: false, url: services.accountUrl + here });
      return goTo(here, 'sent');
    },
  },
];
