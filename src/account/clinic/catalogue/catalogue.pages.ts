import { listView, pageOf, splitPage } from '../../console/list-view.ts';
import { goTo, type PageAnswer, type PageCall, type PageRoute } from '../../console/page-route.ts';
import { catalogueListPage, cataloguePage, catalogueStatePage } from '../../pages/clinic/catalogue/catalogue.page.ts';
import { catalogueItemPage, newItemPage } from '../../pages/clinic/catalogue/catalogue-item.page.ts';
import type { FormSpec } from '../../pages/clinic/catalogue/form-spec.ts';
import { CATALOGUE, catalogueDone, itemPath, type Kind, kinds, listPath } from '../../pages/clinic/catalogue/kinds.ts';
import { LISTED_SOURCES, nameOf } from '../../pages/clinic/catalogue/listing.ts';
import * as specs from '../../pages/clinic/catalogue/specs.ts';
import {
  changeItem,
  headOf,
  isConflict,
  itemOf,
  optionsFor,
  readingDatabase,
  sectionOf,
  writeInCatalogue,
} from './catalogue.service.ts';
import type { CatalogueItem } from './clinic-catalogue.ts';
import { entriesPages } from './entries.pages.ts';
import { formView, sendForm } from './item-form.ts';
import { pricesPages } from './prices.pages.ts';
import { weeksPages } from './weeks.pages.ts';

const SPECS: Record<Kind, FormSpec> = {
  practitioners: specs.practitionerSpec,
  agendas: specs.agendaSpec,
  treatments: specs.treatmentSpec,
  'price-lists': specs.priceListSpec,
  locations: specs.locationSpec,
  rooms: specs.roomSpec,
};

/** What the orders of the page's list are called in the API's. */
const orderOf = (kind: Kind, sort: string): string =>
  sort === 'newest' ? '-updatedAt' : sort === 'name' && kind === 'practitioners' ? 'lastName' : sort;

const listPage = (kind: Kind): PageRoute => ({
  path: listPath(kind),
  requires: 'manager',
  async show(call) {
    const { user, query, context } = call;
    const list = listView(query, {
      path: listPath(kind),
      sorts: kind === 'treatments' ? ['name', 'code', 'newest'] : ['name', 'newest'],
      filters: { state: ['active', 'inactive'] },
    });
    const [limit, offset] = pageOf(list);
    const { state } = list.filters;
    const found = await sectionOf(call, kind).list(readingDatabase(call), user.tenant_id!, {
      q: list.q,
      active: state === '' ? undefined : state === 'active',
      sort: orderOf(kind, list.sort),
      offset,
      limit,
    });
    const { rows, more } = splitPage(found);
    const options = await optionsFor(call, LISTED_SOURCES[kind]);
    return catalogueListPage({ context, timeZone: user.time_zone, kind, list, items: rows, more, options });
  },
});

const newPage = (kind: Kind): PageRoute => {
  const path = `${listPath(kind)}/new`;
  return {
    path,
    requires: 'manager',
    show: async (call) => newItemPage({ ...call.form(path), ...(await formView(call, SPECS[kind])), kind }),
    async submit(call) {
      let created = 0;
      const sent = await sendForm(call, SPECS[kind], {
        async store(members) {
          created = await writeInCatalogue(call, kind, 'catalogue.created', async (tx, clinicId) => {
            const result = await sectionOf(call, kind).create(tx, clinicId, members);
            return { result, name: nameOf(kind, { id: result, ...members }), changed: true };
          });
        },
      });
      if (sent === 'stored') return goTo(itemPath(kind, created), 'created');
      return { page: newItemPage({ ...call.form(path), ...sent.view, kind }), status: sent.status };
    },
  };
};

const changePage = (kind: Kind, tab: 'details' | 'hours', spec: FormSpec): PageRoute => ({
  path: `${listPath(kind)}/:id${tab === 'details' ? '' : `/${tab}`}`,
  requires: 'manager',
  async show(call) {
    const item = await itemOf(call, kind, call.params.id!);
    const view = await formView(call, spec, item);
    const here = call.form(itemPath(kind, item.id, tab));
    return catalogueItemPage({ ...here, ...view, head: headOf(kind, item), tab, done: catalogueDone(call.done) });
  },
  async submit(call) {
    const item = await itemOf(call, kind, call.params.id!);
    const head = headOf(kind, item);
    const sent = await sendForm(call, spec, {
      item,
      reread: () => itemOf(call, kind, String(item.id)),
      store: (members, version) => changeItem(call, kind, { ...head, version }, members),
    });
    if (sent === 'stored') return goTo(itemPath(kind, item.id, tab), 'saved');
    const here = call.form(itemPath(kind, item.id, tab));
    return { page: catalogueItemPage({ ...here, ...sent.view, head, tab }), status: sent.status };
  },
});

async function askedPage(call: PageCall, kind: Kind, item: CatalogueItem, changed = false) {
  const { services, user, context } = call;
  const head = headOf(kind, item);
  const upcoming =
    kind === 'price-lists' || !head.active
      ? 0
      : await services.clinicCatalogue.countUpcoming(readingDatabase(call), user.tenant_id!, kind, item.id, Date.now());
  const here = call.form(itemPath(kind, item.id, head.active ? 'deactivate' : 'reactivate'));
  return catalogueStatePage({ ...here, context, head, version: item.version, upcoming, changed });
}

/** Asks, and does it when the object is as the person saw it; of one that changed meanwhile it asks again. */
const statePage = (kind: Kind, act: 'deactivate' | 'reactivate'): PageRoute => ({
  path: `${listPath(kind)}/:id/${act}`,
  requires: 'manager',
  async show(call): Promise<PageAnswer> {
    const item = await itemOf(call, kind, call.params.id!);
    const already = (item.active !== false) !== (act === 'deactivate');
    return already ? goTo(itemPath(kind, item.id)) : askedPage(call, kind, item);
  },
  async submit(call) {
    const item = await itemOf(call, kind, call.params.id!);
    const version = Number(call.field('version'));
    const done = `${act}d` as const;
    try {
      await changeItem(
        call,
        kind,
        { ...headOf(kind, item), version },
        { active: act === 'reactivate' },
        `catalogue.${done}`,
      );
      return goTo(itemPath(kind, item.id), done);
    } catch (error) {
      if (!isConflict(error)) throw error;
      const now = await itemOf(call, kind, call.params.id!);
      const already = (now.active !== false) !== (act === 'deactivate');
      return already ? goTo(itemPath(kind, item.id)) : { page: await askedPage(call, kind, now, true), status: 409 };
    }
  },
});

/** What can be booked in the clinic: with whom, where, when and at what price. */
export const cataloguePages: readonly PageRoute[] = [
  { path: CATALOGUE, requires: 'manager', show: async ({ context }) => cataloguePage(context) },
  ...kinds.flatMap((kind) => [
    listPage(kind),
    newPage(kind),
    changePage(kind, 'details', SPECS[kind]),
    statePage(kind, 'deactivate'),
    statePage(kind, 'reactivate'),
  ]),
  changePage('agendas', 'hours', specs.agendaHoursSpec),
  changePage('locations', 'hours', specs.locationHoursSpec),
  ...entriesPages,
  ...weeksPages,
  ...pricesPages,
];
