import { type Html, html } from '../../platform/html.ts';
import { formatInstant } from '../../platform/i18n.ts';
import { card } from './components/card.ts';
import { emptyState } from './components/empty-state.ts';
import { layout, type PageContext } from './layout.ts';
import { messages } from './messages.ts';

export type OutboxPage = {
  context: PageContext;
  /** The newest first; instants as RFC 3339. */
  mails: readonly { id: string; to: string; at: string; subject: string; text: string }[];
};

/** The mails of a sandbox. Links are made of the platform's own addresses only. */
export function outboxPage({ context, mails }: OutboxPage): Html {
  const { outbox } = messages[context.language];
  return layout(context, {
    title: outbox.title,
    width: 'wide-form',
    body: html`
<div class="page-head">
<h1>${outbox.title}</h1>
<p class="soft">${outbox.lead}</p>
</div>
${
  mails.length === 0
    ? emptyState(outbox.none, outbox.noneNext)
    : mails.map(({ to, at, subject, text }) =>
        card(html`
<h2>${subject}</h2>
<dl class="details">
<dt>${outbox.to}</dt><dd>${to}</dd>
<dt>${outbox.at}</dt><dd>${formatInstant(at, context.language)}</dd>
</dl>
<div class="mail-text">${withLinks(text)}</div>`),
      )
}`,
  });
}

/** Addresses on a line of their own are what the mail asks to open. */
function withLinks(text: string): Html[] {
  return text.split(/\n\n/).map(
    (paragraph) =>
      html`<p>${paragraph.split('\n').map((line) => {
        const path = /^https?:\/\/[^/\s]+(\/(?!\/)\S*)$/.exec(line)?.[1];
        return path ? html`<a href="${path}">${line}</a>` : html`${line}<br>`;
      })}</p>`,
  );
}
