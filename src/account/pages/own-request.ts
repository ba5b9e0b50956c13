import { type Html, html } from '../../platform/html.ts';
import { submitButton } from './components/button.ts';
import { type Conversation, conversationCard } from './components/conversation.ts';
import { errorSummary } from './components/error-summary.ts';
import { flash } from './components/flash.ts';
import { type FormTarget, form } from './components/form.ts';
import { type PortalPage, portalPage } from './components/portal.ts';
import { requestBadge } from './components/request-badge.ts';
import type { PageContext } from './layout.ts';
import { messages } from './messages.ts';

export type OwnRequest = Conversation & {
  /** Posts `do=withdraw`; absent once it is closed. */
  withdraw?: FormTarget | undefined;
  changed?: boolean;
};

/** A request as it is for who asked: what was said about it, and the way to take it back. */
export function requestOfOwn(
  request: OwnRequest,
  frame: Pick<PortalPage, 'title' | 'current' | 'above' | 'done'>,
): Html {
  const { context, state, withdraw, changed, problem } = request;
  const text = messages[context.language];
  const { requests } = text;
  return portalPage(context, {
    ...frame,
    mark: requestBadge(state, text),
    failed: problem ?? false,
    body: html`
${changed && flash(text.changedMeanwhile)}
${problem && errorSummary({ title: requests.problemTitle, errors: [{ field: 'message', message: requests.messageMissing }], autofocus: true })}
${conversationCard(request)}
${withdraw && withdrawForm(context, withdraw)}`,
  });
}

/** The way to take a request back, with what comes of it. */
export function withdrawForm(context: PageContext, target: FormTarget): Html {
  const { requests } = messages[context.language];
  return form(
    context,
    target,
    html`
<p class="soft">${requests.withdrawText}</p>
${submitButton({ label: requests.withdraw, kind: 'danger', name: 'do', value: 'withdraw' })}`,
  );
}
