import { type Html, type HtmlChild, html } from '../../../platform/html.ts';

type Button = { label: HtmlChild; kind: 'primary' | 'secondary' | 'quiet' | 'danger'; name?: string; value?: string };

/** A button that sends its form, with its own name and value when it has them. */
export const submitButton = ({ label, kind, name, value }: Button): Html =>
  html`<button type="submit" class="button button-${kind}"${name && html` name="${name}" value="${value}"`}>${label}</button>`;

export const linkButton = (href: string, label: string, kind: 'primary' | 'secondary'): Html =>
  html`<a class="button button-${kind}" href="${href}">${label}</a>`;
