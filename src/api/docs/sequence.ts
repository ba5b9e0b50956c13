import { type Html, html } from '../../platform/html.ts';
import type { Language } from '../../platform/i18n.ts';
import { words } from './words.ts';

interface Message {
  from: string;
  to: string;
  text: string;
  /** Drawn with dashes: an answer. */
  answer: boolean;
}

interface Sequence {
  title: string;
  participants: string[];
  messages: Message[];
}

const WIDTH = 630;
const LEAST_COLUMN = 168;
const ROW = 46;
const HEAD = 44;
const MESSAGE = /^(.+?) (-->|->) (.+?): (.+)$/;

/**
 * Reads a sequence diagram: a line `title: ...`, then `A -> B: text` for a request and `A --> B: text` for an answer.
 * @throws Error naming the line that is neither
 */
export function parseSequence(source: string): Sequence {
  const [first = '', ...lines] = source.trim().split('\n');
  if (!first.startsWith('title: ')) throw new Error(`A sequence begins with its title, not with "${first}".`);
  const messages = lines.map((line): Message => {
    const [, from, arrow, to, text] = MESSAGE.exec(line) ?? [];
    if (!from || !to || !text) throw new Error(`Not a step of a sequence: "${line}".`);
    return { from, to, text, answer: arrow === '-->' };
  });
  const participants = [...new Set(messages.flatMap(({ from, to }) => [from, to]))];
  return { title: first.slice('title: '.length), participants, messages };
}

/** The diagram as SVG, with the same steps as a list for those who do not see it, or whose screen is too narrow. */
export function sequenceFigure(source: string, language: Language): Html {
  const sequence = parseSequence(source);
  const text = words[language];
  return html`<figure class="sequence">
<div class="scroll" tabindex="0" role="group" aria-label="${text.diagram}: ${sequence.title}">${drawing(sequence)}</div>
<figcaption>${sequence.title}</figcaption>
<details><summary>${text.inWords}</summary><ol>${sequence.messages.map(
    ({ from, to, text: said }) =>
      html`<li><strong>${from}</strong>${from !== to && html` ${text.to} <strong>${to}</strong>`}: ${said}</li>`,
  )}</ol></details>
</figure>`;
}

function drawing({ title, participants, messages }: Sequence): Html {
  const column = Math.max(LEAST_COLUMN, Math.floor(WIDTH / participants.length));
  const width = participants.length * column;
  const height = HEAD + messages.length * ROW + 24;
  const middle = (name: string) => (participants.indexOf(name) + 0.5) * column;
  return html`<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${title}">
${participants.map(
  (name) =>
    html`<line class="life" x1="${middle(name)}" y1="${HEAD - 8}" x2="${middle(name)}" y2="${height - 8}"/><rect class="actor" x="${middle(name) - 70}" y="4" width="140" height="32" rx="8"/><text class="actor-name" x="${middle(name)}" y="25">${name}</text>`,
)}
${messages.map((message, index) => step(message, HEAD + (index + 1) * ROW - 8, middle))}
</svg>`;
}

function step({ from, to, text, answer }: Message, y: number, middle: (name: string) => number): Html {
  const [x1, x2] = [middle(from), middle(to)];
  const kind = answer ? 'arrow answer' : 'arrow';
  if (x1 === x2) {
    return html`<path class="${kind}" d="M${x1} ${y - 14}h26v14h-20"/>${head(x1 + 2, y, -1)}<text class="said own" x="${x1 + 34}" y="${y - 3}">${text}</text>`;
  }
  const direction = x2 > x1 ? 1 : -1;
  return html`<path class="${kind}" d="M${x1} ${y}H${x2 - 4 * direction}"/>${head(x2 - 2 * direction, y, direction)}<text class="said" x="${(x1 + x2) / 2}" y="${y - 8}">${text}</text>`;
}

const head = (x: number, y: number, direction: number) =>
  html`<path class="tip" d="M${x} ${y}l${-9 * direction} -5v10z"/>`;
