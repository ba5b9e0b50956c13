import { type Html, html } from '../../platform/html.ts';
import { formatInstant } from '../../platform/i18n.ts';
import { badge } from './components/badge.ts';
import { browserWords } from './components/browser-words.ts';
import { submitButton } from './components/button.ts';
import { type FormTarget, form } from './components/form.ts';
import { portalPage } from './components/portal.ts';
import type { PageContext } from './layout.ts';
import { messages } from './messages.ts';

export type SessionsPage = FormTarget & {
  context: PageContext;
  timeZone: string | null;
  /** `browser` in words, empty when nothing is known; instants as RFC 3339. */
  sessions: readonly {
    key: string;
    browser: string;
    address: string;
    firstSeen: string;
    lastSeen: string;
    current: boolean;
  }[];
  done?: 'ended' | 'endedOthers' | undefined;
};

/** Posts `end` with the key of a session, or `end=others`. */
export function sessionsPage(page: SessionsPage): Html {
  const { context, timeZone, sessions: list, done } = page;
  const text = messages[context.language];
  const { sessions } = text;
  const time = (instant: string) => formatInstant(instant, context.language, timeZone);
  return portalPage(context, {
    title: sessions.title,
    current: 'sessions',
    lead: sessions.lead,
    done: done && sessions[done],
    body: html`
<ul class="rows card">${list.map(({ key, browser, address, firstSeen, lastSeen, current }) => {
      const name = browserWords(browser, text);
      return html`
<li>
<div class="row-text">
<h2>${name} ${current && badge(sessions.current, 'neutral')}</h2>
<dl class="details">
<dt>${sessions.address}</dt><dd>${address}</dd>
<dt>${sessions.first}</dt><dd>${time(firstSeen)}</dd>
<dt>${sessions.last}</dt><dd>${time(lastSeen)}</dd>
</dl>
</div>
${
  !current &&
  form(
    context,
    page,
    submitButton({
      label: html`${sessions.end}<span class="visually-hidden">${sessions.endThis(name)}</span>`,
      kind: 'secondary',
      name: 'end',
      value: key,
    }),
  )
}
</li>`;
    })}</ul>
${
  list.length > 1 &&
  form(context, page, submitButton({ label: sessions.endOthers, kind: 'secondary', name: 'end', value: 'others' }))
}
<p class="soft">${sessions.applications}</p>`,
  });
}
