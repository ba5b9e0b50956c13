import { type Html, html } from '../../platform/html.ts';
import { submitButton } from './components/button.ts';
import { card } from './components/card.ts';
import { tickBox } from './components/choice.ts';
import { errorSummary } from './components/error-summary.ts';
import { emailField, passwordField, textField } from './components/field.ts';
import { type FormTarget, form } from './components/form.ts';
import { layout, type PageContext } from './layout.ts';
import { type Messages, messages } from './messages.ts';

/** A field without its answer, or why the password cannot be taken. */
export interface SignUpProblems {
  name?: true;
  email?: true;
  password?: true | keyof Messages['passwordRules']['problems'];
  accept?: true;
}

export type SignUpPage = FormTarget & {
  context: PageContext;
  typed?: { name: string; email: string; accept: boolean };
  problems?: SignUpProblems;
};

/** Posts `name`, `email`, `password` and `accept`. */
export function signUpPage(page: SignUpPage): Html {
  const { context, typed, problems = {} } = page;
  const text = messages[context.language];
  const { signUp, passwordRules } = text;
  const messageOf = (field: keyof SignUpProblems): string | undefined => {
    const problem = problems[field];
    if (!problem) return undefined;
    return problem === true ? signUp.problems[field] : passwordRules.problems[problem];
  };
  const errors = (['name', 'email', 'password', 'accept'] as const).flatMap((field) => {
    const message = messageOf(field);
    return message ? [{ field, message }] : [];
  });
  const error = (field: keyof SignUpProblems) => {
    const message = messageOf(field);
    return message && { error: message };
  };
  return layout(context, {
    title: signUp.title,
    width: 'form',
    failed: errors.length > 0,
    body: card(html`
<div class="card-head"><div><h1>${signUp.title}</h1><p class="soft">${signUp.lead}</p></div></div>
${errors.length > 0 && errorSummary({ title: signUp.problemTitle, errors, autofocus: true })}
${form(
  context,
  page,
  html`
${textField({ name: 'name', label: signUp.name, autocomplete: 'name', value: typed?.name ?? '', autofocus: !typed, ...error('name') })}
${emailField({ name: 'email', label: signUp.email, autocomplete: 'username', value: typed?.email ?? '', ...error('email') })}
${passwordField({ name: 'password', label: signUp.password, autocomplete: 'new-password', hint: passwordRules.hint, ...error('password') }, text.controls)}
${tickBox({ name: 'accept', value: 'yes', label: signUp.accept, checked: typed?.accept ?? false, ...error('accept') })}
${submitButton({ label: signUp.submit, kind: 'primary' })}`,
)}
<div class="card-foot soft"><p>${signUp.haveAccount} <a href="/sign-in">${signUp.signIn}</a></p></div>`),
  });
}
