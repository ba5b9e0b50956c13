import { type Html, type HtmlChild, html } from '../../../platform/html.ts';
import type { PageContext } from '../layout.ts';
import { messages } from '../messages.ts';
import { emptyState } from './empty-state.ts';

/** What was asked of a list: the search, the order, the page, and filters of its own. */
export interface ListView {
  path: string;
  q: string;
  sort: string;
  /** From 1. */
  page: number;
  filters: Readonly<Record<string, string>>;
}

interface Column<Row> {
  label: string;
  cell(row: Row): HtmlChild;
  /** The order that pressing the heading asks for. */
  sort?: string;
  /** What can be done with the row: the heading is for screen readers alone. */
  controls?: true;
}

type DataTable<Row> = {
  context: PageContext;
  caption: string;
  list: ListView;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  /** Whether there is another page. */
  more: boolean;
  empty: { title: string; text: string; action?: Html };
};

/** A list as a table: the server sorts, searches and pages. On a phone each row is a block with its labels. */
export function dataTable<Row>({ context, caption, list, columns, rows, more, empty }: DataTable<Row>): Html {
  const { table } = messages[context.language];
  const narrowed = list.q !== '' || Object.values(list.filters).some(Boolean);
  if (rows.length === 0 && list.page === 1) {
    return narrowed
      ? emptyState(table.nothingFound, table.nothingFoundNext, html`<p><a href="${list.path}">${table.showAll}</a></p>`)
      : emptyState(empty.title, empty.text, empty.action);
  }
  return html`
<div class="card sheet">
<table class="data">
<caption class="visually-hidden">${caption}</caption>
<thead><tr>${columns.map((column) => heading(column, list))}</tr></thead>
<tbody>
${rows.map(
  (row) =>
    html`<tr>${columns.map(({ label, cell, controls }) => html`<td data-label="${!controls && label}"><div>${cell(row)}</div></td>`)}</tr>`,
)}
</tbody>
</table>
</div>
${
  (list.page > 1 || more) &&
  html`<nav class="pager" aria-label="${table.pages}">
${list.page > 1 && html`<a rel="prev" href="${addressOf(list, { page: list.page - 1 })}">${table.previous}</a>`}
<span class="soft">${table.page(list.page)}</span>
${more && html`<a rel="next" href="${addressOf(list, { page: list.page + 1 })}">${table.next}</a>`}
</nav>`
}`;
}

function heading<Row>({ label, sort, controls }: Column<Row>, list: ListView): Html {
  if (controls) return html`<th scope="col"><span class="visually-hidden">${label}</span></th>`;
  if (!sort) return html`<th scope="col">${label}</th>`;
  const active = list.sort === sort;
  return html`<th scope="col"${active && html` aria-sort="${DESCENDING.has(sort) ? 'descending' : 'ascending'}"`}><a href="${addressOf(list, { sort, page: 1 })}">${label}</a></th>`;
}

/** Orders with the newest or the most first. */
const DESCENDING = new Set(['newest', 'people', 'used']);

function addressOf(
  { path, q, sort, page, filters }: ListView,
  change: Partial<Pick<ListView, 'sort' | 'page'>>,
): string {
  const wanted = { ...filters, q, sort, page: String(page), ...change };
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(wanted))
    if (value && !(name === 'page' && String(value) === '1')) search.set(name, String(value));
  return search.size > 0 ? `${path}?${search}` : path;
}
