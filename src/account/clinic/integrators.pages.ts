import { goTo, type PageRoute, wrongForm } from '../console/page-route.ts';
import { integratorsPage } from '../pages/clinic/integrators.page.ts';
import { inviteIntegratorPage } from '../pages/clinic/invite.page.ts';
import { messages } from '../pages/messages.ts';
import { LONGEST_TEXT } from '../support/support.service.ts';
import { cleanEmail } from '../users/account-input.ts';
import { readDay } from './day.ts';
import { invite } from './invitations.service.ts';
import { endOfAccess } from './people.queries.ts';
import { peopleList } from './people-list.ts';

const HERE = '/clinic/integrators';

/** Who integrates software for the clinic: let in for a purpose, and until a day. */
export const integratorsPages: readonly PageRoute[] = [
  {
    path: HERE,
    requires: 'manager',
    show: async (call) => integratorsPage(await peopleList(call, HERE, ['until', 'name', 'newest'], true)),
  },
  {
    path: `${HERE}/invite`,
    requires: 'manager',
    show: async (call) => inviteIntegratorPage({ ...call.form(`${HERE}/invite`), context: call.context }),
    async submit(call) {
      const { services, user, context } = call;
      const typed = { email: call.field('email'), purpose: call.field('purpose'), until: call.field('until') };
      const email = cleanEmail(typed.email);
      const purpose = typed.purpose.length <= LONGEST_TEXT ? typed.purpose : '';
      const day = readDay(typed.until);
      const endsAt = day && (await endOfAccess(services.database, day, user.time_zone!));
      const page = (problems: Parameters<typeof inviteIntegratorPage>[0]['problems']) =>
        wrongForm(inviteIntegratorPage({ ...call.form(`${HERE}/invite`), context, typed, problems }));
      if (!email || !purpose || !endsAt) {
        return page([
          ...(email ? [] : ['email' as const]),
          ...(purpose ? [] : ['purpose' as const]),
          ...(endsAt ? [] : ['until' as const]),
        ]);
      }
      const role = { key: 'integrator', name: messages[context.language].roles.integrator };
      if (!(await invite(call, { name: '', email, role, purpose, endsAt }, context.language))) return page(['tooMany']);
      return goTo(HERE, 'sent');
    },
  },
];
