import { type Html, html } from '../../../platform/html.ts';
import type { Messages } from '../messages.ts';

export type Field = {
  /** Also the id of the input, so that an error summary can link to it. */
  name: string;
  label: string;
  autocomplete: string;
  value?: string;
  hint?: string;
  error?: string;
  /** Marked wrong without words of its own: `errorId` says where they are. */
  errorId?: string;
  autofocus?: boolean;
  optional?: boolean;
};

export const emailField = (field: Field): Html =>
  fieldFrame(
    field,
    html`<input type="email" ${inputAttributes(field)} value="${field.value}" inputmode="email" autocapitalize="none" spellcheck="false">`,
  );

export const textField = (field: Field): Html =>
  fieldFrame(field, html`<input type="text" ${inputAttributes(field)} value="${field.value}">`);

/** A number, a time or a few letters: typed as text, as fields for numbers drop what they do not understand. */
export const digitsField = (field: Field, keyboard: 'numeric' | 'decimal' | 'text'): Html =>
  fieldFrame(
    field,
    html`<input type="text" class="digits" ${inputAttributes(field)} value="${field.value}" inputmode="${keyboard}">`,
  );

/** A day, sent as `YYYY-MM-DD`. */
export const dateField = (field: Field): Html =>
  fieldFrame(field, html`<input type="date" ${inputAttributes(field)} value="${field.value}">`);

/** A code that is copied letter by letter from somewhere else. */
export const codeField = (field: Field, keyboard: 'text' | 'numeric'): Html =>
  fieldFrame(
    field,
    html`<input type="text" class="code-input" ${inputAttributes(field)} value="${field.value}" inputmode="${keyboard}" autocapitalize="characters" spellcheck="false">`,
  );

/** Never shows a value again. With script, a button makes the password readable. */
export const passwordField = (field: Field, text: Messages['controls']): Html =>
  fieldFrame(
    field,
    html`<div class="input-with-button">
<input type="password" ${inputAttributes(field)}>
<button type="button" class="button button-quiet" data-show="${field.name}" hidden><span>${text.show}<span class="visually-hidden">${text.password}</span></span><span hidden>${text.hide}<span class="visually-hidden">${text.password}</span></span></button>
</div>`,
  );

const fieldFrame = ({ name, label, hint, error }: Field, input: Html): Html => html`
<div class="field">
<label for="${name}">${label}</label>
${input}
${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
${error && html`<p class="field-error" id="${name}-error">${error}</p>`}
</div>`;

function inputAttributes({ name, autocomplete, hint, error, errorId, autofocus, optional }: Field): Html {
  const describedBy = [error ? `${name}-error` : errorId, hint && `${name}-hint`].filter(Boolean).join(' ');
  return html`id="${name}" name="${name}" autocomplete="${autocomplete}"${!optional && html` required`}${autofocus && html` autofocus`}${
    (error || errorId) && html` aria-invalid="true"`
  }${describedBy && html` aria-describedby="${describedBy}"`}`;
}
