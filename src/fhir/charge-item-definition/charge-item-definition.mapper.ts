import type { ChargeItemDefinition, Extension } from '@medplum/fhirtypes';
import type { PriceList, PriceListItem } from '../../api/price-lists/price-lists.schema.ts';
import type { Treatment } from '../../api/treatments/treatments.schema.ts';
import { asCode, asText, complexExtension, identityOf, optional, referenceTo } from '../datatypes.ts';
import { serviceTypeOf } from '../healthcare-service/healthcare-service.mapper.ts';
import { euro } from '../invoice/invoice-prices.ts';
import { extensionUrl } from '../names.ts';

export const HEALTHCARE_SERVICE = extensionUrl('treatment');
export const PRACTITIONER = extensionUrl('practitioner');

/** The price of a treatment in a list. */
export function toChargeItemDefinition(
  item: PriceListItem,
  { list, treatment, base }: { list: PriceList; treatment: Treatment; base: string },
): ChargeItemDefinition {
  const { id, price, patientShare, payerShare, validFrom, validTo } = item;
  const share = (name: string, value: number) => ({ url: extensionUrl(name), valueMoney: euro(value) });
  return {
    ...identityOf('ChargeItemDefinition', item),
    extension: extensionsOf(item, list),
    url: `${base}/ChargeItemDefinition/${id}`,
    title: `${treatment.name} - ${list.name}`,
    status: list.active && treatment.active ? 'active' : 'retired',
    ...((validFrom !== undefined || validTo !== undefined) && {
      effectivePeriod: { ...optional('start', validFrom), ...optional('end', validTo) },
    }),
    code: serviceTypeOf(treatment),
    propertyGroup: [
      {
        priceComponent: [
          {
            extension: [share('patient-share', patientShare), share('payer-share', payerShare)],
            type: 'base',
            amount: euro(price),
          },
        ],
      },
    ],
  };
}

function extensionsOf({ treatmentId, practitionerId, discountPct }: PriceListItem, list: PriceList): Extension[] {
  return [
    { url: HEALTHCARE_SERVICE, valueReference: referenceTo('HealthcareService', treatmentId) },
    ...(practitionerId === undefined
      ? []
      : [{ url: PRACTITIONER, valueReference: referenceTo('Practitioner', practitionerId) }]),
    ...complexExtension('price-list', {
      id: { valueInteger: list.id },
      name: asText(list.name),
      kind: asCode(list.kind),
      payer: asText(list.payer?.code),
    }),
    ...(discountPct === undefined ? [] : [{ url: extensionUrl('discount-percent'), valueDecimal: discountPct }]),
  ];
}
