import { type Html, html } from '../../../platform/html.ts';
import type { RegistrationProblem } from '../../developer/registration.rules.ts';
import type { Registration } from '../../developer/registration.ts';
import { linkButton, submitButton } from '../components/button.ts';
import { card } from '../components/card.ts';
import { tickBox } from '../components/choice.ts';
import { type Conversation, conversationCard } from '../components/conversation.ts';
import { details } from '../components/details.ts';
import { errorSummary } from '../components/error-summary.ts';
import { textField } from '../components/field.ts';
import { type FormTarget, form } from '../components/form.ts';
import { textArea } from '../components/text-area.ts';
import type { PageContext } from '../layout.ts';
import { messages } from '../messages.ts';
import { withdrawForm } from '../own-request.ts';
import { type ApplicationHead, applicationFrame } from './application-frame.ts';
import { logoField, problemText } from './edit-application.page.ts';
import { differenceList, isClaim, scopeList } from './registration-view.ts';
import { scopeChoice } from './scope-choice.ts';

export type ScopesPage = {
  context: PageContext;
  application: ApplicationHead;
  /** The change that waits or was decided last. */
  change?: { conversation: Conversation; differences: Parameters<typeof differenceList>[1] } | undefined;
  /** Posts `do=withdraw`, of a change that waits. */
  withdraw?: FormTarget | undefined;
  done?: 'asked' | 'withdrawn' | 'sent' | undefined;
  changed?: boolean;
  problem?: boolean;
};

/** What an application may ask for, and what was asked to be changed. */
export function scopesPage({ context, application, change, withdraw, done, changed, problem }: ScopesPage): Html {
  const text = messages[context.language];
  const { change: words, registration, requests } = text;
  const { scopes } = application.registration;
  const doneWords = { asked: words.sent, withdrawn: requests.withdrawn, sent: requests.sent };
  return applicationFrame({
    context,
    application,
    current: 'scopes',
    changed,
    done: done && doneWords[done],
    failed: problem ?? false,
    action:
      !withdraw && application.status === 'approved'
        ? linkButton(`/developer/applications/${application.id}/change`, words.ask, 'primary')
        : undefined,
    body: html`
${problem && errorSummary({ title: requests.problemTitle, errors: [{ field: 'message', message: requests.messageMissing }], autofocus: true })}
${card(html`
<h2>${words.title}</h2>
<p class="soft">${words.lead}</p>
${details([
  [
    registration.scopes,
    scopeList(
      scopes.filter((scope) => !isClaim(scope)),
      text,
    ),
  ],
  [registration.claims, scopeList(scopes.filter(isClaim), text)],
])}`)}
${
  change &&
  html`
${card(html`
<h2>${withdraw ? words.open : words.asked}</h2>
${differenceList(context, change.differences)}
${withdraw && withdrawForm(context, withdraw)}`)}
${conversationCard(change.conversation)}`
}`,
  });
}

type ChangeFields = Pick<Registration, 'name' | 'description' | 'homeUrl' | 'privacyUrl' | 'scopes'>;

/** `nothing`: what is asked is what there is. */
export type ChangeProblem = RegistrationProblem | 'too-large' | 'not-a-picture' | 'reason' | 'nothing';

export type ChangePage = FormTarget & {
  context: PageContext;
  application: ApplicationHead;
  typed: ChangeFields & { reason: string; removeLogo?: boolean };
  problems?: readonly ChangeProblem[];
};

/** Posts what the registration should say, and `reason`. */
export function changePage(page: ChangePage): Html {
  const { context, application, typed, problems = [] } = page;
  const text = messages[context.language];
  const { change: words, registration, editApplication } = text;
  const errors = problems.map((problem) => {
    if (problem === 'nothing') return { message: words.nothing };
    if (problem === 'reason') return { field: 'reason', message: words.reasonMissing };
    if (typeof problem === 'string') return { field: 'file', message: editApplication.logoProblems[problem] };
    return { field: problem.field as string, message: problemText(problem, text) };
  });
  const errorOf = (field: string) => errors.find((error) => error.field === field)?.message;
  const line = (name: 'name' | 'homeUrl' | 'privacyUrl') => {
    const error = errorOf(name);
    return textField({
      name,
      label: registration[name],
      autocomplete: 'off',
      value: typed[name],
      ...(error && { error }),
    });
  };
  return applicationFrame({
    context,
    application,
    current: 'scopes',
    failed: errors.length > 0,
    body: html`
${errors.length > 0 && errorSummary({ title: words.problemTitle, errors, autofocus: true })}
<div class="card wide">
<h2>${words.askTitle}</h2>
<p class="soft">${words.lead}</p>
${form(
  context,
  page,
  html`
${scopeChoice(context, typed.scopes)}
${line('name')}
${textArea({ name: 'description', label: registration.description, value: typed.description, error: errorOf('description') })}
${line('homeUrl')}
${line('privacyUrl')}
${logoField(text, errorOf('file'))}
${application.registration.logo !== '' && tickBox({ name: 'removeLogo', value: 'yes', label: words.removeLogo, checked: typed.removeLogo ?? false })}
${textArea({ name: 'reason', label: words.reason, hint: words.reasonHint, value: typed.reason, error: errorOf('reason') })}
${submitButton({ label: words.submit, kind: 'primary' })}`,
  { withFile: true },
)}
</div>`,
  });
}
