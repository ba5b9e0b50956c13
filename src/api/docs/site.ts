import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Language, languages } from '../../platform/i18n.ts';
import { layout } from './layout.ts';
import { fillIn, type Installation } from './live.ts';
import { type RenderedText, renderMarkdown } from './markdown.ts';
import { pathOf, SLUGS } from './navigation.ts';
import { words } from './words.ts';

/** An answer that stays the same as long as the process lives. */
export interface Doc {
  contentType: string;
  body: string;
  etag: string;
}

export interface Site {
  /** Everything that can be asked for, by its path. Each is rendered when it is first asked for, and kept. */
  docs: ReadonlyMap<string, () => Doc>;
  notFound: Record<Language, () => Doc>;
}

const HTML = 'text/html; charset=utf-8';
const JSON_TYPE = 'application/json; charset=utf-8';
const BEGINNINGS = ['index', 'getting-started', 'oauth-flows', 'errors'];

/** A page as it is written, with what is true of this installation filled in. */
export function readPage(language: Language, slug: string, installation: Installation): string {
  return fillIn(readSource(language, slug), language, installation);
}

function readSource(language: Language, slug: string): string {
  return readFileSync(new URL(`../../../docs/site/${language}/${slug}.md`, import.meta.url), 'utf8');
}

/** Rendering everything at once would hold up the requests of others for a quarter of a second. */
export function buildSite(installation: Installation): Site {
  const docs = new Map<string, () => Doc>();
  const notFound = {} as Record<Language, () => Doc>;
  for (const language of languages) {
    const titles = new Map(
      SLUGS.map((slug) => [slug, readSource(language, slug).split('\n', 1)[0]!.slice('# '.length)]),
    );
    const frame = { language, titles, apiUrl: installation.apiUrl, sandbox: installation.tenantId !== undefined };
    const pages = new Map(
      SLUGS.map((slug) => [slug, once(() => renderMarkdown(readPage(language, slug, installation), language))]),
    );
    for (const [slug, page] of pages) {
      docs.set(
        pathOf(language, slug),
        once(() => doc(HTML, layout({ ...frame, slug }, page()))),
      );
    }
    docs.set(
      `/${language}/docs/search.json`,
      once(() => doc(JSON_TYPE, searchIndex(language, pages))),
    );
    notFound[language] = once(() => doc(HTML, layout({ ...frame, slug: undefined }, lostPage(language, titles))));
  }
  docs.set(
    '/sitemap.xml',
    once(() => doc('application/xml; charset=utf-8', sitemap(installation.apiUrl))),
  );
  docs.set(
    '/robots.txt',
    once(() => doc('text/plain; charset=utf-8', robots(installation.apiUrl))),
  );
  return { docs, notFound };
}

function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function doc(contentType: string, body: string): Doc {
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 22);
  return { contentType, body, etag: `W/"${hash}"` };
}

function lostPage(language: Language, titles: ReadonlyMap<string, string>): RenderedText {
  const { title, text } = words[language].notFound;
  const links = BEGINNINGS.map((slug) => `* [${titles.get(slug)}](${slug}.md)`).join('\n');
  return renderMarkdown(`# ${title}\n\n${text}\n\n${links}\n`, language);
}

/** One entry for each section: page, address, heading, text. */
function searchIndex(language: Language, pages: ReadonlyMap<string, () => RenderedText>): string {
  const entries = [...pages].flatMap(([slug, page]) => {
    const { title, sections } = page();
    return sections.map(({ id, title: heading, text }, index) => ({
      page: title,
      url: index === 0 ? pathOf(language, slug) : `${pathOf(language, slug)}#${id}`,
      heading,
      text: text.replaceAll(/\s+/g, ' ').trim().slice(0, 1500),
    }));
  });
  return JSON.stringify(entries);
}

function sitemap(apiUrl: string): string {
  const address = (language: Language, slug: string) => apiUrl + pathOf(language, slug);
  const urls = languages.flatMap((language) =>
    SLUGS.map((slug) => {
      const twins = languages.map(
        (twin) => `<xhtml:link rel="alternate" hreflang="${twin}" href="${address(twin, slug)}"/>`,
      );
      return `<url><loc>${address(language, slug)}</loc>${twins.join('')}</url>`;
    }),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${urls.join('\n')}
</urlset>
`;
}

function robots(apiUrl: string): string {
  return `User-agent: *\nDisallow: /v2/\nSitemap: ${apiUrl}/sitemap.xml\n`;
}
