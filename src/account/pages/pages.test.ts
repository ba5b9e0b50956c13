import { describe, expect, it } from 'vitest';
import { hostileNames, longNames, pageSamples, plainNames, SENDS_ITSELF_ON } from '../../../test/page-samples.ts';
import { languages } from '../../platform/i18n.ts';
import { messages } from './messages.ts';

const names = { plain: plainNames, long: longNames, hostile: hostileNames };

const pages = languages.flatMap((language) =>
  Object.entries(names).flatMap(([kind, chosen]) =>
    [...pageSamples(language, chosen)]
      // Its form is the application's: it goes elsewhere, with what the protocol answers (test/oauth/headers).
      .filter(([name]) => name !== SENDS_ITSELF_ON)
      .map(([name, page]) => ({ name: `${language} ${kind} ${name}`, page: String(page) })),
  ),
);

/** The tags alone, their attribute values and the text between them left out. */
const tagsOf = (page: string) => page.replaceAll(/"[^"]*"/g, '""').match(/<[^>]*>/g) ?? [];

describe.each(pages)('$name', ({ page }) => {
  it('has nothing that the content security policy forbids', () => {
    for (const tag of tagsOf(page)) expect(tag).not.toMatch(/\s(on\w+|style)\s*=/i);
    expect(page).not.toMatch(/<style|(href|src|action)="\s*javascript:|(src|action)="(?!\/[^/]|data:image\/)/i);
    const [theme, ...others] = page.match(/<script[^>]*>[^<]*/g) ?? [];
    expect(theme).toMatch(/^<script src="\/assets\/theme\.js\?v=[\w-]+">$/);
    for (const script of others) expect(script).toMatch(/^<script src="\/assets\/passkeys\.js\?v=[\w-]+" defer>$/);
  });

  it('is small and whole', () => {
    expect(Buffer.byteLength(page)).toBeLessThan(50_000);
    expect(page).not.toMatch(/undefined|\[object|NaN|=>/);
  });

  it('has a language, a title and headings in order', () => {
    expect(page).toMatch(/^<!doctype html>\n<html lang="(en|it)">/);
    expect(page).toMatch(/<title>.+ · Corsia<\/title>/);
    const levels = [...page.matchAll(/<h(\d)[ >]/g)].map((match) => Number(match[1]));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    for (const [index, level] of levels.entries()) expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
  });

  it('posts its forms with their token and language', () => {
    for (const [form] of page.matchAll(/<form[\s\S]*?<\/form>/g)) {
      if (form.includes('method="get"')) {
        // A search has an address that people may pass on: no token in it.
        expect(form).not.toContain('xsrf');
        continue;
      }
      expect(form).toContain('method="post"');
      expect(form).toContain('<input type="hidden" name="xsrf" value="Lk2mR8tYw0">');
      expect(form).toMatch(/<input type="hidden" name="ui_locales" value="(en|it)">/);
    }
  });

  it('has each id once, and every reference to an id leads somewhere', () => {
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, list = ''] of page.matchAll(
      /\s(?:for|aria-labelledby|aria-describedby|data-show|href)="#?([^"/:]+)"/g,
    )) {
      for (const id of list.split(' ')) expect(ids).toContain(id);
    }
  });
});

describe.each(languages)('the messages in %s', (language) => {
  it('are all used by some page', () => {
    const unread = new Set<string>();
    const watch = (node: object, path: string): void => {
      for (const [key, value] of Object.entries(node)) {
        const here = `${path}.${key}`;
        if (typeof value === 'object') watch(value, here);
        else {
          unread.add(here);
          Object.defineProperty(node, key, { get: () => (unread.delete(here) && value) || value });
        }
      }
    };
    watch(messages[language], language);
    expect(unread.size).toBeGreaterThan(50);
    for (const other of languages) pageSamples(other);
    expect([...unread]).toEqual([]);
  });
});
