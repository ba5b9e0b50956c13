import { type Html, html } from '../../../platform/html.ts';
import type { RegistrationProblem } from '../../developer/registration.rules.ts';
import type { Registration } from '../../developer/registration.ts';
import { submitButton } from '../components/button.ts';
import { tickBox } from '../components/choice.ts';
import { errorSummary } from '../components/error-summary.ts';
import { textField } from '../components/field.ts';
import { type FormTarget, form } from '../components/form.ts';
import { portalPage } from '../components/portal.ts';
import { textArea } from '../components/text-area.ts';
import type { PageContext } from '../layout.ts';
import { type Messages, messages } from '../messages.ts';
import { markOf } from './registration-view.ts';
import { scopeChoice } from './scope-choice.ts';

type LogoProblem = keyof Messages['editApplication']['logoProblems'];

export type EditApplicationPage = FormTarget & {
  context: PageContext;
  id: string;
  registration: Registration;
  /** Where the logo is posted, as the part `file`, or `do=remove`. */
  logoForm: FormTarget;
  problems?: readonly RegistrationProblem[];
  logoProblem?: LogoProblem;
  done?: 'created' | 'saved' | 'logo-saved' | 'logo-removed' | undefined;
};

/** A picture, sent as the part `file`. */
export const logoField = ({ registration, editApplication }: Messages, error?: string): Html => html`
<div class="field">
<label for="file">${registration.logo}</label>
<input type="file" id="file" name="file" accept="image/png,image/jpeg,image/webp" aria-describedby="file-hint${error && ' file-error'}"${error && html` aria-invalid="true"`}>
<p class="hint" id="file-hint">${editApplication.logoHint}</p>
${error && html`<p class="field-error" id="file-error">${error}</p>`}
</div>`;

/** One problem in words. */
export function problemText(problem: RegistrationProblem, { editApplication }: Messages): string {
  const { problems } = editApplication;
  const words = (problems[problem.field] as Record<string, string>)[problem.is]!;
  return 'uri' in problem ? `${problem.uri}: ${words}` : words;
}

/** Posts the registration with `do=save` or `do=submit`. */
export function editApplicationPage(page: EditApplicationPage): Html {
  const { context, id, registration, problems = [], logoForm, logoProblem, done } = page;
  const { kind } = registration;
  const text = messages[context.language];
  const { editApplication, registration: words, oauthApplications } = text;
  const errors = [
    ...problems.map((problem) => ({ field: problem.field as string, message: problemText(problem, text) })),
    ...(logoProblem ? [{ field: 'file', message: editApplication.logoProblems[logoProblem] }] : []),
  ];
  const errorOf = (field: string) =>
    errors
      .filter((error) => error.field === field)
      .map(({ message }) => message)
      .join('\n') || undefined;
  const line = (name: 'name' | 'homeUrl' | 'privacyUrl', hint?: string) => {
    const error = errorOf(name);
    return textField({
      name,
      label: words[name],
      autocomplete: 'off',
      value: registration[name],
      ...(hint && { hint }),
      ...(error && { error }),
    });
  };
  return portalPage(context, {
    title: editApplication.title(registration.name),
    current: 'oauthApplications',
    above: { href: `/developer/applications/${id}`, label: registration.name },
    lead: editApplication.lead,
    failed: errors.length > 0,
    done: done && doneText(done, text),
    body: html`
${errors.length > 0 && errorSummary({ title: editApplication.problemTitle, errors, autofocus: true })}
<div class="card wide">
${form(
  context,
  page,
  html`
<h2>${editApplication.about}</h2>
${line('name')}
${textArea({ name: 'description', label: words.description, value: registration.description, hint: editApplication.descriptionHint, error: errorOf('description') })}
${line('homeUrl', editApplication.homeHint)}
${line('privacyUrl', editApplication.privacyHint)}
${
  kind !== 'device' &&
  html`
<h2>${editApplication.technical}</h2>
${textArea({ name: 'redirectUris', label: words.redirectUris, value: registration.redirectUris.join('\n'), hint: `${editApplication.onePerLine} ${editApplication.redirectHint[kind]}`, error: errorOf('redirectUris'), rows: 4 })}
${tickBox({ name: 'deviceFlow', value: 'yes', label: editApplication.deviceFlow, hint: editApplication.deviceFlowHint, checked: registration.deviceFlow })}`
}
<h2>${editApplication.access}</h2>
${scopeChoice(context, registration.scopes)}
<div class="actions">
${submitButton({ label: editApplication.submit, kind: 'primary', name: 'do', value: 'submit' })}
${submitButton({ label: editApplication.save, kind: 'secondary', name: 'do', value: 'save' })}
</div>`,
)}
</div>
<div class="card inline-form">
<h2>${editApplication.logo}</h2>
${markOf(registration)}
${form(
  context,
  logoForm,
  html`
${logoField(text)}
${submitButton({ label: editApplication.logoUpload, kind: 'secondary' })}`,
  { withFile: true },
)}
${registration.logo !== '' && form(context, logoForm, submitButton({ label: editApplication.logoRemove, kind: 'danger', name: 'do', value: 'remove' }), { withFile: true })}
</div>
<div class="advice"><p>${oauthApplications.advice}</p></div>`,
  });
}

function doneText(
  done: NonNullable<EditApplicationPage['done']>,
  { editApplication, oauthApplications }: Messages,
): string {
  return {
    created: oauthApplications.created,
    saved: editApplication.saved,
    'logo-saved': editApplication.logoSaved,
    'logo-removed': editApplication.logoRemoved,
  }[done];
}
