import { type Html, html } from '../../../platform/html.ts';
import { icon } from '../icons.ts';

/** One sentence about what just happened, above the page it happened to. */
export const flash = (message: string, tone: 'warning' | 'done' = 'warning'): Html =>
  html`<div class="notice notice-${tone}" role="status">${icon(tone)}<p>${message}</p></div>`;
