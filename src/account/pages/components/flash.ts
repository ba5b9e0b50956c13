import { type Html, html } from '../../../platform/html.ts';
import { icon } from '../icons.ts';

/** One sentence about what just happened, above the page it happened to. */
export const flash = (message: string): Html =>
  html`<div class="notice notice-warning" role="status">${icon('warning')}<p>${message}</p></div>`;
