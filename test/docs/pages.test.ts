import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { script, styles } from '../../src/api/docs/assets.ts';
import { errorTexts } from '../../src/api/docs/error-texts.ts';
import { fillIn, type Installation } from '../../src/api/docs/live.ts';
import { renderMarkdown } from '../../src/api/docs/markdown.ts';
import { pathOf, SLUGS } from '../../src/api/docs/navigation.ts';
import { parseSequence } from '../../src/api/docs/sequence.ts';
import { buildSite, readPage } from '../../src/api/docs/site.ts';
import { resources } from '../../src/api/resources.ts';
import { STATUS_BY_CODE } from '../../src/platform/errors.ts';
import { languages } from '../../src/platform/i18n.ts';
import { codeBlocksOf } from './code-blocks.ts';

const installation: Installation = {
  apiUrl: 'https://api.example.org',
  accountUrl: 'https://account.example.org',
  tenantId: undefined,
  resources,
  allowance: { limit: 600, windowSeconds: 60 },
};
const site = buildSite(installation);
const docs = new Map([...site.docs].map(([path, doc]) => [path, doc()]));
const pages = [...docs].filter(([, { contentType }]) => contentType.startsWith('text/html'));

describe('the two languages', () => {
  it.each(languages)('%s has all pages and no others', (language) => {
    const files = readdirSync(new URL(`../../docs/site/${language}`, import.meta.url)).sort();
    expect(files).toEqual(SLUGS.map((slug) => `${slug}.md`).sort());
  });

  it.each(SLUGS)('%s has the same headings, code and diagrams in both', (slug) => {
    const [en, it] = languages.map((language) => readPage(language, slug, installation));
    const levels = (source: string) => renderMarkdown(source, 'en').headings.map(({ level }) => level);
    expect(levels(it!)).toEqual(levels(en!));
    expect(levels(en!).filter((level) => level === 1)).toHaveLength(1);
    expect(codeBlocksOf(it!)).toEqual(codeBlocksOf(en!));
    const steps = (source: string) =>
      [...source.matchAll(/^```sequence\n(.*?)^```$/gms)].map(([, diagram]) => parseSequence(diagram!).messages.length);
    expect(steps(it!)).toEqual(steps(en!));
  });

  it.each(languages)('%s has no two pages of one title, and a lead on each', (language) => {
    const rendered = SLUGS.map((slug) => renderMarkdown(readPage(language, slug, installation), language));
    expect(new Set(rendered.map(({ title }) => title)).size).toBe(SLUGS.length);
    expect(rendered.filter(({ lead }) => lead.length < 40).map(({ title }) => title)).toEqual([]);
  });
});

describe('links', () => {
  const idsOf = (body: string) => new Set([...body.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!));
  const ids = new Map(pages.map(([path, { body }]) => [path, idsOf(body)]));
  /** Of this origin, but not of the documentation: `docs.browser.test.ts` asks for them. */
  const elsewhere = /^\/(swagger|specs|en\/specs|downloads|docs\/assets)\b/;

  const deadLinks = (path: string, body: string) =>
    [...body.matchAll(/<a [^>]*href="([^"]+)"/g)]
      .map(([, href]) => href!)
      .filter((href) => {
        const url = new URL(href, installation.apiUrl + path);
        if (url.origin !== installation.apiUrl || elsewhere.test(url.pathname) || url.pathname === '/') return false;
        const there = ids.get(url.pathname);
        return !there || (url.hash !== '' && !there.has(url.hash.slice(1)));
      });

  it.each(pages)('%s leads nowhere that is not there', (path, { body }) => {
    expect(deadLinks(path, body)).toEqual([]);
  });

  it('finds the dead ones', () => {
    const { markup } = renderMarkdown('# A\n\n[b](nowhere.md) [c](errors.md#nothing) [d](errors.md#not_found)', 'en');
    expect(deadLinks('/en/docs', markup)).toEqual(['/en/docs/nowhere', '/en/docs/errors#nothing']);
  });

  it.each(pages)('%s asks nobody else for anything', (_path, { body }) => {
    const asked = [...body.matchAll(/<(?:link|script|img|iframe|source|use)\b[^>]*?(?:src|href)="([^"]+)"[^>]*>/g)]
      .filter(([tag]) => !/rel="(alternate|canonical)"/.test(tag))
      .map(([, address]) => address!);
    expect(asked.length).toBeGreaterThanOrEqual(4);
    expect(asked.filter((address) => !address.startsWith('/docs/assets/'))).toEqual([]);
    expect(body).not.toMatch(/<script(?![^>]* src=)|<style|\sstyle="|\son\w+="/);
  });
});

describe('errors', () => {
  const codes = Object.keys(STATUS_BY_CODE);

  it.each(languages)('each code has words in %s, and an anchor', (language) => {
    expect(Object.keys(errorTexts[language])).toEqual(expect.arrayContaining(codes));
    for (const { meaning, action } of Object.values(errorTexts[language])) {
      expect(meaning.length).toBeGreaterThan(20);
      expect(action.length).toBeGreaterThan(10);
    }
    const { body } = docs.get(pathOf(language, 'errors'))!;
    expect(codes.filter((code) => !body.includes(`<h3 id="${code}">`))).toEqual([]);
  });

  it('says each in words of its own in each language', () => {
    const same = codes.filter((code) => {
      const name = code as keyof typeof STATUS_BY_CODE;
      return errorTexts.en[name].meaning === errorTexts.it[name].meaning;
    });
    expect(same).toEqual([]);
  });
});

describe('what is generated', () => {
  it('has every operation with its scope and permission', () => {
    const { body } = docs.get('/en/docs/resources')!;
    const routes = resources.flatMap(({ routes: all }) => all);
    const missing = routes.filter(({ method, path }) => !body.includes(`<code>${method} ${path}</code>`));
    expect(missing.map(({ path }) => path)).toEqual(['/userinfo']);
    expect(body).toContain('<code>GET /v2/userinfo</code>');
    expect(body.match(/<code>invoices\.issue<\/code>/g)!.length).toBeGreaterThan(2);
  });

  it('tells the limit, or that there is none', () => {
    expect(fillIn('{{rateLimit}}', 'en', installation)).toContain('600 requests in 60 seconds');
    expect(fillIn('{{rateLimit}}', 'it', { ...installation, allowance: undefined })).toContain('non pone limiti');
  });

  it('does not leave a placeholder, nor accept an unknown one', () => {
    expect(pages.filter(([, { body }]) => body.includes('{{')).map(([path]) => path)).toEqual([]);
    expect(() => fillIn('{{nothing}}', 'en', installation)).toThrow('{{nothing}}');
  });

  it('refuses a diagram that cannot be drawn', () => {
    expect(() => parseSequence('title: A\nB => C: d')).toThrow('B => C: d');
  });
});

it('stays small', () => {
  expect(styles.body.length).toBeLessThan(20 * 1024);
  expect(script.body.length).toBeLessThan(10 * 1024);
});

it('has a search entry for each page and heading, in both languages', () => {
  for (const language of languages) {
    const entries = JSON.parse(docs.get(`/${language}/docs/search.json`)!.body) as { url: string; text: string }[];
    const headings = SLUGS.flatMap((slug) => renderMarkdown(readPage(language, slug, installation), language).headings);
    expect(entries).toHaveLength(headings.length);
    expect(entries.filter(({ url }) => !url.startsWith(`/${language}/docs`))).toEqual([]);
  }
});
