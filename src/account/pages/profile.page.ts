import { type Html, html } from '../../platform/html.ts';
import { linkButton, submitButton } from './components/button.ts';
import { card } from './components/card.ts';
import { selectField } from './components/choice.ts';
import { errorSummary } from './components/error-summary.ts';
import { textField } from './components/field.ts';
import { type FormTarget, form } from './components/form.ts';
import { portalPage } from './components/portal.ts';
import type { PageContext } from './layout.ts';
import { messages } from './messages.ts';

export type ProfilePage = FormTarget & {
  context: PageContext;
  name: string;
  email: string;
  clinic?: string;
  /** As the reader calls it. */
  role?: string;
  /** Empty when the browser decides. */
  language: '' | 'en' | 'it';
  problem?: 'name';
  done?: boolean;
};

/** Posts `name` and `language`. */
export function profilePage(page: ProfilePage): Html {
  const { context, name, email, clinic, role, language, problem, done } = page;
  const text = messages[context.language];
  const { profile } = text;
  const errors = problem ? [{ field: problem, message: profile.nameMissing }] : [];
  return portalPage(context, {
    title: profile.title,
    current: 'profile',
    failed: errors.length > 0,
    done: done ? profile.saved : undefined,
    body: html`
${errors.length > 0 && errorSummary({ title: profile.problemTitle, errors, autofocus: true })}
${card(html`
<dl class="details">
<dt>${profile.email}</dt><dd>${email}</dd>
${clinic && html`<dt>${profile.clinic}</dt><dd>${clinic}</dd>`}
${role && html`<dt>${profile.role}</dt><dd>${role}</dd>`}
</dl>
${form(
  context,
  page,
  html`
${textField({ name: 'name', label: profile.name, autocomplete: 'name', value: name, ...(problem && { error: profile.nameMissing }) })}
${selectField({
  name: 'language',
  label: profile.language,
  value: language,
  hint: profile.languageHint,
  options: [
    ['', profile.browserLanguage],
    ['en', 'English'],
    ['it', 'Italiano'],
  ],
})}
${submitButton({ label: profile.submit, kind: 'primary' })}`,
)}`)}
${card(html`
<h2>${profile.data}</h2>
<p class="soft">${profile.dataText}</p>
<div class="actions">${linkButton('/profile/data.json', profile.download, 'secondary')}</div>`)}`,
  });
}
