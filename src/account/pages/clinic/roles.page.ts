import { PERMISSIONS, type Permission } from '../../../catalogue/permissions.ts';
import { type Html, html } from '../../../platform/html.ts';
import { type ActionView, actionTimeline } from '../components/action-timeline.ts';
import { linkButton, submitButton } from '../components/button.ts';
import { card } from '../components/card.ts';
import { confirmPage } from '../components/confirm.ts';
import { dataTable } from '../components/data-table.ts';
import { errorSummary } from '../components/error-summary.ts';
import { textField } from '../components/field.ts';
import { flash } from '../components/flash.ts';
import { type FormTarget, form } from '../components/form.ts';
import { portalPage } from '../components/portal.ts';
import type { PageContext } from '../layout.ts';
import { type Messages, messages } from '../messages.ts';

const HERE = '/clinic/roles';
const addressOf = (key: string): string => `${HERE}/${encodeURIComponent(key)}`;

export interface RoleView {
  key: string;
  /** As the reader calls it. */
  name: string;
  permissions: readonly Permission[];
  people: number;
  invited: number;
}

export interface RoleAction {
  at: string;
  action: ActionView['action'];
  actor: string;
  /** What the role was called then, and before. */
  name: string;
  from: string | undefined;
  added: readonly Permission[];
  removed: readonly Permission[];
}

type History = { timeZone: string | null; actions: readonly RoleAction[] };

function historyCard(context: PageContext, { timeZone, actions }: History): Html {
  const { clinicRoles: text, permissions } = messages[context.language];
  const named = (keys: readonly Permission[]) => keys.map((key) => permissions[key].name).join(', ');
  const views = actions.map(({ at, action, actor, name, from, added, removed }): ActionView => {
    const changes = [
      from !== undefined && text.renamed(from),
      added.length > 0 && `${text.added}: ${named(added)}`,
      removed.length > 0 && `${text.removed}: ${named(removed)}`,
    ];
    return { at, action, actor, detail: name, reason: changes.filter(Boolean).join('. ') };
  });
  return card(
    html`<h2>${text.history}</h2>${views.length === 0 ? html`<p class="soft">${text.noHistory}</p>` : actionTimeline(context, timeZone, views)}`,
  );
}

export type ClinicRolesPage = History & {
  context: PageContext;
  roles: readonly RoleView[];
  done?: 'deleted' | undefined;
};

/** The roles of a clinic, with how much each allows. */
export function clinicRolesPage(page: ClinicRolesPage): Html {
  const { context, roles, done } = page;
  const { clinicRoles: text } = messages[context.language];
  const create = linkButton(`${HERE}/new`, text.create, 'primary');
  return portalPage(context, {
    title: text.title,
    current: 'clinicRoles',
    lead: text.lead,
    action: create,
    done: done && text[done],
    body: html`
${dataTable({
  context,
  caption: text.title,
  list: { path: HERE, q: '', sort: '', page: 1, filters: {} },
  rows: roles,
  more: false,
  empty: { title: text.none, text: text.noneNext, action: create },
  columns: [
    { label: text.name, cell: ({ key, name }) => html`<a href="${addressOf(key)}"><strong>${name}</strong></a>` },
    { label: text.may, cell: ({ permissions }) => text.count(permissions.length, PERMISSIONS.length) },
    {
      label: text.people,
      cell: ({ people, invited }) =>
        html`${new Intl.NumberFormat(context.language).format(people)}${invited > 0 && html` <span class="soft">${text.invited(invited)}</span>`}`,
    },
  ],
})}
${historyCard(context, page)}`,
  });
}

type Problem = keyof Messages['clinicRoles']['wrong'];

export type ClinicRolePage = FormTarget & {
  context: PageContext;
  /** What the form holds; the version is 0 of one that is about to be made. */
  typed: { name: string; permissions: readonly Permission[]; version: number };
  /** Absent of one that is about to be made. */
  role?: { key: string; name: string; fixed: boolean; unused: boolean } & History;
  problem?: Problem | undefined;
  done?: 'created' | 'saved' | undefined;
  changed?: boolean;
};

/** Posts `name`, `permission` for each tick, and the `version` that was changed. */
export function clinicRolePage(page: ClinicRolePage): Html {
  const { context, typed, role, problem, done, changed } = page;
  const { clinicRoles: text, changedMeanwhile } = messages[context.language];
  const wrong = problem && text.wrong[problem];
  return portalPage(context, {
    title: role?.name ?? text.createTitle,
    current: 'clinicRoles',
    above: { href: HERE, label: text.title },
    ...(role &&
      !role.fixed &&
      role.unused && {
        action: html`<a class="button button-danger" href="${addressOf(role.key)}/delete">${text.delete}</a>`,
      }),
    done: done && text[done],
    failed: wrong !== undefined,
    body: html`
${changed && flash(changedMeanwhile)}
${wrong && errorSummary({ title: text.problemTitle, errors: [{ field: 'name', message: wrong }], autofocus: true })}
<div class="card wide">
${form(
  context,
  page,
  html`
${
  role?.fixed
    ? html`<p>${text.fixed[role.key as keyof typeof text.fixed]}</p>`
    : textField({
        name: 'name',
        label: text.name,
        autocomplete: 'off',
        hint: text.nameHint,
        value: typed.name,
        ...(wrong && { error: wrong }),
      })
}
${permissionChoice(context, typed.permissions)}
<input type="hidden" name="version" value="${typed.version}">
<div class="actions">${submitButton({ label: role ? text.save : text.create, kind: 'primary' })}</div>`,
)}
${role && !role.fixed && !role.unused && html`<p class="soft">${text.inUse}</p>`}
</div>
${role && historyCard(context, role)}`,
  });
}

/** Every permission in plain words, by what it is about. */
function permissionChoice({ language }: PageContext, chosen: readonly Permission[]): Html {
  const { permissions, permissionGroups, clinicRoles } = messages[language];
  return html`
<h2>${clinicRoles.all}</h2>
<div class="permissions">
${Object.entries(permissionGroups).map(
  ([group, legend]) => html`
<fieldset class="options">
<legend>${legend}</legend>
${PERMISSIONS.filter((permission) => permission.startsWith(`${group}.`)).map(
  (permission) => html`
<label class="option">
<input type="checkbox" name="permission" value="${permission}"${chosen.includes(permission) && html` checked`}>
<span><strong>${permissions[permission].name}</strong><span class="soft">${permissions[permission].text}</span></span>
</label>`,
)}
</fieldset>`,
)}
</div>`;
}

/** Posts nothing but the decision. */
export function deleteRolePage(
  context: PageContext,
  target: FormTarget,
  { key, name }: { key: string; name: string },
): Html {
  const { clinicRoles: text } = messages[context.language];
  return confirmPage({
    context,
    target,
    title: text.deleteTitle(name),
    text: text.deleteText,
    submit: { label: text.delete, kind: 'danger' },
    back: { href: addressOf(key), label: text.keep },
  });
}
