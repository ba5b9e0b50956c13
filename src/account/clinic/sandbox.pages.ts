import type { Html } from '../../platform/html.ts';
import { listActionsOfManagers } from '../console/actions.queries.ts';
import { goTo, type PageCall, type PageRoute, wrongForm } from '../console/page-route.ts';
import { actionViewOf } from '../developer/application-head.ts';
import { clinicSandboxPage, resetSandboxPage } from '../pages/clinic/sandbox.page.ts';
import { resetSandbox } from './sandbox.service.ts';

const HERE = '/clinic/sandbox';

const resetPage = ({ context, form, user }: PageCall, problem?: Parameters<typeof resetSandboxPage>[3]): Html =>
  resetSandboxPage(context, form(`${HERE}/reset`), user.tenant_name!, problem);

/** What a manager can do with a clinic of invented data, and with no other. */
export const sandboxPages: readonly PageRoute[] = [
  {
    path: HERE,
    requires: 'sandbox-manager',
    async show({ services, user, context, done }) {
      const actions = await listActionsOfManagers(services.database, user.tenant_id!, 'sandbox.%');
      return clinicSandboxPage({
        context,
        timeZone: user.time_zone,
        actions: actions.map(actionViewOf),
        done: done === 'reset',
      });
    },
  },
  {
    path: `${HERE}/reset`,
    requires: 'sandbox-manager',
    show: async (call) => resetPage(call),
    async submit(call) {
      if (call.field('understood') !== 'yes') return wrongForm(resetPage(call, 'notUnderstood'));
      return (await resetSandbox(call)) ? goTo(HERE, 'reset') : { page: resetPage(call, 'running'), status: 409 };
    },
  },
];
