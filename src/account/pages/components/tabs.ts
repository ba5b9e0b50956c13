import { type Html, html } from '../../../platform/html.ts';

/** The pages of one thing, side by side. */
export const tabs = (label: string, items: readonly { href: string; label: string; current: boolean }[]): Html => html`
<nav class="tabs" aria-label="${label}">
<ul>${items.map(
  ({ href, label: words, current }) =>
    html`<li><a href="${href}"${current && html` aria-current="page"`}>${words}</a></li>`,
)}</ul>
</nav>`;
