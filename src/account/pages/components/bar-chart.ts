import { type Html, html } from '../../../platform/html.ts';
import type { Tone } from './badge.ts';

type BarChart = {
  title: string;
  /** In words, such as the sum. */
  total: string;
  tone: Tone;
  bars: readonly { label: string; value: number }[];
  /** Headings of the table that says the same. */
  columns: readonly [string, string];
  number(value: number): string;
};

const HEIGHT = 48;
const STEP = 8;
const WIDTH = 6;

/** Bars drawn on the server, with a table behind them for whoever does not see them. */
export function barChart({ title, total, tone, bars, columns, number }: BarChart): Html {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  return html`
<figure class="chart chart-${tone}">
<figcaption><span class="soft">${title}</span><strong>${total}</strong></figcaption>
<svg viewBox="0 0 ${bars.length * STEP} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
${bars.map(({ label, value }, index) => {
  // A day with anything at all can be seen.
  const height = value === 0 ? 1 : Math.max(3, Math.round((value / most) * HEIGHT));
  return html`<rect x="${index * STEP}" y="${HEIGHT - height}" width="${WIDTH}" height="${height}"${value === 0 && html` class="nothing"`}><title>${label}: ${number(value)}</title></rect>`;
})}
</svg>
<table class="visually-hidden"><caption>${title}</caption>
<thead><tr><th scope="col">${columns[0]}</th><th scope="col">${columns[1]}</th></tr></thead>
<tbody>${bars.map(({ label, value }) => value > 0 && html`<tr><td>${label}</td><td>${number(value)}</td></tr>`)}</tbody>
</table>
</figure>`;
}
