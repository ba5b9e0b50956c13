import { type Html, html } from '../../platform/html.ts';
import { formatWait } from '../../platform/i18n.ts';
import { type Application, applicationMark } from './components/application-mark.ts';
import { submitButton } from './components/button.ts';
import { card } from './components/card.ts';
import { errorSummary } from './components/error-summary.ts';
import { codeField } from './components/field.ts';
import { type FormTarget, form } from './components/form.ts';
import { layout, type PageContext } from './layout.ts';
import { type Messages, messages } from './messages.ts';

/** Which of the two codes was typed; also the name of its field. */
type CodeName = 'code' | 'recovery_code';

export type SecondFactorProblem = { field: CodeName } & (
  | { kind: 'missing' | 'wrong' | 'used' }
  | { kind: 'throttled'; retryAfterSeconds: number }
);

export type SecondFactorPage = FormTarget & {
  context: PageContext;
  application?: Application;
  /** The hidden fields that carry the sign-in so far. */
  pending: Html;
  problem?: SecondFactorProblem;
};

/** Asked after a right password. Posts `code`, or `recovery_code` from a form of its own. */
export function secondFactorPage(page: SecondFactorPage): Html {
  const { context, application, pending, problem } = page;
  const text = messages[context.language];
  const { step } = text.secondFactor;
  const message = problem && problemMessage(problem, text, context);
  const fieldOf = (name: CodeName, label: string, hint: string, autocomplete: string) => ({
    ...{ name, label, hint, autocomplete },
    ...(problem?.field === name && { error: message }),
    autofocus: (problem?.field ?? 'code') === name,
  });
  return layout(context, {
    title: step.title,
    width: 'form',
    failed: problem !== undefined,
    body: card(html`
<div class="card-head">
${application && applicationMark(application)}
<div><h1>${step.title}</h1><p class="soft">${step.lead}</p></div>
</div>
${problem && errorSummary({ title: problemTitle(problem, text), errors: [{ message: message!, field: problem.field }] })}
${form(
  context,
  page,
  html`
${codeField(fieldOf('code', step.code, step.codeHint, 'one-time-code'), 'numeric')}
${pending}
${submitButton({ label: step.submit, kind: 'primary' })}`,
)}
<details class="more"${problem?.field === 'recovery_code' && html` open`}>
<summary>${step.trouble}</summary>
${form(
  context,
  page,
  html`
${codeField(fieldOf('recovery_code', step.recoveryCode, step.recoveryHint, 'off'), 'text')}
${pending}
${submitButton({ label: step.recoverySubmit, kind: 'secondary' })}`,
)}
</details>
<p class="card-foot soft"><a href="${context.path}">${step.again}</a></p>`),
  });
}

function problemTitle({ kind }: SecondFactorProblem, { secondFactor: { problems } }: Messages): string {
  return kind === 'throttled' ? problems.throttledTitle : problems.title;
}

function problemMessage(
  problem: SecondFactorProblem,
  { secondFactor: { problems } }: Messages,
  { language }: PageContext,
): string {
  const recovery = problem.field === 'recovery_code';
  if (problem.kind === 'throttled') {
    const wait = formatWait(problem.retryAfterSeconds, language);
    return recovery ? problems.recoveryThrottled(wait) : problems.throttled(wait);
  }
  return problem.kind === 'wrong' && recovery ? problems.recovery : problems[problem.kind];
}
