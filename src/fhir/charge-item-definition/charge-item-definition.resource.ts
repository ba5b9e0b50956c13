import type { ChargeItemDefinition } from '@medplum/fhirtypes';
import type { PriceListItem } from '../../api/price-lists/price-lists.schema.ts';
import {
  priceListSearch,
  priceListVersions,
  priceSearch,
  priceVersions,
} from '../../api/price-lists/price-lists.service.ts';
import { treatmentSearch, treatmentVersions } from '../../api/treatments/treatments.service.ts';
import { asTheyWere } from '../as-they-were.ts';
import type { FhirCall } from '../call.ts';
import { numberOf, requireNumber, versionsByNumber } from '../ids.ts';
import { noSuch } from '../refusal.ts';
import { fhirResource, type SupersededAt } from '../resource.ts';
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

/** With their lists and treatments. */
async function present(
  call: FhirCall,
  items: readonly PriceListItem[],
  supersededAt?: SupersededAt,
): Promise<ChargeItemDefinition[]> {
  const listOf = ({ priceListId }: PriceListItem) => [priceListId];
  const treatmentOf = ({ treatmentId }: PriceListItem) => [treatmentId];
  const [nowLists, nowTreatments] = await Promise.all([
    findByIds(call, priceListSearch, [...new Set(items.flatMap(listOf))]),
    findByIds(call, treatmentSearch, [...new Set(items.flatMap(treatmentOf))]),
  ]);
  const past = { holders: items, supersededAt };
  const [lists, treatments] = await Promise.all([
    asTheyWere(call, { ...past, idsOf: listOf, current: nowLists, versions: priceListVersions }),
    asTheyWere(call, { ...past, idsOf: treatmentOf, current: nowTreatments, versions: treatmentVersions }),
  ]);
  return items.map((item) =>
    toChargeItemDefinition(item, {
      list: lists(item).get(item.priceListId)!,
      treatment: treatments(item).get(item.treatmentId)!,
      base: call.base,
    }),
  );
}
