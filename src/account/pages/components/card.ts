import { type Html, type HtmlChild, html } from '../../../platform/html.ts';

export const card = (body: HtmlChild): Html => html`<div class="card">${body}</div>`;
