import { ServiceError } from '../../../platform/errors.ts';
import { listView, pageOf, splitPage } from '../../console/list-view.ts';
import { goTo, type PageCall, type PageRoute } from '../../console/page-route.ts';
import { catalogueDone, itemPath, listPath } from '../../pages/clinic/catalogue/kinds.ts';
import { pricePage, pricesPage, removePricePage } from '../../pages/clinic/catalogue/prices.page.ts';
import { newPriceSpec, priceSpec } from '../../pages/clinic/catalogue/specs.ts';
import {
  changeItem,
  headOf,
  isConflict,
  itemOf,
  optionsFor,
  readingDatabase,
  sectionOf,
  treatmentName,
  writeInCatalogue,
} from './catalogue.service.ts';
import type { CatalogueItem } from './clinic-catalogue.ts';
import { formView, sendForm } from './item-form.ts';

const HERE = `${listPath('price-lists')}/:id/prices`;
const pricesPath = (list: CatalogueItem): string => itemPath('price-lists', list.id, 'prices');

const listOf = (call: PageCall): Promise<CatalogueItem> => itemOf(call, 'price-lists', call.params.id!);

/** A price of the list at hand, with what it is the price of. @throws ServiceError not_found */
async function priceOf(call: PageCall) {
  const list = await listOf(call);
  const price = await itemOf(call, 'prices', call.params.price!);
  if (price.priceListId !== list.id) throw new ServiceError('not_found', 'The price is of another list.');
  const treatment = treatmentName(await itemOf(call, 'treatments', String(price.treatmentId)));
  return { list, price, treatment, name: `${treatment} (${list.name})`, path: `${pricesPath(list)}/${price.id}` };
}

const listPage: PageRoute = {
  path: HERE,
  requires: 'manager',
  async show(call) {
    const { user, query, context, done } = call;
    const priceList = await listOf(call);
    const list = listView(query, { path: pricesPath(priceList), sorts: ['id'] });
    const [limit, offset] = pageOf(list);
    const view = { q: list.q, active: undefined, sort: list.sort, offset, limit, parentId: priceList.id };
    const found = await sectionOf(call, 'prices').list(readingDatabase(call), user.tenant_id!, view);
    const { rows, more } = splitPage(found);
    const options = await optionsFor(call, ['treatments', 'practitioners']);
    const head = headOf('price-lists', priceList);
    return pricesPage({ context, head, list, prices: rows, more, options, done: catalogueDone(done) });
  },
};

const newPage: PageRoute = {
  path: `${HERE}/new`,
  requires: 'manager',
  async show(call) {
    const list = await listOf(call);
    const here = call.form(`${pricesPath(list)}/new`);
    return pricePage({ ...here, ...(await formView(call, newPriceSpec)), head: headOf('price-lists', list) });
  },
  async submit(call) {
    const list = await listOf(call);
    const sent = await sendForm(call, newPriceSpec, {
      store: (members) =>
        writeInCatalogue(call, 'prices', 'catalogue.created', async (tx, clinicId) => {
          const priced = { ...members, priceListId: list.id };
          const result = await sectionOf(call, 'prices').create(tx, clinicId, priced);
          return { result, name: String(list.name), changed: true };
        }),
    });
    if (sent === 'stored') return goTo(pricesPath(list), 'added');
    const here = call.form(`${pricesPath(list)}/new`);
    return { page: pricePage({ ...here, ...sent.view, head: headOf('price-lists', list) }), status: sent.status };
  },
};

const changePage: PageRoute = {
  path: `${HERE}/:price`,
  requires: 'manager',
  async show(call) {
    const { list, price, treatment, path } = await priceOf(call);
    const view = await formView(call, priceSpec, price);
    const head = headOf('price-lists', list);
    return pricePage({ ...call.form(path), ...view, head, treatment, removeHref: `${path}/remove` });
  },
  async submit(call) {
    const { list, price, treatment, name, path } = await priceOf(call);
    const sent = await sendForm(call, priceSpec, {
      item: price,
      reread: () => itemOf(call, 'prices', String(price.id)),
      store: (members, version) => changeItem(call, 'prices', { id: price.id, name, version }, members),
    });
    if (sent === 'stored') return goTo(pricesPath(list), 'saved');
    const head = headOf('price-lists', list);
    const page = pricePage({ ...call.form(path), ...sent.view, head, treatment, removeHref: `${path}/remove` });
    return { page, status: sent.status };
  },
};

const removePage: PageRoute = {
  path: `${HERE}/:price/remove`,
  requires: 'manager',
  async show(call) {
    const { list, price, treatment, path } = await priceOf(call);
    const head = headOf('price-lists', list);
    const target = call.form(`${path}/remove`);
    return removePricePage({ ...target, context: call.context, head, treatment, version: price.version });
  },
  async submit(call) {
    const { list, price, treatment, name, path } = await priceOf(call);
    const version = Number(call.field('version'));
    try {
      await writeInCatalogue(call, 'prices', 'catalogue.removed', async (tx, clinicId) => {
        await call.services.clinicCatalogue.removePrice(tx, clinicId, price.id, version);
        return { result: undefined, name, changed: true };
      });
      return goTo(pricesPath(list), 'removed');
    } catch (error) {
      if (!isConflict(error)) throw error;
      const { version: now } = (await priceOf(call)).price;
      const head = headOf('price-lists', list);
      const target = call.form(`${path}/remove`);
      const { context } = call;
      const page = removePricePage({ ...target, context, head, treatment, version: now, changed: true });
      return { page, status: 409 };
    }
  },
};

/** What treatments cost in a list. */
export const pricesPages: readonly PageRoute[] = [listPage, newPage, changePage, removePage];
