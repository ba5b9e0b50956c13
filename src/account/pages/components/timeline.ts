import { type Html, type HtmlChild, html } from '../../../platform/html.ts';

export type Moment = { at: string; title: HtmlChild; text?: HtmlChild };

/** What happened, one thing after the other. */
export const timeline = (moments: readonly Moment[]): Html => html`
<ol class="timeline">
${moments.map(
  ({ at, title, text }) => html`
<li><p class="moment"><strong>${title}</strong> <span class="soft">${at}</span></p>${text && html`<p class="said">${text}</p>`}</li>`,
)}
</ol>`;
