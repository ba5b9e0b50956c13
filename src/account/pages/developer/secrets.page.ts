import { type Html, html } from '../../../platform/html.ts';
import { badge } from '../components/badge.ts';
import { linkButton, submitButton } from '../components/button.ts';
import { card } from '../components/card.ts';
import { selectField } from '../components/choice.ts';
import { confirmPage } from '../components/confirm.ts';
import { copyable } from '../components/copyable.ts';
import { dataTable } from '../components/data-table.ts';
import { errorSummary } from '../components/error-summary.ts';
import { textField } from '../components/field.ts';
import { type FormTarget, form } from '../components/form.ts';
import { moment } from '../components/moment.ts';
import { layout, type PageContext } from '../layout.ts';
import { type Messages, messages } from '../messages.ts';
import { type ApplicationHead, applicationFrame } from './application-frame.ts';

export interface SecretView {
  id: number;
  description: string;
  hint: string;
  createdAt: string;
  expiresAt: string | null;
  expired: boolean;
  lastUsedAt: string | null;
  unseen: boolean;
}

type Days = keyof Messages['secrets']['days'];
type Hours = keyof Messages['secrets']['hours'];

export type SecretsPage = FormTarget & {
  context: PageContext;
  timeZone: string | null;
  application: ApplicationHead;
  secrets: readonly SecretView[];
  typed?: { description: string; days: number };
  problem?: 'description' | 'tooMany';
  deleted?: boolean;
  changed?: boolean;
};

const here = (id: string) => `/developer/applications/${id}/secrets`;

/** Posts `description` and `days`. */
export function secretsPage(page: SecretsPage): Html {
  const { context, timeZone, application, secrets: list, typed, problem, deleted, changed } = page;
  const text = messages[context.language];
  const { secrets } = text;
  const time = (instant: string) => moment(context, instant, timeZone);
  const path = here(application.id);
  const errors =
    problem === 'description'
      ? [{ field: 'description', message: secrets.descriptionMissing }]
      : problem
        ? [{ message: secrets.tooMany }]
        : [];
  return applicationFrame({
    context,
    application,
    current: 'secrets',
    changed,
    done: deleted ? secrets.deleted : undefined,
    failed: errors.length > 0,
    body: html`
${errors.length > 0 && errorSummary({ title: secrets.problemTitle, errors, autofocus: true })}
<p class="soft">${secrets.lead}</p>
${dataTable({
  context,
  caption: secrets.title,
  list: { path, q: '', sort: '', page: 1, filters: {} },
  rows: list,
  more: false,
  empty: { title: secrets.none, text: secrets.noneNext },
  columns: [
    {
      label: secrets.secret,
      cell: ({ description, hint, unseen, expired }) =>
        html`<strong>${description || secrets.first}</strong> <code class="nowrap">…${hint}</code> ${unseen && badge(secrets.unseen, 'warning')} ${expired && badge(secrets.expired, 'neutral')}`,
    },
    { label: secrets.created, cell: ({ createdAt }) => time(createdAt) },
    { label: secrets.lastUsed, cell: ({ lastUsedAt }) => (lastUsedAt === null ? secrets.never : time(lastUsedAt)) },
    { label: secrets.expiry, cell: ({ expiresAt }) => (expiresAt === null ? secrets.days[0] : time(expiresAt)) },
    {
      label: text.table.controls,
      controls: true,
      cell: ({ id, unseen, expired, hint }) => html`<div class="actions">
${unseen && !expired && linkButton(`${path}/${id}`, secrets.show, 'primary')}
${!expired && html`<a class="button button-secondary" href="${path}/${id}/rotate">${secrets.rotate}<span class="visually-hidden"> …${hint}</span></a>`}
<a class="button button-danger" href="${path}/${id}/delete">${secrets.delete}<span class="visually-hidden"> …${hint}</span></a>
</div>`,
    },
  ],
})}
${
  application.status === 'approved' &&
  html`<div class="card inline-form">
<h2>${secrets.create}</h2>
${form(
  context,
  page,
  html`
${textField({
  name: 'description',
  label: secrets.description,
  autocomplete: 'off',
  hint: secrets.descriptionHint,
  value: typed?.description ?? '',
  ...(problem === 'description' && { error: secrets.descriptionMissing }),
})}
${daysField(text, secrets.expiry, typed?.days)}
${submitButton({ label: secrets.create, kind: 'primary' })}`,
)}
</div>`
}
<div class="advice"><p>${secrets.separate}</p></div>`,
  });
}

function daysField({ secrets }: Messages, label: string, days = 365): Html {
  return selectField({
    name: 'days',
    label,
    value: String(days),
    options: ([365, 180, 90, 0] as Days[]).map((one) => [String(one), secrets.days[one]] as const),
  });
}

type OneSecret = { context: PageContext; application: { id: string; name: string }; secret: SecretView };

/** Before a secret is shown; posts nothing but that it is wanted. A secret that was seen has no form. */
export function showSecretPage({ context, application, secret }: OneSecret, target: FormTarget): Html {
  const { secrets, controls } = messages[context.language];
  const back = linkButton(here(application.id), secrets.back, 'secondary');
  return layout(context, {
    title: secrets.showTitle,
    width: 'form',
    body: card(html`
<h1>${secrets.showTitle}</h1>
<p>${application.name}: <strong>${secret.description || secrets.first}</strong></p>
<p>${copyable(application.id, 'client_id', controls)}</p>
${
  secret.unseen
    ? html`<p>${secrets.showText}</p>
${form(context, target, html`<div class="actions">${submitButton({ label: secrets.show, kind: 'primary' })}${back}</div>`)}`
    : html`<p>${secrets.shownBefore}</p><div class="actions">${back}</div>`
}`),
  });
}

/** The secret itself. */
export function shownSecretPage({ context, application, secret }: OneSecret, value: string): Html {
  const { secrets, controls } = messages[context.language];
  return layout(context, {
    title: secrets.shownTitle,
    width: 'wide-form',
    body: card(html`
<h1>${secrets.shownTitle}</h1>
<p>${application.name}: <strong>${secret.description || secrets.first}</strong></p>
<p><strong>${secrets.shownText}</strong></p>
<p class="secret-value">${copyable(value, secrets.secret, controls)}</p>
<div class="actions">${linkButton(here(application.id), secrets.stored, 'primary')}</div>`),
  });
}

/** Posts `hours` until the old one ends, and `days` until the new one does. */
export function rotateSecretPage(
  { context, application, secret }: OneSecret,
  target: FormTarget,
  tooMany = false,
): Html {
  const text = messages[context.language];
  const { secrets } = text;
  return confirmPage({
    context,
    target,
    title: secrets.rotateTitle(secret.hint),
    text: secrets.rotateText,
    problem: tooMany
      ? { title: secrets.problemTitle, errors: [{ field: 'hours', message: secrets.tooMany }] }
      : undefined,
    fields: html`
${selectField({
  name: 'hours',
  label: secrets.overlap,
  value: '24',
  options: ([24, 168, 720, 0] as Hours[]).map((one) => [String(one), secrets.hours[one]] as const),
})}
${daysField(text, secrets.newExpiry)}`,
    submit: { label: secrets.rotate, kind: 'primary' },
    back: { href: here(application.id), label: secrets.keep },
  });
}

/** Posts nothing but that it is wanted. */
export function deleteSecretPage({ context, application, secret }: OneSecret, target: FormTarget): Html {
  const { secrets } = messages[context.language];
  return confirmPage({
    context,
    target,
    title: secrets.deleteTitle(secret.hint),
    text: secrets.deleteText,
    submit: { label: secrets.delete, kind: 'danger' },
    back: { href: here(application.id), label: secrets.keep },
  });
}
