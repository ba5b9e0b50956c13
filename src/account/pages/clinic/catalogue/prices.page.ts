import { type Html, html } from '../../../../platform/html.ts';
import { linkButton } from '../../components/button.ts';
import { confirmPage } from '../../components/confirm.ts';
import { dataTable, type ListView } from '../../components/data-table.ts';
import { flash } from '../../components/flash.ts';
import type { FormTarget } from '../../components/form.ts';
import { portalPage } from '../../components/portal.ts';
import { searchForm } from '../../components/search-form.ts';
import type { PageContext } from '../../layout.ts';
import { messages } from '../../messages.ts';
import { type CatalogueForm, catalogueForm, type Options } from './catalogue-form.ts';
import { type CatalogueDone, type ItemHead, itemPage, itemPath } from './kinds.ts';
import { euroIn, type Listed, showIn, validityOf } from './listing.ts';

export type PricesPage = {
  context: PageContext;
  head: ItemHead;
  list: ListView;
  prices: readonly Listed[];
  more: boolean;
  options: Options;
  done?: CatalogueDone | undefined;
};

/** The prices of a list. */
export function pricesPage({ context, head, list, prices, more, options, done }: PricesPage): Html {
  const { catalogue, catalogueForm: words } = messages[context.language];
  const { named } = showIn(context.language, options);
  const euro = (amount: unknown) => euroIn(context.language, amount);
  const here = itemPath('price-lists', head.id, 'prices');
  const add = linkButton(`${here}/new`, catalogue.addPrice, 'primary');
  return itemPage(context, {
    head,
    tab: 'prices',
    done,
    body: html`
<p>${add}</p>
${searchForm(context, list, catalogue.searchTreatment)}
${dataTable({
  context,
  caption: head.name,
  list,
  rows: prices,
  more,
  empty: { title: catalogue.noPrices, text: catalogue.noPricesNext },
  columns: [
    {
      label: words.labels.treatment,
      cell: ({ id, treatmentId }) =>
        html`<a href="${here}/${id}"><strong>${named('treatments', treatmentId)}</strong></a>`,
    },
    { label: words.labels.practitioner, cell: ({ practitionerId }) => named('practitioners', practitionerId) },
    { label: words.labels.price, cell: ({ price }) => euro(price) },
    { label: words.labels.patientShare, cell: ({ patientShare }) => euro(patientShare) },
    { label: words.labels.validity, cell: (price) => validityOf(price, context.language) },
  ],
})}`,
  });
}

export type PricePage = Omit<CatalogueForm, 'submit'> & {
  head: ItemHead;
  /** What the price is of; none of a new one. */
  treatment?: string;
  /** The page that removes it. */
  removeHref?: string;
};

/** Posts the fields of a price, with `version` when it is there already. */
export function pricePage(page: PricePage): Html {
  const { context, head, treatment, removeHref, problems = [] } = page;
  const { catalogue } = messages[context.language];
  const { summary, form } = catalogueForm({
    ...page,
    submit: treatment === undefined ? catalogue.addPrice : catalogue.save,
  });
  return portalPage(context, {
    title: treatment ?? catalogue.addPrice,
    current: 'clinicCatalogue',
    above: { href: itemPath('price-lists', head.id, 'prices'), label: head.name },
    failed: problems.length > 0,
    ...(removeHref && { action: linkButton(removeHref, catalogue.removePrice, 'secondary') }),
    body: html`${summary}<div class="card wide">${form}</div>`,
  });
}

export type RemovePricePage = FormTarget & {
  context: PageContext;
  head: ItemHead;
  treatment: string;
  version: number;
  changed?: boolean;
};

export function removePricePage(page: RemovePricePage): Html {
  const { context, head, treatment, version, changed } = page;
  const text = messages[context.language];
  const { catalogue } = text;
  return confirmPage({
    context,
    target: page,
    title: catalogue.removePriceTitle(treatment, head.name),
    text: catalogue.removePriceText,
    fields: html`${changed && flash(text.changedMeanwhile)}<input type="hidden" name="version" value="${version}">`,
    submit: { label: catalogue.removePrice, kind: 'danger' },
    back: { href: itemPath('price-lists', head.id, 'prices'), label: catalogue.keep },
  });
}
