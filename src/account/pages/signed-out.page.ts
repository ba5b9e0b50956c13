import { type Html, html } from '../../platform/html.ts';
import { linkButton } from './components/button.ts';
import { card } from './components/card.ts';
import { statusMark } from './components/status-mark.ts';
import { layout, type PageContext } from './layout.ts';
import { messages } from './messages.ts';

export type SignedOutPage = { context: PageContext };

export function signedOutPage({ context }: SignedOutPage): Html {
  const { signedOut } = messages[context.language];
  return layout(context, {
    title: signedOut.title,
    width: 'form',
    body: card(html`
<div class="card-head">${statusMark('done')}<div><h1>${signedOut.title}</h1></div></div>
<p>${signedOut.text}</p>
<p>${signedOut.applications}</p>
<div class="actions">${linkButton('/', signedOut.start, 'secondary')}</div>`),
  });
}
