class SafeHtml {
  readonly #markup: string;

  constructor(markup: string) {
    this.#markup = markup;
  }

  toString(): string {
    return this.#markup;
  }
}

/** Finished markup. Only the `html` tag makes one, so a plain string never passes for it; `String(value)` is what to send. */
export type Html = SafeHtml;

export type HtmlChild = Html | string | number | false | null | undefined | readonly HtmlChild[];

/**
 * Markup from a template. Strings and numbers are escaped for text and for double-quoted attributes, `Html` and arrays
 * of it pass through, `false`, `null` and `undefined` render nothing. Throws on an attribute value without quotes, where
 * no escaping is enough.
 */
export function html(parts: TemplateStringsArray, ...children: HtmlChild[]): Html {
  let markup = parts[0] ?? '';
  children.forEach((child, index) => {
    if (/(?:^|<)[^<>]*\s[\w-]+=$/.test(parts[index] ?? '')) {
      throw new TypeError(`html: quote the attribute value after ${parts[index]?.slice(-40)}`);
    }
    markup += render(child) + parts[index + 1];
  });
  return new SafeHtml(markup);
}

function render(child: HtmlChild): string {
  if (child === false || child === null || child === undefined) return '';
  if (child instanceof SafeHtml) return child.toString();
  if (typeof child === 'object') return child.map(render).join('');
  return escapeHtml(String(child));
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
