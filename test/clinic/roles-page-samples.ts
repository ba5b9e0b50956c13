import {
  type ClinicRolePage,
  clinicRolePage,
  clinicRolesPage,
  deleteRolePage,
} from '../../src/account/pages/clinic/roles.page.ts';
import { clinicSandboxPage, resetSandboxPage } from '../../src/account/pages/clinic/sandbox.page.ts';
import { PERMISSIONS } from '../../src/catalogue/permissions.ts';
import type { Html } from '../../src/platform/html.ts';
import type { Language } from '../../src/platform/i18n.ts';
import { AT, actionsOf, form, type SampleNames, TIME_ZONE, within } from '../developer/samples.ts';

/** The pages of roles and of a sandbox's reset in every state they have, by name. */
export function roleSamples(language: Language, names: SampleNames): [string, Html][] {
  const inside = within(language, names);
  const permissions = PERMISSIONS.filter((_, index) => index % 3 === 0);
  const change = { at: AT, actor: names.person, name: names.description };
  const history = {
    timeZone: TIME_ZONE,
    actions: [
      {
        ...change,
        action: 'clinic-role.changed' as const,
        from: names.person,
        added: permissions,
        removed: PERMISSIONS,
      },
      { ...change, action: 'clinic-role.created' as const, from: undefined, added: permissions, removed: [] },
    ],
  };
  const none = { timeZone: TIME_ZONE, actions: [] };
  const role = { key: 'own', name: names.description, fixed: false, unused: true, ...history };
  const one = (name: string, view: Partial<ClinicRolePage>): [string, Html] => [
    name,
    clinicRolePage({
      ...form('/there'),
      context: inside(name),
      typed: { name: names.description, permissions, version: 3 },
      role,
      ...view,
    }),
  ];
  return [
    [
      'clinic-roles',
      clinicRolesPage({
        context: inside('clinic-roles'),
        roles: [
          { key: 'manager', name: 'Manager', permissions: PERMISSIONS, people: 1, invited: 0 },
          { key: 'own', name: names.description, permissions, people: 1234, invited: 2 },
        ],
        done: 'deleted',
        ...history,
      }),
    ],
    ['clinic-roles-none', clinicRolesPage({ context: inside('clinic-roles-none'), roles: [], ...none })],
    one('clinic-role', { done: 'created' }),
    one('clinic-role-used', { role: { ...role, unused: false }, changed: true, done: 'saved' }),
    one('clinic-role-manager', { role: { ...role, ...none, key: 'manager', fixed: true, unused: false } }),
    one('clinic-role-integrator', { role: { ...role, key: 'integrator', fixed: true } }),
    one('clinic-role-new', { role: undefined, typed: { name: '', permissions: [], version: 0 } }),
    ...(['missing', 'too-long', 'taken', 'too-many'] as const).map((problem) =>
      one(`clinic-role-${problem}`, { role: undefined, problem }),
    ),
    ['clinic-role-delete', deleteRolePage(inside('clinic-role-delete'), form('/there'), role)],
    [
      'clinic-sandbox',
      clinicSandboxPage({
        context: inside('clinic-sandbox'),
        timeZone: TIME_ZONE,
        actions: actionsOf(names).slice(-4),
        done: true,
      }),
    ],
    ['clinic-sandbox-never', clinicSandboxPage({ context: inside('clinic-sandbox-never'), ...none, done: false })],
    ...([undefined, 'notUnderstood', 'running'] as const).map((problem): [string, Html] => {
      const name = `clinic-sandbox-reset${problem ? `-${problem}` : ''}`;
      return [name, resetSandboxPage(inside(name), form('/there'), names.clinic, problem)];
    }),
  ];
}
