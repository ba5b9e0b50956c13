import type { ChargeItemDefinition } from '@medplum/fhirtypes';
import type { PriceListItem } from '../../api/price-lists/price-lists.schema.ts';
import { priceListSearch, priceSearch, priceVersions } from '../../api/price-lists/price-lists.service.ts';
import { treatmentSearch } from '../../api/treatments/treatments.service.ts';
import type { FhirCall } from '../call.ts';
import { numberOf, requireNumber, versionsByNumber } from '../ids.ts';
import { noSuch } from '../refusal.ts';
import { fhirResource } from '../resource.ts';
import { findByIds } from '../search/by-ids.ts';
import { dateParameter, referenceParameter, tokenParameter } from '../search/parameters.ts';
import { HEALTHCARE_SERVICE, PRACTITIONER, toChargeItemDefinition } from './charge-item-definition.mapper.ts';

const extension =
  (url: string) =>
  ({ extension: all = [] }: ChargeItemDefinition) =>
    all.filter((one) => one.url === url).map(({ valueReference }) => valueReference);

export const chargeItemDefinitionFhir = fhirResource({
  type: 'ChargeItemDefinition',
  name: 'prices',
  documentation: 'The prices of treatments, one for each price list, practitioner and time.',
  permissions: { read: 'treatments.read' },
  async read(call, id) {
    const number = requireNumber('ChargeItemDefinition', id);
    const item = (await findByIds(call, priceSearch, [number])).get(number);
    if (!item) throw noSuch('ChargeItemDefinition');
    return item;
  },
  present,
  versions: versionsByNumber(priceVersions),
  search: {
    source: priceSearch,
    parameters: {
      'healthcare-service': referenceParameter(
        'The treatment that it is the price of.',
        { HealthcareService: 'treatmentId' },
        extension(HEALTHCARE_SERVICE),
      ),
      practitioner: referenceParameter(
        'For whose work it holds.',
        { Practitioner: 'practitionerId' },
        extension(PRACTITIONER),
      ),
      'price-list': tokenParameter('The price list, by its number.', ({ code }) => {
        const list = numberOf(code);
        return list === undefined ? [] : [{ field: 'priceListId', op: 'in', values: [list] }];
      }),
      effective: dateParameter('validity', 'date', 'The days on which it holds.'),
    },
    inIdOrder: true,
  },
  summary: ['url', 'title', 'status', 'effectivePeriod', 'code'],
  mandatory: ['url', 'status'],
});

/** With the lists and treatments as they are now. */
async function present(call: FhirCall, items: readonly PriceListItem[]): Promise<ChargeItemDefinition[]> {
  const ids = (pick: (item: PriceListItem) => number) => [...new Set(items.map(pick))];
  const [lists, treatments] = await Promise.all([
    findByIds(
      call,
      priceListSearch,
      ids(({ priceListId }) => priceListId),
    ),
    findByIds(
      call,
      treatmentSearch,
      ids(({ treatmentId }) => treatmentId),
    ),
  ]);
  return items.map((item) =>
    toChargeItemDefinition(item, {
      list: lists.get(item.priceListId)!,
      treatment: treatments.get(item.treatmentId)!,
      base: call.base,
    }),
  );
}
