import { type Html, html } from '../../platform/html.ts';
import { linkButton } from './components/button.ts';
import { card } from './components/card.ts';
import { copyable } from './components/copyable.ts';
import { statusMark } from './components/status-mark.ts';
import { layout, type PageContext } from './layout.ts';
import { type Messages, messages } from './messages.ts';

export type ErrorKind = keyof Messages['error']['kinds'];

export type ErrorPage = {
  context: PageContext;
  kind: ErrorKind;
  /** The code as the protocol names it, such as `invalid_redirect_uri`. */
  code: string;
  /** `error_description`: English, for developers. */
  description?: string;
  requestId: string;
};

/** Where an error ends that must not, or cannot, go back to an application by redirect. */
export function errorPage({ context, kind, code, description, requestId }: ErrorPage): Html {
  const { error, controls } = messages[context.language];
  const { title, text, next } = error.kinds[kind];
  return layout(context, {
    title,
    width: 'form',
    body: card(html`
<div class="card-head">${statusMark('warning')}<div><h1>${title}</h1></div></div>
<p>${text}</p>
<p>${next}</p>
${(kind === 'not-found' || kind === 'internal') && html`<div class="actions">${linkButton('/', error.start, 'secondary')}</div>`}
<div class="card-foot soft">
<h2>${error.details}</h2>
<dl class="details">
<dt>${error.code}</dt><dd><code>${code}</code></dd>
${description && html`<dt>${error.description}</dt><dd lang="en">${description}</dd>`}
<dt>${error.requestId}</dt><dd>${copyable(requestId, error.requestId, controls)}</dd>
</dl>
</div>`),
  });
}
