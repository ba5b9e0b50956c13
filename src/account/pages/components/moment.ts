import { type Html, html } from '../../../platform/html.ts';
import { formatInstant } from '../../../platform/i18n.ts';
import type { PageContext } from '../layout.ts';

/** An instant (RFC 3339) as people read it, and as programs do. */
export const moment = ({ language }: PageContext, instant: string, timeZone?: string | null): Html =>
  html`<time datetime="${instant}">${formatInstant(instant, language, timeZone)}</time>`;
