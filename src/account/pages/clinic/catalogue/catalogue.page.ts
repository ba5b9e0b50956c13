import { type Html, html } from '../../../../platform/html.ts';
import { linkButton } from '../../components/button.ts';
import { confirmPage } from '../../components/confirm.ts';
import { dataTable, type ListView } from '../../components/data-table.ts';
import { flash } from '../../components/flash.ts';
import type { FormTarget } from '../../components/form.ts';
import { moment } from '../../components/moment.ts';
import { portalPage } from '../../components/portal.ts';
import { searchForm } from '../../components/search-form.ts';
import type { PageContext } from '../../layout.ts';
import { messages } from '../../messages.ts';
import type { Options } from './catalogue-form.ts';
import { activeBadge, CATALOGUE, type ItemHead, itemPath, type Kind, kinds, kindTabs, listPath } from './kinds.ts';
import { LISTINGS, type Listed, nameOf, showIn } from './listing.ts';

/** What there is in the catalogue. */
export function cataloguePage(context: PageContext): Html {
  const { catalogue } = messages[context.language];
  return portalPage(context, {
    title: catalogue.title,
    current: 'clinicCatalogue',
    lead: catalogue.lead,
    body: html`
<ul class="card rows">
${kinds.map(
  (kind) => html`
<li><div class="row-text"><h2><a href="${listPath(kind)}">${catalogue.kinds[kind].title}</a></h2><p class="soft">${catalogue.kinds[kind].about}</p></div></li>`,
)}
</ul>`,
  });
}

export type CatalogueListPage = {
  context: PageContext;
  timeZone: string | null;
  kind: Kind;
  list: ListView;
  items: readonly Listed[];
  more: boolean;
  options: Options;
};

/** One kind of object in the catalogue. */
export function catalogueListPage({ context, timeZone, kind, list, items, more, options }: CatalogueListPage): Html {
  const text = messages[context.language];
  const { catalogue, catalogueForm } = text;
  const words = catalogue.kinds[kind];
  const show = showIn(context.language, options);
  const add = linkButton(`${listPath(kind)}/new`, words.add, 'primary');
  return portalPage(context, {
    title: words.title,
    current: 'clinicCatalogue',
    above: { href: CATALOGUE, label: catalogue.title },
    lead: words.about,
    action: add,
    tabs: kindTabs(context, kind),
    body: html`
${searchForm(context, list, catalogue.search, [{ name: 'state', label: catalogue.state, options: Object.entries(catalogue.states) }])}
${dataTable({
  context,
  caption: words.title,
  list,
  rows: items,
  more,
  empty: { title: words.none, text: words.noneNext, action: add },
  columns: [
    {
      label: catalogueForm.labels.name,
      sort: 'name',
      cell: (item) => html`<a href="${itemPath(kind, item.id)}"><strong>${nameOf(kind, item)}</strong></a>`,
    },
    ...LISTINGS[kind].map((column) => ({
      label: catalogueForm.labels[column.label],
      cell: (item: Listed) => column.text(item, show),
      ...(column.label === 'code' && { sort: 'code' }),
    })),
    {
      label: catalogue.state,
      cell: ({ active }) => html`<span class="nowrap">${activeBadge(active !== false, text)}</span>`,
    },
    {
      label: catalogue.changed,
      sort: 'newest',
      cell: ({ updatedAt }) => moment(context, String(updatedAt), timeZone),
    },
  ],
})}`,
  });
}

export type CatalogueStatePage = FormTarget & {
  context: PageContext;
  head: ItemHead;
  version: number;
  /** How many appointments with it are still to come. */
  upcoming: number;
  changed?: boolean;
};

/** Takes an object out of use, or back into it; nothing is ever deleted that appointments refer to. */
export function catalogueStatePage(page: CatalogueStatePage): Html {
  const { context, head, version, upcoming, changed } = page;
  const text = messages[context.language];
  const { catalogue } = text;
  const words = catalogue.kinds[head.kind];
  const act = head.active ? 'deactivate' : 'reactivate';
  return confirmPage({
    context,
    target: page,
    title: catalogue.actTitles[act](head.name),
    text: head.active
      ? [words.deactivated, upcoming > 0 && catalogue.upcoming(upcoming), catalogue.stays].filter(Boolean).join(' ')
      : catalogue.reactivated,
    fields: html`${changed && flash(text.changedMeanwhile)}<input type="hidden" name="version" value="${version}">`,
    submit: { label: catalogue[act], kind: head.active ? 'danger' : 'primary' },
    back: { href: itemPath(head.kind, head.id), label: catalogue.keep },
  });
}
