import { type Html, html } from '../../../platform/html.ts';
import type { PageContext } from '../layout.ts';
import { messages } from '../messages.ts';
import type { ListView } from './data-table.ts';

type Filter = { name: string; label: string; options: readonly (readonly [string, string])[] };

/** Searches a list with GET, so that what was found has an address. */
export const searchForm = (
  context: PageContext,
  list: ListView,
  label: string,
  filters: readonly Filter[] = [],
): Html => {
  const { table } = messages[context.language];
  return html`
<form method="get" action="${list.path}" role="search" class="search">
<div class="field"><label for="q">${label}</label><input type="search" id="q" name="q" value="${list.q}" autocomplete="off"></div>
${filters.map(
  ({ name, label: words, options }) => html`
<div class="field"><label for="filter-${name}">${words}</label>
<select id="filter-${name}" name="${name}">
${options.map(([value, text]) => html`<option value="${value}"${(list.filters[name] ?? '') === value && html` selected`}>${text}</option>`)}
</select></div>`,
)}
<button type="submit" class="button button-secondary">${table.search}</button>
</form>`;
};
