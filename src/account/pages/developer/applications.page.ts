import { type Html, html } from '../../../platform/html.ts';
import { linkButton, submitButton } from '../components/button.ts';
import { dataTable } from '../components/data-table.ts';
import { errorSummary } from '../components/error-summary.ts';
import { textField } from '../components/field.ts';
import { type FormTarget, form } from '../components/form.ts';
import { moment } from '../components/moment.ts';
import { portalPage } from '../components/portal.ts';
import type { PageContext } from '../layout.ts';
import { type Messages, messages } from '../messages.ts';
import { type Status, statusBadge } from './registration-view.ts';

const HERE = '/developer/applications';

export type OauthApplicationsPage = {
  context: PageContext;
  timeZone: string | null;
  applications: readonly { id: string; name: string; kind: keyof Messages['kinds']; status: Status; since: string }[];
  deleted?: boolean;
};

/** The applications that a developer registered. */
export function oauthApplicationsPage({ context, timeZone, applications, deleted }: OauthApplicationsPage): Html {
  const text = messages[context.language];
  const { oauthApplications } = text;
  const create = (kind: 'primary' | 'secondary') => linkButton(`${HERE}/new`, oauthApplications.new, kind);
  return portalPage(context, {
    title: oauthApplications.title,
    current: 'oauthApplications',
    lead: oauthApplications.lead,
    action: applications.length > 0 ? create('primary') : undefined,
    done: deleted ? oauthApplications.deleted : undefined,
    body: html`
${dataTable({
  context,
  caption: oauthApplications.title,
  list: { path: HERE, q: '', sort: '', page: 1, filters: {} },
  rows: applications,
  more: false,
  empty: { title: oauthApplications.none, text: oauthApplications.noneNext, action: create('primary') },
  columns: [
    {
      label: oauthApplications.name,
      cell: ({ id, name }) => html`<a href="${HERE}/${id}"><strong>${name}</strong></a>`,
    },
    { label: oauthApplications.kind, cell: ({ kind }) => text.kinds[kind].name },
    { label: oauthApplications.status, cell: ({ status }) => statusBadge(status, text) },
    { label: oauthApplications.since, cell: ({ since }) => moment(context, since, timeZone) },
  ],
})}
<div class="advice"><p>${oauthApplications.advice}</p></div>`,
  });
}

export type NewApplicationPage = FormTarget & {
  context: PageContext;
  typed?: { kind: string; name: string };
  problems?: readonly ('kind' | 'name' | 'too-many')[];
};

/** Posts `kind` and `name`. */
export function newApplicationPage(page: NewApplicationPage): Html {
  const { context, typed, problems = [] } = page;
  const text = messages[context.language];
  const { newApplication, oauthApplications, kinds, editApplication } = text;
  const errors = problems.map((problem) => {
    if (problem === 'too-many') return { message: oauthApplications.tooMany };
    return problem === 'kind'
      ? { field: 'kind-web', message: newApplication.kindMissing }
      : { field: 'name', message: editApplication.problems.name['not-a-name'] };
  });
  return portalPage(context, {
    title: newApplication.title,
    current: 'oauthApplications',
    above: { href: HERE, label: oauthApplications.title },
    lead: newApplication.lead,
    failed: errors.length > 0,
    body: html`
${errors.length > 0 && errorSummary({ title: oauthApplications.problemTitle, errors, autofocus: true })}
<div class="card wide">
${form(
  context,
  page,
  html`
<fieldset class="options">
<legend>${newApplication.kind}</legend>
${(['web', 'native', 'device'] as const).map(
  (kind) => html`
<label class="option">
<input type="radio" id="kind-${kind}" name="kind" value="${kind}"${typed?.kind === kind && html` checked`}>
<span><strong>${kinds[kind].name}</strong><span class="soft">${kinds[kind].text}</span></span>
</label>`,
)}
</fieldset>
${textField({
  name: 'name',
  label: newApplication.name,
  autocomplete: 'off',
  hint: newApplication.nameHint,
  value: typed?.name ?? '',
  ...(problems.includes('name') && { error: editApplication.problems.name['not-a-name'] }),
})}
${submitButton({ label: newApplication.submit, kind: 'primary' })}`,
)}
</div>`,
  });
}
