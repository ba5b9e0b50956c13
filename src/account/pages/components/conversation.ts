import { type Html, html } from '../../../platform/html.ts';
import { formatInstant } from '../../../platform/i18n.ts';
import type { PageContext } from '../layout.ts';
import { messages } from '../messages.ts';
import { submitButton } from './button.ts';
import { card } from './card.ts';
import { type FormTarget, form } from './form.ts';
import { textArea } from './text-area.ts';
import { timeline } from './timeline.ts';

export type RequestState = 'open' | 'granted' | 'refused' | 'withdrawn' | 'closed';

export type Conversation = {
  context: PageContext;
  timeZone: string | null;
  state: RequestState;
  author: string;
  reason: string;
  /** Instants, RFC 3339. */
  createdAt: string;
  decidedAt: string | null;
  decidedBy: string | null;
  messages: readonly { author: string; asAdministrator: boolean; text: string; at: string }[];
  /** Where a message is posted, as `message`; absent for who only reads. */
  answer?: FormTarget | undefined;
  problem?: boolean;
};

/** What was asked, what was said about it, and how it ended. */
export function conversationCard(view: Conversation): Html {
  const { context, timeZone, state, decidedAt, answer, problem } = view;
  const { requests } = messages[context.language];
  const time = (instant: string) => formatInstant(instant, context.language, timeZone);
  const decision = state !== 'open' && decidedAt !== null;
  const words =
    state === 'withdrawn'
      ? requests.decisions.withdrawn
      : state !== 'open' && requests.decisions[state](view.decidedBy ?? '');
  return card(html`
<h2>${requests.conversation}</h2>
${timeline([
  { at: time(view.createdAt), title: view.author, text: view.reason },
  ...view.messages.map(({ author, asAdministrator, text, at }) => ({
    at: time(at),
    title: asAdministrator ? requests.administrator(author) : author,
    text,
  })),
  ...(decision ? [{ at: time(decidedAt), title: words }] : []),
])}
${
  answer &&
  form(
    context,
    answer,
    html`
${textArea({ name: 'message', label: requests.message, rows: 3, error: problem ? requests.messageMissing : undefined })}
${submitButton({ label: requests.send, kind: 'secondary', name: 'do', value: 'message' })}`,
  )
}`);
}
