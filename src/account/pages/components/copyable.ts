import { type Html, html } from '../../../platform/html.ts';
import { icon } from '../icons.ts';
import type { Messages } from '../messages.ts';

/** A value to be used elsewhere, with a copy button where there is script. `what` names it for screen readers. */
export const copyable = (value: string, what: string, text: Messages['controls']): Html =>
  html`<span class="copyable"><code>${value}</code>${copyButton(value, what, text)}</span>`;

/** The same for an address that can also be opened. */
export const copyableLink = (url: string, what: string, text: Messages['controls']): Html =>
  html`<span class="copyable"><a href="${url}"><code>${url}</code></a>${copyButton(url, what, text)}</span>`;

const copyButton = (value: string, what: string, text: Messages['controls']): Html =>
  html`<button type="button" class="icon-button" data-copy="${value}" data-announce="${text.copied}" title="${text.copy}" aria-label="${text.copyWhat(what)}" hidden>${icon('copy')}${icon('check')}</button>`;
