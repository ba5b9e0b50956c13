import { type ActionRow, listActionsOfManagers } from '../console/actions.queries.ts';
import { goTo, type PageCall, type PageRoute, type SubmitCall, wrongForm } from '../console/page-route.ts';
import { isName } from '../developer/registration.rules.ts';
import { ChangedMeanwhile } from '../developer/registration.service.ts';
import {
  type ClinicRolePage,
  clinicRolePage,
  clinicRolesPage,
  deleteRolePage,
  type RoleAction,
} from '../pages/clinic/roles.page.ts';
import { roleName } from '../users/role-names.ts';
import type { RoleRow, RoleWish } from './roles.queries.ts';
import {
  changeRole,
  createRole,
  inOrder,
  isFixed,
  isTaken,
  isUnused,
  LONGEST_ROLE_NAME,
  removeRole,
  roleOf,
  rolesOf,
} from './roles.service.ts';

const HERE = '/clinic/roles';

async function historyOf({ services, user }: PageCall, key?: string) {
  const rows = await listActionsOfManagers(services.database, user.tenant_id!, 'clinic-role.%', key);
  return { timeZone: user.time_zone, actions: rows.map(roleActionOf) };
}

const roleActionOf = ({ at, action, actor_name, detail }: ActionRow): RoleAction => ({
  at,
  action,
  actor: actor_name ?? '',
  name: detail.name ?? '',
  from: detail.from,
  added: inOrder((detail.added ?? '').split(' ')),
  removed: inOrder((detail.removed ?? '').split(' ')),
});

async function onePage(call: PageCall, role: RoleRow, extra: Partial<ClinicRolePage> = {}) {
  const { context } = call;
  const name = roleName(role, context.language);
  return clinicRolePage({
    ...call.form(`${HERE}/${encodeURIComponent(role.key)}`),
    context,
    typed: { name, permissions: role.permissions, version: role.version },
    role: {
      key: role.key,
      name,
      fixed: isFixed(role),
      unused: isUnused(role),
      ...(await historyOf(call, role.key)),
    },
    ...extra,
  });
}

/** What the form says, and what is wrong with the name. */
async function readWish(
  call: SubmitCall,
  role?: RoleRow,
): Promise<{ wish: RoleWish & { version: number }; problem: ClinicRolePage['problem'] }> {
  const { language } = call.context;
  const typed = call.field('name').replace(/\s+/g, ' ');
  // Who leaves the name that they read leaves the one that is stored, which readers of other languages have a word for.
  const name = role && (isFixed(role) || typed === roleName(role, language)) ? role.name : typed;
  const problem =
    name === ''
      ? 'missing'
      : name.length > LONGEST_ROLE_NAME || !isName(name)
        ? 'too-long'
        : isTaken(await rolesOf(call), name, language, role?.key)
          ? 'taken'
          : undefined;
  return {
    wish: { name, permissions: inOrder(call.values('permission')), version: Number(call.field('version')) },
    problem,
  };
}

/** Shows how the role is now when somebody else was quicker. */
async function orChanged(call: PageCall, work: () => Promise<ReturnType<typeof goTo>>) {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ChangedMeanwhile)) throw error;
    return { page: await onePage(call, await roleOf(call), { changed: true }), status: 409 };
  }
}

/** The roles of a clinic, each a named set of permissions. */
export const rolesPages: readonly PageRoute[] = [
  {
    path: HERE,
    requires: 'manager',
    async show(call) {
      const { context, done } = call;
      const roles = (await rolesOf(call)).map((role) => ({ ...role, name: roleName(role, context.language) }));
      const deleted = done === 'deleted' ? done : undefined;
      return clinicRolesPage({ context, roles, done: deleted, ...(await historyOf(call)) });
    },
  },
  {
    path: `${HERE}/new`,
    requires: 'manager',
    show: async (call) =>
      clinicRolePage({
        ...call.form(`${HERE}/new`),
        context: call.context,
        typed: { name: '', permissions: [], version: 0 },
      }),
    async submit(call) {
      const { wish, problem } = await readWish(call);
      const again = (is: ClinicRolePage['problem']) =>
        wrongForm(clinicRolePage({ ...call.form(`${HERE}/new`), context: call.context, typed: wish, problem: is }));
      if (problem) return again(problem);
      const key = await createRole(call, wish);
      return key === undefined ? again('too-many') : goTo(`${HERE}/${key}`, 'created');
    },
  },
  {
    path: `${HERE}/:id`,
    requires: 'manager',
    async show(call) {
      const done = (['created', 'saved'] as const).find((known) => known === call.done);
      return onePage(call, await roleOf(call), { done });
    },
    async submit(call) {
      const role = await roleOf(call);
      const { wish, problem } = await readWish(call, role);
      if (problem) return wrongForm(await onePage(call, role, { typed: wish, problem }));
      return orChanged(call, async () => {
        await changeRole(call, role.key, wish);
        return goTo(`${HERE}/${encodeURIComponent(role.key)}`, 'saved');
      });
    },
  },
  {
    path: `${HERE}/:id/delete`,
    requires: 'manager',
    async show(call) {
      const role = await roleOf(call);
      const here = `${HERE}/${encodeURIComponent(role.key)}`;
      if (isFixed(role) || !isUnused(role)) return goTo(here);
      const name = roleName(role, call.context.language);
      return deleteRolePage(call.context, call.form(`${here}/delete`), { key: role.key, name });
    },
    async submit(call) {
      const role = await roleOf(call);
      return orChanged(call, async () => {
        await removeRole(call, role.key);
        return goTo(HERE, 'deleted');
      });
    },
  },
];
