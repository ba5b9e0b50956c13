import { type Html, html } from '../../platform/html.ts';
import type { Language } from '../../platform/i18n.ts';
import type { Mail } from '../../platform/mail/mailer.ts';
import { en } from './letters/en.ts';
import { it } from './letters/it.ts';

/** What a mail says, whatever it looks like. Paragraphs are plain text. */
export interface Letter {
  subject: string;
  paragraphs: readonly string[];
  /** Where it leads; a whole address. */
  link?: { label: string; url: string };
  after?: readonly string[];
}

const letters = { en, it } satisfies Record<Language, typeof en>;

type Letters = typeof en;
/** A kind of letter and what it is about. */
export type LetterOf<Kind extends keyof Letters = keyof Letters> = {
  [K in Kind]: { kind: K; about: Parameters<Letters[K]>[0] };
}[Kind];

export function writeLetter({ kind, about }: LetterOf, to: string, language: Language): Mail {
  const write = letters[language][kind] as (about: unknown) => Letter;
  const letter = write(about);
  return { to, subject: oneLine(letter.subject), text: asText(letter), html: String(asHtml(letter, language)) };
}

/** Names of people and applications are part of subjects, and a header ends with its line. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function asText({ paragraphs, link, after = [] }: Letter): string {
  const linkLines = link ? [`${link.label}:\n${link.url}`] : [];
  return `${[...paragraphs, ...linkLines, ...after, '--\nCorsia'].join('\n\n')}\n`;
}

/** Without styles and pictures: every mail program shows it alike, and nothing is loaded that could tell of its reading. */
function asHtml({ subject, paragraphs, link, after = [] }: Letter, language: Language): Html {
  const paragraph = (text: string) => html`<p>${text}</p>\n`;
  return html`<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><title>${subject}</title></head>
<body>
${paragraphs.map(paragraph)}
${link && html`<p><a href="${link.url}">${link.label}</a></p>\n<p>${link.url}</p>\n`}
${after.map(paragraph)}
<p>Corsia</p>
</body>
</html>
`;
}
