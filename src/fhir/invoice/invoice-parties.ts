import type { Extension } from '@medplum/fhirtypes';
import type { Customer, InvoicePayer } from '../../api/invoices/invoice-parts.schema.ts';
import { present, readAddress } from '../datatype-readers.ts';
import { addressOf, asCode, asText, complexExtension } from '../datatypes.ts';
import { extensionUrl } from '../names.ts';
import type { Reader } from '../reader.ts';

/** Who is invoiced, as it stands on the document. */
export function customerExtension({ kind, address, withholdingAgent, ...texts }: Customer): Extension[] {
  return complexExtension('invoice-customer', {
    kind: asCode(kind),
    ...Object.fromEntries(Object.entries(texts).map(([name, value]) => [name, asText(value)])),
    address: address && { valueAddress: addressOf(address) },
    withholdingAgent: withholdingAgent === undefined ? undefined : { valueBoolean: withholdingAgent },
  });
}

export function readCustomer(invoice: Reader): Customer | undefined {
  const customer = invoice.extension(extensionUrl('invoice-customer'));
  if (!customer) return undefined;
  const text = (name: string) => customer.extension(name)?.text('valueString');
  const address = customer.extension('address')?.one('valueAddress');
  return present({
    kind: customer.extension('kind')?.text('valueCode'),
    name: text('name'),
    firstName: text('firstName'),
    lastName: text('lastName'),
    fiscalCode: text('fiscalCode'),
    vatNumber: text('vatNumber'),
    sdiCode: text('sdiCode'),
    pec: text('pec'),
    address: address && readAddress(address),
    withholdingAgent: customer.extension('withholdingAgent')?.flag('valueBoolean'),
  }) as Customer;
}

/** Who pays for the person who is invoiced. */
export function payerExtension(payer: InvoicePayer | undefined): Extension[] {
  return complexExtension(
    'invoice-payer',
    Object.fromEntries(Object.entries(payer ?? {}).map(([name, value]) => [name, asText(value)])),
  );
}

export function readPayer(invoice: Reader): InvoicePayer | undefined {
  const payer = invoice.extension(extensionUrl('invoice-payer'));
  if (!payer) return undefined;
  const text = (name: string) => payer.extension(name)?.text('valueString');
  return present({
    relation: text('relation'),
    firstName: text('firstName'),
    lastName: text('lastName'),
    fiscalCode: text('fiscalCode'),
  }) as InvoicePayer;
}
