import { type Html, html } from '../../platform/html.ts';
import { formatWait } from '../../platform/i18n.ts';
import { type Application, applicationMark } from './components/application-mark.ts';
import { submitButton } from './components/button.ts';
import { card } from './components/card.ts';
import { errorSummary } from './components/error-summary.ts';
import { codeField } from './components/field.ts';
import { flash } from './components/flash.ts';
import { type FormTarget, form } from './components/form.ts';
import { statusMark } from './components/status-mark.ts';
import { layout, type PageContext } from './layout.ts';
import { type Messages, messages } from './messages.ts';
import { type GrantableScope, scopeText } from './scopes.ts';

type CodeProblem = keyof Messages['device']['problems'];

export type DeviceCodePage = FormTarget & {
  context: PageContext;
  /** What was typed before, or came with the link. */
  code?: string;
  problem?: CodeProblem;
};

/** Posts `user_code`. */
export function deviceCodePage(page: DeviceCodePage): Html {
  const { context, code, problem } = page;
  const { device } = messages[context.language];
  const error = problem && device.problems[problem];
  return layout(context, {
    title: device.title,
    width: 'form',
    failed: problem !== undefined,
    body: card(html`
<div class="card-head"><div><h1>${device.title}</h1><p class="soft">${device.text}</p></div></div>
${error && errorSummary({ title: device.problemTitle, errors: [{ message: error, field: 'user_code' }] })}
${form(
  context,
  page,
  html`
${codeField({ name: 'user_code', label: device.label, hint: device.hint, autocomplete: 'off', ...(code && { value: code }), ...(error && { error }), autofocus: true }, 'text')}
${submitButton({ label: device.submit, kind: 'primary' })}`,
)}`),
  });
}

export type DeviceConfirmPage = FormTarget & {
  context: PageContext;
  application: Application & { developer: string };
  /** As the device shows it. */
  code: string;
  scopes: readonly GrantableScope[];
};

/** Posts `user_code` again, with `confirm=yes` or `abort=yes`: the names that oidc-provider reads. */
export function deviceConfirmPage(page: DeviceConfirmPage): Html {
  const { context, application, code, scopes } = page;
  const text = messages[context.language];
  const { confirm } = text.device;
  return layout(context, {
    title: confirm.title(application.name),
    width: 'form',
    body: card(html`
<div class="card-head">
${applicationMark(application)}
<div><h1>${confirm.heading(application.name)}</h1><p class="soft">${text.consent.developer(application.developer)}</p></div>
</div>
<p id="device-check">${confirm.check}</p>
<p class="device-code"><code aria-labelledby="device-check">${code}</code></p>
${flash(confirm.warning)}
${scopes.length > 0 && html`<h2>${confirm.asks}</h2><ul class="plain-list">${scopes.map((scope) => html`<li>${scopeText(scope, text).name}</li>`)}</ul>`}
<p class="soft">${confirm.next}</p>
${form(
  context,
  page,
  html`
<input type="hidden" name="user_code" value="${code}">
<div class="actions">
${submitButton({ label: confirm.yes, kind: 'primary', name: 'confirm', value: 'yes' })}
${submitButton({ label: confirm.no, kind: 'secondary', name: 'abort', value: 'yes' })}
</div>`,
)}`),
  });
}

/** The outcome, when there is nothing more to do on this page. */
export function deviceOutcomePage(
  context: PageContext,
  outcome:
    | { kind: 'done'; application: string }
    | { kind: 'refused' }
    | { kind: 'throttled'; retryAfterSeconds: number },
): Html {
  const { device } = messages[context.language];
  const [title, text] =
    outcome.kind === 'done'
      ? [device.done.title, device.done.text(outcome.application)]
      : outcome.kind === 'refused'
        ? [device.refusedTitle, device.refused]
        : [device.throttledTitle, device.throttled(formatWait(outcome.retryAfterSeconds, context.language))];
  return layout(context, {
    title,
    width: 'form',
    body: card(html`
<div class="card-head">${statusMark(outcome.kind === 'done' ? 'done' : 'warning')}<div><h1>${title}</h1></div></div>
<p>${text}</p>`),
  });
}
