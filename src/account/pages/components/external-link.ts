import { type Html, html } from '../../../platform/html.ts';
import { icon } from '../icons.ts';
import type { Messages } from '../messages.ts';

/** A link that a developer registered, opened beside the page; nothing when it is not a web address (`javascript:`). */
export function externalLink(href: string | undefined, label: string, text: Messages['controls']): Html | undefined {
  if (href === undefined || !/^https?:\/\//i.test(href)) return undefined;
  return html`<a class="external" href="${href}" target="_blank" rel="noopener noreferrer">${label}${icon('external')}<span class="visually-hidden">${text.newTab}</span></a>`;
}
