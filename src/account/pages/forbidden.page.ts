import { type Html, html } from '../../platform/html.ts';
import { linkButton } from './components/button.ts';
import { card } from './components/card.ts';
import { statusMark } from './components/status-mark.ts';
import { layout, type PageContext } from './layout.ts';
import { messages } from './messages.ts';

export type ForbiddenPage = {
  context: PageContext;
  /** What is missing: a role, or that the form came from our own page. */
  requires: 'signed-in' | 'developer' | 'manager' | 'sandbox-manager' | 'administrator' | 'own-form';
  email: string;
};

/** Why somebody who is signed in may not go on, and what they can do. */
export function forbiddenPage({ context, requires, email }: ForbiddenPage): Html {
  const { forbidden } = messages[context.language];
  const ownForm = requires === 'own-form' || requires === 'signed-in';
  const title = ownForm ? forbidden.ownForm.title : forbidden.title;
  const text = ownForm
    ? forbidden.ownForm.text
    : requires === 'developer'
      ? forbidden.developer(email)
      : forbidden[requires];
  return layout(context, {
    title,
    width: 'form',
    body: card(html`
<div class="card-head">${statusMark('warning')}<div><h1>${title}</h1></div></div>
<p>${text}</p>
<div class="actions">${linkButton('/profile', forbidden.back, 'secondary')}</div>`),
  });
}
