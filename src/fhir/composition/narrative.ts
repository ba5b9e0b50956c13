const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };
const OPENING = '<div xmlns="http://www.w3.org/1999/xhtml">';

/** Plain text as XHTML: its lines are told apart by `<br/>`. */
export function narrativeOf(text: string): string {
  const escaped = text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
  return `${OPENING}${escaped.replaceAll('\n', '<br/>')}</div>`;
}

/**
 * The text of XHTML that is no more than paragraphs and lines.
 * @returns undefined for what would lose something, such as tables or words in bold
 */
export function textOfNarrative(div: string): string | undefined {
  const [, inner] = /^\s*<div(?:\s+(?:xmlns|lang|xml:lang)="[^"<>]*")*\s*>(.*)<\/div>\s*$/s.exec(div) ?? [];
  if (inner === undefined) return undefined;
  const lines = inner
    // Line breaks of the source are no more than spaces between words.
    .replace(/[ \t]*\n[ \t]*/g, ' ')
    .replace(/<br\s*\/?>(?:<\/br>)?/g, '\n')
    .replace(/^\s*<p>|<\/p>\s*$/g, '')
    .replace(/<\/p>\s*<p>/g, '\n');
  if (/[<>]/.test(lines)) return undefined;
  let isKnown = true;
  const text = lines.replace(/&(#x?[0-9a-fA-F]+|\w+);/g, (_, name: string) => {
    const character = characterOf(name);
    if (character === undefined) isKnown = false;
    return character ?? '';
  });
  return isKnown ? text : undefined;
}

function characterOf(name: string): string | undefined {
  if (!name.startsWith('#')) return ENTITIES[name];
  const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : undefined;
}
