import { type Html, html } from '../../../platform/html.ts';
import { formatDuration } from '../../../platform/i18n.ts';
import { type ActionView, actionTimeline } from '../components/action-timeline.ts';
import { linkButton, submitButton } from '../components/button.ts';
import { card } from '../components/card.ts';
import { type Confirm, confirmPage } from '../components/confirm.ts';
import { type Conversation, conversationCard } from '../components/conversation.ts';
import { copyable, copyableLink } from '../components/copyable.ts';
import { details } from '../components/details.ts';
import { errorSummary } from '../components/error-summary.ts';
import { flash } from '../components/flash.ts';
import { type FormTarget, form } from '../components/form.ts';
import type { PageContext } from '../layout.ts';
import { messages } from '../messages.ts';
import { type ApplicationHead, applicationFrame } from './application-frame.ts';
import { registrationFacts } from './registration-view.ts';

export interface Limits {
  /** null for what the installation says. */
  requestsPerMinute: number | null;
  /** What the installation says; undefined for no limit. */
  installationPerMinute?: number | undefined;
  /** Seconds. */
  accessToken: number;
  refreshIdle: number;
  refreshAbsolute: number | undefined;
}

export type ApplicationPage = {
  context: PageContext;
  timeZone: string | null;
  application: ApplicationHead;
  limits: Limits;
  issuer: string;
  api: string;
  actions: readonly ActionView[];
  /** The request that waits or was decided last; its form posts `do=message`. */
  conversation?: Conversation | undefined;
  /** Posts `do=withdraw`, of a request that waits. */
  withdraw?: FormTarget | undefined;
  /** Nobody was ever asked about it. */
  deletable: boolean;
  /** A secret waits to be seen. */
  unseenSecret: boolean;
  done?: 'submitted' | 'withdrawn' | 'sent' | undefined;
  changed?: boolean;
  problem?: boolean;
};

/** One application: where it stands, what is registered, what it works with. */
export function applicationPage(page: ApplicationPage): Html {
  const { context, timeZone, application, conversation, withdraw, deletable, done, changed, problem } = page;
  const { id, registration, status, statusReason } = application;
  const text = messages[context.language];
  const { application: words, requests } = text;
  const editable = status === 'draft' || status === 'rejected';
  return applicationFrame({
    context,
    application,
    current: 'overview',
    changed,
    done: done && (done === 'sent' ? requests.sent : words[done]),
    failed: problem ?? false,
    action: editable ? linkButton(`/developer/applications/${id}/edit`, words.edit, 'primary') : undefined,
    body: html`
${problem && errorSummary({ title: requests.problemTitle, errors: [{ field: 'message', message: requests.messageMissing }], autofocus: true })}
${status === 'rejected' && flash(`${words.rejected} ${words.saysTheAdministrator(statusReason)}`)}
${page.unseenSecret && html`<div class="card empty"><p>${words.firstSecret}</p>${linkButton(`/developer/applications/${id}/secrets`, words.openSecrets, 'primary')}</div>`}
${
  withdraw &&
  card(html`
<p>${words.waits}</p>
${form(context, withdraw, submitButton({ label: words.withdraw, kind: 'secondary', name: 'do', value: 'withdraw' }))}`)
}
${conversation && conversationCard(conversation)}
${card(html`<h2>${words.registered}</h2>${registrationFacts(context, registration)}`)}
${application.known && knownCards(page)}
${card(html`
<h2>${words.history}</h2>
${page.actions.length === 0 ? html`<p class="soft">${words.noHistory}</p>` : actionTimeline(context, timeZone, page.actions)}`)}
${deletable && html`<p>${html`<a class="button button-danger" href="/developer/applications/${id}/delete">${words.delete}</a>`}</p>`}`,
  });
}

function knownCards({ context, limits, issuer, api }: ApplicationPage): Html {
  const text = messages[context.language];
  const { application: words, controls } = text;
  return html`
${card(html`
<h2>${words.endpoints}</h2>
${details([
  [words.issuer, copyable(issuer, words.issuer, controls)],
  [words.discovery, copyableLink(`${issuer}/.well-known/openid-configuration`, words.discovery, controls)],
  [words.api, copyable(api, words.api, controls)],
])}
<div class="advice"><p>${words.identical}</p><p>${words.tenantAdvice}</p></div>`)}
${card(html`<h2>${words.limits}</h2>${limitFacts(context, limits)}`)}`;
}

/** What an application may use, and how long. */
export function limitFacts({ language }: PageContext, limits: Limits): Html {
  const { application: words } = messages[language];
  const { requestsPerMinute, installationPerMinute, accessToken, refreshIdle, refreshAbsolute } = limits;
  const perMinute = requestsPerMinute ?? installationPerMinute;
  const value = perMinute === undefined ? words.noLimit : new Intl.NumberFormat(language).format(perMinute);
  return details([
    [words.rateLimit, requestsPerMinute === null ? words.installation(value) : value],
    [words.accessToken, formatDuration(accessToken, language)],
    [words.refreshIdle, formatDuration(refreshIdle, language)],
    [words.refreshAbsolute, refreshAbsolute === undefined ? words.noEnd : formatDuration(refreshAbsolute, language)],
  ]);
}

/** Posts nothing but that it is wanted. */
export function deleteDraftPage(
  context: PageContext,
  target: FormTarget,
  { id, name }: { id: string; name: string },
): Html {
  const { application: words } = messages[context.language];
  return confirmPage({
    context,
    target,
    title: words.deleteTitle(name),
    text: words.deleteText,
    submit: { label: words.delete, kind: 'danger' },
    back: { href: `/developer/applications/${id}`, label: words.keep },
  } satisfies Confirm);
}
