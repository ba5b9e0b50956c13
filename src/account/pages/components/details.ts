import { type Html, type HtmlChild, html } from '../../../platform/html.ts';

/** Facts as a definition list; those without a value are left out. */
export const details = (facts: readonly (readonly [string, HtmlChild])[]): Html => html`
<dl class="details">
${facts.map(([label, value]) => value !== undefined && value !== '' && html`<dt>${label}</dt><dd>${value}</dd>`)}
</dl>`;
