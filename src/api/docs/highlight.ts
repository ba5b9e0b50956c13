import { html } from '../../platform/html.ts';

const STRING = `"(?:[^"\\\\\\n]|\\\\.)*"|'(?:[^'\\\\\\n]|\\\\.)*'`;
const NUMBER = '\\b\\d+(?:\\.\\d+)?\\b';

/** What is coloured, by language: comments, strings, numbers and the words of the language. */
const GRAMMARS: Record<string, Record<string, string>> = {
  json: { k: '"(?:[^"\\\\]|\\\\.)*"(?=\\s*:)', s: '"(?:[^"\\\\]|\\\\.)*"', n: `-?${NUMBER}|\\b(?:true|false|null)\\b` },
  js: {
    c: '//[^\\n]*',
    s: `${STRING}|\`[^\`]*\``,
    k: '\\b(?:import|from|export|const|let|for|of|while|if|else|return|await|async|new|throw|true|false|null|undefined|function)\\b',
    n: NUMBER,
  },
  sh: {
    c: '(?:^|(?<=\\s))#[^\\n]*',
    s: STRING,
    k: '\\b(?:curl|npm|npx|jq|openssl|psql|pg_dump|pg_restore)\\b|\\$\\w+',
  },
  http: { k: '^(?:[A-Z]+ |HTTP/1.1 \\d+ [^\\n]*)|^[\\w-]+(?=:)' },
  sql: {
    c: '--[^\\n]*',
    s: "'[^'\\n]*'",
    k: '\\b(?:create|role|login|password|database|owner|select|alter|set|grant|to)\\b',
  },
  ini: { c: '#[^\\n]*', k: '^[A-Z_0-9]+(?==)' },
  nginx: { c: '#[^\\n]*', k: '^\\s*[a-z_]+(?=[ {])' },
};

const PATTERNS = Object.fromEntries(
  Object.entries(GRAMMARS).map(([language, kinds]) => [
    language,
    new RegExp(
      Object.entries(kinds)
        .map(([kind, pattern]) => `(?<${kind}>${pattern})`)
        .join('|'),
      'gm',
    ),
  ]),
);

/** Code as markup with a `span` for each thing that has a colour; languages it does not know stay plain. */
export function highlight(code: string, language: string): string {
  const pattern = PATTERNS[language];
  if (!pattern) return String(html`${code}`);
  let markup = '';
  let last = 0;
  for (const match of code.matchAll(pattern)) {
    const [kind] = Object.entries(match.groups!).find(([, text]) => text !== undefined)!;
    markup += String(html`${code.slice(last, match.index)}<span class="t-${kind}">${match[0]}</span>`);
    last = match.index + match[0].length;
  }
  return markup + String(html`${code.slice(last)}`);
}
