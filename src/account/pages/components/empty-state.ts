import { type Html, html } from '../../../platform/html.ts';

/** That there is nothing, and what to do about it. */
export const emptyState = (title: string, text: string, action?: Html): Html => html`
<div class="card empty">
<h2>${title}</h2>
<p class="soft">${text}</p>
${action}
</div>`;
