import { type Html, html } from '../../../platform/html.ts';
import { icon } from '../icons.ts';

/** The outcome of a page at a glance, beside the title that says it in words. */
export const statusMark = (tone: 'warning' | 'done'): Html =>
  html`<span class="mark mark-${tone}">${icon(tone)}</span>`;
