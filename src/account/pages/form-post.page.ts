import { type Html, html } from '../../platform/html.ts';
import { assetUrls } from './assets.ts';
import { submitButton } from './components/button.ts';
import { card } from './components/card.ts';
import { layout, type PageContext } from './layout.ts';
import { messages } from './messages.ts';

export type FormPostPage = {
  context: PageContext;
  /** The application's redirect address. */
  action: string;
  /** The parameters of the answer. */
  inputs: Readonly<Record<string, string>>;
};

/** Carries an answer to an application that asked for it as a post (OAuth 2.0 Form Post Response Mode). */
export function formPostPage({ context, action, inputs }: FormPostPage): Html {
  const { formPost } = messages[context.language];
  return layout(context, {
    title: formPost.title,
    width: 'form',
    body: card(html`
<h1>${formPost.title}</h1>
<p>${formPost.text}</p>
<form method="post" action="${action}" data-post>
${Object.entries(inputs).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<div class="actions">${submitButton({ label: formPost.submit, kind: 'primary' })}</div>
</form>
<script src="${assetUrls.post}"></script>`),
  });
}
