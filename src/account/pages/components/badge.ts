import { type Html, html } from '../../../platform/html.ts';

export type Tone = 'neutral' | 'warning' | 'danger' | 'done' | 'accent';

/** A short status in words; the colour only repeats them. */
export const badge = (label: string, tone: Tone, symbol?: Html): Html =>
  html`<span class="badge badge-${tone}">${symbol}${label}</span>`;
