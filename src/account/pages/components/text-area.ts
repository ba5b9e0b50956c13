import { type Html, html } from '../../../platform/html.ts';

type TextArea = {
  name: string;
  label: string;
  value?: string;
  hint?: string | undefined;
  error?: string | undefined;
  rows?: number;
  optional?: boolean;
};

/** Text of more than one line. */
export const textArea = ({ name, label, value, hint, error, rows = 3, optional }: TextArea): Html => {
  const describedBy = [error && `${name}-error`, hint && `${name}-hint`].filter(Boolean).join(' ');
  return html`
<div class="field">
<label for="${name}">${label}</label>
<textarea id="${name}" name="${name}" rows="${rows}"${!optional && html` required`}${error && html` aria-invalid="true"`}${describedBy && html` aria-describedby="${describedBy}"`}>${value}</textarea>
${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
${error && html`<p class="field-error" id="${name}-error">${error}</p>`}
</div>`;
};
