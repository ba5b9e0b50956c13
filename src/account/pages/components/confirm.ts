import { type Html, html } from '../../../platform/html.ts';
import { layout, type PageContext } from '../layout.ts';
import { submitButton } from './button.ts';
import { card } from './card.ts';
import { errorSummary } from './error-summary.ts';
import { type FormTarget, form } from './form.ts';

export type Confirm = {
  context: PageContext;
  target: FormTarget;
  /** Names the thing. */
  title: string;
  /** What will happen, and what will not. */
  text: string;
  /** What the form asks beside the decision. */
  fields?: Html;
  problem?: { title: string; errors: readonly { field: string; message: string }[] } | undefined;
  submit: { label: string; kind: 'danger' | 'primary' };
  back: { href: string; label: string };
};

/** Asks before something is done that others will notice. */
export function confirmPage({ context, target, title, text, fields, problem, submit, back }: Confirm): Html {
  return layout(context, {
    title,
    width: 'form',
    failed: problem !== undefined,
    body: card(html`
<h1>${title}</h1>
${problem && errorSummary({ ...problem, autofocus: true })}
<p>${text}</p>
${form(
  context,
  target,
  html`
${fields}
<div class="actions">
${submitButton(submit)}
<a class="button button-secondary" href="${back.href}">${back.label}</a>
</div>`,
)}`),
  });
}
