import { type Html, html } from '../../../platform/html.ts';

/** A short status in words; the colour only repeats them. */
export const badge = (label: string, tone: 'neutral' | 'warning', symbol?: Html): Html =>
  html`<span class="badge badge-${tone}">${symbol}${label}</span>`;
