import { type Html, html } from '../../../platform/html.ts';

type TickBox = { name: string; value: string; label: string; hint?: string; error?: string; checked?: boolean };

/** A box to tick, with its label behind it. */
export const tickBox = ({ name, value, label, hint, error, checked }: TickBox): Html => {
  const describedBy = [error && `${name}-error`, hint && `${name}-hint`].filter(Boolean).join(' ');
  return html`
<div class="field tick">
<input type="checkbox" id="${name}" name="${name}" value="${value}"${checked && html` checked`}${error && html` aria-invalid="true"`}${describedBy && html` aria-describedby="${describedBy}"`}>
<div>
<label for="${name}">${label}</label>
${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
${error && html`<p class="field-error" id="${name}-error">${error}</p>`}
</div>
</div>`;
};

type Select = {
  name: string;
  label: string;
  value: string;
  hint?: string;
  error?: string;
  options: readonly (readonly [string, string])[];
};

/** One of a few; each option is its value and its words. */
export const selectField = ({ name, label, value, hint, error, options }: Select): Html => {
  const describedBy = [error && `${name}-error`, hint && `${name}-hint`].filter(Boolean).join(' ');
  return html`
<div class="field">
<label for="${name}">${label}</label>
<select id="${name}" name="${name}"${error && html` aria-invalid="true"`}${describedBy && html` aria-describedby="${describedBy}"`}>
${options.map(([key, words]) => html`<option value="${key}"${key === value && html` selected`}>${words}</option>`)}
</select>
${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
${error && html`<p class="field-error" id="${name}-error">${error}</p>`}
</div>`;
};

type Picks = {
  name: string;
  label: string;
  values: readonly string[];
  hint?: string;
  error?: string;
  options: readonly (readonly [string, string])[];
};

/** Any of several, each a box to tick. */
export const picksField = ({ name, label, values, hint, error, options }: Picks): Html => {
  const describedBy = [error && `${name}-error`, hint && `${name}-hint`].filter(Boolean).join(' ');
  return html`
<fieldset class="field picks" id="${name}" tabindex="-1"${describedBy && html` aria-describedby="${describedBy}"`}>
<legend>${label}</legend>
<div>
${options.map(([value, words]) => html`<label><input type="checkbox" name="${name}" value="${value}"${values.includes(value) && html` checked`}> ${words}</label>`)}
</div>
${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
${error && html`<p class="field-error" id="${name}-error">${error}</p>`}
</fieldset>`;
};
