import type { Html } from '../../platform/html.ts';
import { listActionsOfPerson } from '../console/actions.queries.ts';
import {
  goTo,
  type PageAnswer,
  type PageCall,
  type PageRoute,
  type SubmitCall,
  wrongForm,
} from '../console/page-route.ts';
import { actionViewOf } from '../developer/application-head.ts';
import { ChangedMeanwhile } from '../developer/registration.service.ts';
import { inviteUserPage } from '../pages/clinic/invite.page.ts';
import { actPage, clinicPersonPage, clinicUsersPage } from '../pages/clinic/users.page.ts';
import { cleanEmail, cleanName } from '../users/account-input.ts';
import { roleName, roleNamesOf } from '../users/role-names.ts';
import { readDay } from './day.ts';
import { invitationOfClinic, invite, withdrawInvitation } from './invitations.service.ts';
import { type ClinicPersonRow, endOfAccess } from './people.queries.ts';
import { ACTS, type Act, actsOf, type Change, changePerson, personOfClinic } from './people.service.ts';
import { peopleList, personViewOf } from './people-list.ts';
import { rolesOf } from './roles.service.ts';

const HERE = '/clinic/users';

/** The roles that this manager can give, with their words. */
async function rolesFor(call: PageCall): Promise<{ key: string; name: string }[]> {
  const { language } = call.context;
  const given = (await rolesOf(call)).filter(({ key }) => key !== 'integrator');
  return given.map((role) => ({ key: role.key, name: roleName(role, language) }));
}

const anyOf = (call: PageCall): Promise<ClinicPersonRow> =>
  personOfClinic(call.services.database, call, call.params.id!);

async function onePage(call: PageCall, row: ClinicPersonRow, changed = false): Promise<Html> {
  const { services, user, context, done } = call;
  const [actions, nameOfRole] = await Promise.all([
    listActionsOfPerson(services.database, row.id),
    roleNamesOf(services.database, user.tenant_id!, context.language),
  ]);
  return clinicPersonPage({
    context,
    timeZone: user.time_zone,
    person: personViewOf(row, nameOfRole),
    actions: actions.filter(({ acting_as }) => acting_as === 'manager').map(actionViewOf),
    acts: actsOf(row, user.id),
    own: row.id === user.id,
    done: ACTS.find((act) => act === done),
    changed,
  });
}

/** What the form of an act asks for; a problem when it is not right. */
async function readChange(call: SubmitCall, act: Act): Promise<Change | 'wrong'> {
  if (act === 'role') {
    const role = (await rolesFor(call)).find(({ key }) => key === call.field('role'));
    return role ? { act, role: role.key } : 'wrong';
  }
  if (act === 'until') {
    const day = readDay(call.field('until'));
    const endsAt = day && (await endOfAccess(call.services.database, day, call.user.time_zone!));
    return endsAt ? { act, endsAt } : 'wrong';
  }
  return { act };
}

/** What is done to somebody of the clinic: each a page that asks. */
const actPages = ACTS.map((act): PageRoute => {
  const pageOf = async (call: PageCall, row: ClinicPersonRow, extra: { typed?: string; problem?: boolean } = {}) =>
    actPage({
      ...call.form(`${HERE}/${row.id}/${act}`),
      context: call.context,
      person: row,
      act,
      role: row.role_key,
      roles: act === 'role' ? await rolesFor(call) : [],
      ...extra,
    });
  return {
    path: `${HERE}/:id/${act}`,
    requires: 'manager',
    show: async (call) => pageOf(call, await anyOf(call)),
    async submit(call): Promise<PageAnswer> {
      const row = await anyOf(call);
      const change = await readChange(call, act);
      if (change === 'wrong') return wrongForm(await pageOf(call, row, { typed: call.field('until'), problem: true }));
      try {
        await changePerson(call, row.id, change);
        return goTo(`${HERE}/${row.id}`, act);
      } catch (error) {
        if (!(error instanceof ChangedMeanwhile)) throw error;
        return { page: await onePage(call, await anyOf(call), true), status: 409 };
      }
    },
  };
});

/** Who works in the clinic. */
export const usersPages: readonly PageRoute[] = [
  {
    path: HERE,
    requires: 'manager',
    show: async (call) => clinicUsersPage(await peopleList(call, HERE, ['name', 'email', 'newest'], false)),
  },
  {
    path: `${HERE}/invite`,
    requires: 'manager',
    show: async (call) =>
      inviteUserPage({ ...call.form(`${HERE}/invite`), context: call.context, roles: await rolesFor(call) }),
    async submit(call) {
      const roles = await rolesFor(call);
      const typed = { name: call.field('name'), email: call.field('email'), role: call.field('role') };
      const name = cleanName(typed.name);
      const email = cleanEmail(typed.email);
      const role = roles.find(({ key }) => key === typed.role);
      const page = (problems: Parameters<typeof inviteUserPage>[0]['problems']) =>
        wrongForm(inviteUserPage({ ...call.form(`${HERE}/invite`), context: call.context, roles, typed, problems }));
      if (!name || !email || !role) {
        return page([
          ...(name ? [] : ['name' as const]),
          ...(email ? [] : ['email' as const]),
          ...(role ? [] : ['role' as const]),
        ]);
      }
      try {
        if (!(await invite(call, { name, email, role }, call.context.language))) return page(['tooMany']);
        return goTo(HERE, 'sent');
      } catch (error) {
        // The role was deleted meanwhile.
        if (error instanceof ChangedMeanwhile) return page(['role']);
        throw error;
      }
    },
  },
  {
    path: `${HERE}/:id`,
    requires: 'manager',
    show: async (call) => onePage(call, await anyOf(call)),
  },
  ...actPages,
  {
    path: '/clinic/invitations/:id',
    requires: 'manager',
    async submit(call) {
      const invitation = await invitationOfClinic(call, call.params.id!);
      const list = invitation.role_key === 'integrator' ? '/clinic/integrators' : HERE;
      try {
        await withdrawInvitation(call, invitation);
        return goTo(list, 'withdrawn');
      } catch (error) {
        if (!(error instanceof ChangedMeanwhile)) throw error;
        return goTo(list);
      }
    },
  },
];
