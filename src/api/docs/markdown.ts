import createMarkdown, { type MarkdownIt, type Token } from 'markdown-it';
import { html } from '../../platform/html.ts';
import type { Language } from '../../platform/i18n.ts';
import { highlight } from './highlight.ts';
import { icon } from './icons.ts';
import { pathOf } from './navigation.ts';
import { sequenceFigure } from './sequence.ts';
import { words } from './words.ts';

interface Heading {
  level: number;
  id: string;
  text: string;
}

/** What lies between two headings, as the search looks through it. */
interface Section {
  id: string;
  title: string;
  text: string;
}

export interface RenderedText {
  title: string;
  /** The first paragraph. */
  lead: string;
  markup: string;
  headings: Heading[];
  sections: Section[];
}

const LANGUAGE_NAMES: Record<string, string> = {
  sh: 'Shell',
  js: 'JavaScript',
  json: 'JSON',
  http: 'HTTP',
  sql: 'SQL',
  ini: '.env',
  yaml: 'YAML',
};

/** Long lines of these may break; others are scrolled. */
const WRAPPED = new Set(['sh', 'http', 'ini', 'sql']);

/** Markdown with a title as its first line, as markup and as what search and menus need of it. */
export function renderMarkdown(source: string, language: Language): RenderedText {
  const markdown = renderers[language];
  const tokens = markdown.parse(source, {});
  const sections: Section[] = [];
  const headings: Heading[] = [];
  const taken = new Map<string, number>();
  let lead = '';
  tokens.forEach((token, index) => {
    if (token.type === 'heading_open') {
      const text = plain(tokens[index + 1]!);
      const id = unique(slugOf(text), taken);
      token.attrSet('id', id);
      headings.push({ level: Number(token.tag.slice(1)), id, text });
      sections.push({ id, title: text, text: '' });
      return;
    }
    const isHeading = tokens[index - 1]?.type === 'heading_open';
    if (token.type === 'inline' && !isHeading) {
      const text = plain(token);
      lead ||= text;
      if (sections.length > 0) sections.at(-1)!.text += ` ${text}`;
    }
    if (token.type === 'fence' && sections.length > 0) sections.at(-1)!.text += ` ${token.content}`;
  });
  const title = headings[0]?.text ?? '';
  return { title, lead, markup: markdown.renderer.render(tokens, markdown.options, {}), headings, sections };
}

const renderers: Record<Language, MarkdownIt> = { en: createRenderer('en'), it: createRenderer('it') };

function createRenderer(language: Language): MarkdownIt {
  const text = words[language];
  const markdown = createMarkdown({ html: false, linkify: false });
  const { rules } = markdown.renderer;
  markdown.core.ruler.after('block', 'notices', ({ tokens }) => {
    for (const index of tokens.keys()) markNotice(tokens, index);
  });
  markdown.core.ruler.push('links', ({ tokens }) => {
    for (const token of tokens.flatMap(({ children }) => children ?? []))
      if (token.type === 'link_open') aim(token, language);
  });
  rules.blockquote_open = (tokens, index) => {
    const kind = tokens[index]!.meta?.notice as keyof typeof text.notices | undefined;
    return kind
      ? String(html`<div class="notice notice-${kind}"><p class="notice-title">${text.notices[kind]}</p>`)
      : '<blockquote>';
  };
  rules.blockquote_close = (tokens, index) => (tokens[index]!.meta ? '</div>' : '</blockquote>');
  rules.table_open = () =>
    String(html`<div class="scroll" tabindex="0" role="group" aria-label="${text.table}"><table>`);
  rules.table_close = () => '</table></div>';
  // A corner without words heads nothing.
  rules.th_open = (tokens, index) => (tokens[index + 1]!.content === '' ? '<td>' : '<th scope="col">');
  rules.th_close = (tokens, index) => (tokens[index - 1]!.content === '' ? '</td>' : '</th>');
  rules.heading_close = (tokens, index) => {
    const { tag } = tokens[index]!;
    if (tag === 'h1') return '</h1>';
    const id = tokens[index - 2]!.attrGet('id');
    const label = text.anchor(plain(tokens[index - 1]!));
    return `${html`<a class="anchor" href="#${id}" aria-label="${label}">#</a>`}</${tag}>`;
  };
  rules.fence = (tokens, index) => {
    const { info, content } = tokens[index]!;
    const [name = ''] = info.split(' ');
    if (name === 'sequence') return String(sequenceFigure(content, language));
    const label = LANGUAGE_NAMES[name] ?? name;
    const head = html`<div class="code-head"><span>${label}</span><button type="button" class="icon-button" data-copy-code aria-label="${text.copy}" data-announce="${text.copied}" hidden>${icon('copy')}${icon('check')}</button></div>`;
    const wrap = WRAPPED.has(name) ? ' class="wrap"' : '';
    return `<div class="code">${head}<pre tabindex="0"${wrap}><code>${highlight(content, name)}</code></pre></div>`;
  };
  return markdown;
}

/** `> [!NOTE]`, as code hosts write it, makes a quotation a notice. */
function markNotice(tokens: Token[], index: number): void {
  const token = tokens[index]!;
  const inline = tokens[index + 2];
  if (token.type !== 'blockquote_open' || inline?.type !== 'inline') return;
  const kind = /^\[!(NOTE|TIP|WARNING)\]\n/.exec(inline.content);
  if (!kind) return;
  inline.content = inline.content.slice(kind[0].length);
  const close = tokens.find(
    (other, at) => at > index && other.type === 'blockquote_close' && other.level === token.level,
  );
  for (const end of [token, close!]) end.meta = { notice: kind[1]!.toLowerCase() };
}

/** Links between pages name the files, so that they lead somewhere in the repository, too. */
function aim(token: Token, language: Language): void {
  const page = /^([\w-]+)\.md(#.*)?$/.exec(String(token.attrGet('href')));
  if (page) token.attrSet('href', pathOf(language, page[1]!) + (page[2] ?? ''));
}

function plain({ children }: Token): string {
  return (children ?? []).map(({ type, content }) => (type === 'softbreak' ? ' ' : content)).join('');
}

function slugOf(text: string): string {
  const ascii = text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return ascii.replaceAll(/[^a-z0-9_]+/g, '-').replaceAll(/^-|-$/g, '');
}

function unique(slug: string, taken: Map<string, number>): string {
  const count = taken.get(slug) ?? 0;
  taken.set(slug, count + 1);
  return count === 0 ? slug : `${slug}-${count + 1}`;
}
