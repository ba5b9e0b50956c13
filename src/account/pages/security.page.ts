import { type Html, html } from '../../platform/html.ts';
import { formatInstant, formatWait } from '../../platform/i18n.ts';
import { browserWords } from './components/browser-words.ts';
import { submitButton } from './components/button.ts';
import { card } from './components/card.ts';
import { errorSummary } from './components/error-summary.ts';
import { passwordField } from './components/field.ts';
import { type FormTarget, form } from './components/form.ts';
import { knownEmail } from './components/known-email.ts';
import { portalPage } from './components/portal.ts';
import type { PageContext } from './layout.ts';
import { type Messages, messages } from './messages.ts';

type FieldProblem = 'wrong' | 'missingCurrent' | 'missingFresh' | 'same' | keyof Messages['passwordRules']['problems'];

export type SecurityPage = FormTarget & {
  context: PageContext;
  email: string;
  timeZone: string | null;
  /** `detail` in words beside the kind; `browser` empty when nothing is known; instants as RFC 3339. */
  events: readonly {
    kind: keyof Messages['security']['kinds'];
    detail: string;
    at: string;
    address: string;
    browser: string;
  }[];
  /** Where the next events are, if there are more. */
  olderHref?: string;
  /** Other ways to sign in and to prove it, each a card of its own. */
  factors?: readonly Html[];
  problems?: { current?: FieldProblem; password?: FieldProblem };
  throttledSeconds?: number;
  done?: boolean;
};

/** Posts `current` and `password`. */
export function securityPage(page: SecurityPage): Html {
  const { context, problems = {}, throttledSeconds, done, events, olderHref, factors } = page;
  const text = messages[context.language];
  const { security } = text;
  const words = (problem: FieldProblem | undefined) =>
    problem &&
    (problem in text.passwordRules.problems
      ? text.passwordRules.problems[problem as keyof Messages['passwordRules']['problems']]
      : security[problem as 'wrong' | 'missingCurrent' | 'missingFresh' | 'same']);
  const current = words(problems.current);
  const fresh = words(problems.password);
  const errors = [
    ...(current ? [{ field: 'current', message: current }] : []),
    ...(fresh ? [{ field: 'password', message: fresh }] : []),
    ...(throttledSeconds ? [{ message: security.throttled(formatWait(throttledSeconds, context.language)) }] : []),
  ];
  return portalPage(context, {
    title: security.title,
    current: 'security',
    failed: errors.length > 0,
    done: done ? security.changed : undefined,
    body: html`
${card(html`
<h2>${security.password}</h2>
${errors.length > 0 && errorSummary({ title: security.problemTitle, errors, autofocus: true })}
${form(
  context,
  page,
  html`
${knownEmail(page.email)}
${passwordField({ name: 'current', label: security.current, autocomplete: 'current-password', ...(current && { error: current }) }, text.controls)}
${passwordField({ name: 'password', label: security.fresh, autocomplete: 'new-password', hint: text.passwordRules.hint, ...(fresh && { error: fresh }) }, text.controls)}
${submitButton({ label: security.change, kind: 'primary' })}`,
)}`)}
${factors}
${card(html`
<h2>${security.events}</h2>
<p class="soft">${security.eventsText}</p>
<table class="table">
<thead><tr><th scope="col">${security.when}</th><th scope="col">${security.what}</th><th scope="col">${security.where}</th></tr></thead>
<tbody>
${events.map(
  ({ kind, detail, at, address, browser }) => html`<tr>
<td>${formatInstant(at, context.language, page.timeZone)}</td>
<td>${security.kinds[kind]}${detail && html` <span class="soft">${detail}</span>`}</td>
<td>${[browserWords(browser, text), address].filter(Boolean).join(' · ')}</td>
</tr>`,
)}
</tbody>
</table>
${olderHref && html`<p><a href="${olderHref}">${security.older}</a></p>`}`)}`,
  });
}
