import { type Html, html } from '../../platform/html.ts';
import { type Language, languages } from '../../platform/i18n.ts';
import { logo, script, styles } from './assets.ts';
import { icon } from './icons.ts';
import type { RenderedText } from './markdown.ts';
import { GROUPS, type Group, pathOf, SLUGS } from './navigation.ts';
import { words } from './words.ts';

export interface Frame {
  language: Language;
  /** Undefined of the page for addresses that lead nowhere. */
  slug: string | undefined;
  apiUrl: string;
  sandbox: boolean;
  titles: ReadonlyMap<string, string>;
}

/** The document around a page's text. */
export function layout(frame: Frame, page: Pick<RenderedText, 'title' | 'lead' | 'markup' | 'headings'>): string {
  const { language, slug } = frame;
  const text = words[language];
  const before = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page.title} · ${text.site}</title>
<meta name="description" content="${page.lead}">
${slug && languages.map((each) => html`<link rel="alternate" hreflang="${each}" href="${frame.apiUrl}${pathOf(each, slug)}">`)}
${slug && html`<link rel="canonical" href="${frame.apiUrl}${pathOf(language, slug)}">`}
<link rel="icon" href="${logo.url}" type="image/svg+xml">
<link rel="stylesheet" href="${styles.url}">
<script src="${script.url}"></script>
</head>
<body>
<a class="skip" href="#content">${text.skip}</a>
${bar(frame)}
<div class="columns">
${menu(frame)}
<main id="content" tabindex="-1">
<article>`;
  const after = html`</article>
${slug && neighbours(frame, slug)}
</main>
${contents(page.headings, language)}
</div>
<p class="visually-hidden" role="status" data-announcer></p>
</body>
</html>
`;
  return String(before) + page.markup + String(after);
}

function bar({ language, slug, sandbox }: Frame): Html {
  const text = words[language];
  const other = languages.find((each) => each !== language)!;
  return html`<header class="bar">
<a class="bar-menu icon-button" href="#menu" aria-label="${text.menu}">${icon('menu')}</a>
<a class="brand" href="${pathOf(language, 'index')}"><img src="${logo.url}" alt="" width="24" height="24">Corsia <span>${text.brand}</span></a>
${sandbox && html`<span class="badge">${text.sandbox}</span>`}
<search class="search" hidden data-index="/${language}/docs/search.json" data-none="${text.noResults}" data-count="${text.results('{}')}">
${icon('search')}<input type="search" autocomplete="off" placeholder="${text.searchHint}" aria-label="${text.search}" role="combobox" aria-expanded="false" aria-controls="results" aria-autocomplete="list">
<ul id="results" role="listbox" aria-label="${text.search}" hidden></ul>
</search>
<div class="bar-end">
<a class="bar-link wide" href="${language === 'en' ? '/en/specs/scalar.html' : '/specs/scalar.html'}">${text.reference}</a>
<a class="bar-link" href="${pathOf(other, slug ?? 'index')}" lang="${other}" hreflang="${other}" rel="alternate" aria-label="${words[other].languageName}">${icon('languages')}<span>${words[other].languageName}</span></a>
<button type="button" class="icon-button" data-theme-switch aria-label="${text.darkTheme}" hidden>${icon('moon')}${icon('sun')}</button>
</div>
</header>`;
}

function menu({ language, slug, titles }: Frame): Html {
  const text = words[language];
  const entry = (name: string) =>
    html`<li><a href="${pathOf(language, name)}"${name === slug && html` aria-current="page"`}>${titles.get(name)}</a></li>`;
  return html`<nav id="menu" class="menu" aria-label="${text.pages}">
<a class="menu-close icon-button" href="#content" aria-label="${text.closeMenu}">${icon('close')}</a>
${(Object.keys(GROUPS) as Group[]).map(
  (group) => html`<h2>${text.groups[group]}</h2>
<ul>${GROUPS[group].map(entry)}</ul>`,
)}
</nav>`;
}

function neighbours({ language, titles }: Frame, slug: string): Html {
  const text = words[language];
  const at = SLUGS.indexOf(slug);
  const link = (name: string | undefined, label: string, kind: string) =>
    name !== undefined &&
    html`<a class="${kind}" rel="${kind}" href="${pathOf(language, name)}"><span>${label}</span>${titles.get(name)}</a>`;
  return html`<nav class="neighbours" aria-label="${text.previous} / ${text.next}">${link(SLUGS[at - 1], text.previous, 'prev')}${link(SLUGS[at + 1], text.next, 'next')}</nav>`;
}

function contents(headings: RenderedText['headings'], language: Language): Html {
  const text = words[language];
  const shown = headings.filter(({ level }) => level === 2 || level === 3);
  if (shown.length < 2) return html`<div class="contents"></div>`;
  return html`<nav class="contents" aria-label="${text.onThisPage}">
<h2>${text.onThisPage}</h2>
<ul>${shown.map(({ level, id, text: title }) => html`<li class="level-${level}"><a href="#${id}">${title}</a></li>`)}</ul>
</nav>`;
}
