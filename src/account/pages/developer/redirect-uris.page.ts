import { type Html, html } from '../../../platform/html.ts';
import { submitButton } from '../components/button.ts';
import { confirmPage } from '../components/confirm.ts';
import { copyable } from '../components/copyable.ts';
import { errorSummary } from '../components/error-summary.ts';
import { textField } from '../components/field.ts';
import { type FormTarget, form } from '../components/form.ts';
import type { PageContext } from '../layout.ts';
import { type Messages, messages } from '../messages.ts';
import { type ApplicationHead, applicationFrame } from './application-frame.ts';

type Problem =
  | keyof Messages['redirectUris']['refusals']
  | 'missing'
  | keyof Messages['editApplication']['problems']['redirectUris'];

export type RedirectUrisPage = FormTarget & {
  context: PageContext;
  application: ApplicationHead;
  typed?: string;
  problem?: Problem | undefined;
  done?: 'added' | 'removed' | undefined;
  changed?: boolean;
};

/** Posts `uri`, to be added. */
export function redirectUrisPage(page: RedirectUrisPage): Html {
  const { context, application, typed = '', problem, done, changed } = page;
  const { registration, status } = application;
  const text = messages[context.language];
  const { redirectUris, editApplication } = text;
  const error = problem && problemText(problem, typed, text);
  return applicationFrame({
    context,
    application,
    current: 'redirectUris',
    changed,
    done: done && redirectUris[done],
    failed: error !== undefined,
    body: html`
${error && errorSummary({ title: redirectUris.problemTitle, errors: [{ field: 'uri', message: error }], autofocus: true })}
<div class="card">
<h2>${redirectUris.title}</h2>
<ul class="uris">${registration.redirectUris.map(
      (uri) => html`
<li>${copyable(uri, redirectUris.uri, text.controls)}${
        status === 'approved' &&
        html`<a class="button button-quiet" href="/developer/applications/${application.id}/redirect-uris/remove?${new URLSearchParams({ uri }).toString()}">${redirectUris.remove}<span class="visually-hidden"> ${uri}</span></a>`
      }</li>`,
    )}</ul>
</div>
${
  status === 'approved' &&
  html`<div class="card inline-form">
${form(
  context,
  page,
  html`
${textField({
  name: 'uri',
  label: redirectUris.uri,
  autocomplete: 'off',
  value: typed,
  ...(registration.kind !== 'device' && { hint: editApplication.redirectHint[registration.kind] }),
  ...(error && { error }),
})}
${submitButton({ label: redirectUris.add, kind: 'primary' })}`,
)}
</div>`
}
<div class="advice"><p>${text.application.identical}</p></div>`,
  });
}

function problemText(problem: Problem, typed: string, { redirectUris, editApplication }: Messages): string {
  if (problem === 'missing') return redirectUris.missing;
  if (problem in redirectUris.refusals) return redirectUris.refusals[problem as keyof typeof redirectUris.refusals];
  const words = editApplication.problems.redirectUris[problem as keyof typeof editApplication.problems.redirectUris];
  return `${typed.slice(0, 200)}: ${words}`;
}

/** Posts `uri`. */
export function removeRedirectUriPage(
  context: PageContext,
  target: FormTarget,
  { id, uri, last }: { id: string; uri: string; last?: boolean },
): Html {
  const { redirectUris } = messages[context.language];
  return confirmPage({
    context,
    target,
    title: redirectUris.removeTitle,
    text: redirectUris.removeText(uri),
    problem: last ? { title: redirectUris.refusals.last, errors: [] } : undefined,
    fields: html`<input type="hidden" id="uri" name="uri" value="${uri}">`,
    submit: { label: redirectUris.remove, kind: 'danger' },
    back: { href: `/developer/applications/${id}/redirect-uris`, label: redirectUris.keep },
  });
}
