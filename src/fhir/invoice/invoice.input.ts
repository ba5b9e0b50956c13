import type { InvoiceInput } from '../../api/invoices/invoice-requests.schema.ts';
import { present, readCode, readExternalIds } from '../datatype-readers.ts';
import { numberOf } from '../ids.ts';
import { EPISODE_OF_CARE, extensionUrl } from '../names.ts';
import { ISSUER } from '../organization/organization.mapper.ts';
import { type Reader, readResource } from '../reader.ts';
import { readNumber, readReference } from '../references.ts';
import { COMPUTED, DOCUMENT_TYPE } from './invoice.mapper.ts';
import { readCustomer, readPayer } from './invoice-parties.ts';
import { readLine } from './invoice-prices.ts';

/** `toFhirInvoice` undone, of a draft. Totals are worked out anew. @throws FhirRefusal 422 naming what is wrong, or cannot be kept */
export function readInvoice(body: unknown): InvoiceInput {
  return readResource('Invoice', body, (invoice) => {
    if (invoice.text('status') !== 'draft')
      invoice.refuse('status', 'must be draft: invoices are issued and settled by steps of their own');
    invoice.ignore('totalPriceComponent', 'totalNet', 'totalGross');
    invoice.one('recipient')?.ignore('display');
    for (const name of COMPUTED) ignoreExtension(invoice.extension(extensionUrl(name)));
    const documentType = readCode(invoice.one('type'), DOCUMENT_TYPE);
    if (invoice.has('type') && documentType === undefined)
      invoice.refuse('type', `must have a code of ${DOCUMENT_TYPE}`);
    const externalIds = readExternalIds(invoice.many('identifier'));
    const lines = invoice.many('lineItem').map(readLine);
    if (lines.length === 0) invoice.refuse('lineItem', 'is required');
    const flag = (name: string) => invoice.extension(extensionUrl(name))?.flag('valueBoolean');
    const input = {
      issuerId: readIssuer(invoice),
      documentType,
      patientId: readNumber(invoice.one('subject'), 'Patient'),
      appointmentId: readNumber(invoice.extension(extensionUrl('appointment'))?.one('valueReference'), 'Appointment'),
      episodeId: readNumber(invoice.extension(EPISODE_OF_CARE)?.one('valueReference'), 'EpisodeOfCare'),
      customer: readCustomer(invoice),
      payer: readPayer(invoice),
      section: invoice.extension(extensionUrl('invoice-section'))?.text('valueCode'),
      issueDate: invoice.text('date'),
      serviceDate: invoice.extension(extensionUrl('service-date'))?.text('valueDate'),
      lines,
      chargeStamp: flag('charge-stamp'),
      splitPayment: flag('split-payment'),
      tsOpposition: flag('ts-opposition'),
      purchaseOrder: readOrder(invoice),
      notes: readNote(invoice),
      externalIds: externalIds.length > 0 ? externalIds : undefined,
    };
    return present(input) as InvoiceInput;
  });
}

function ignoreExtension(extension: Reader | undefined): void {
  extension?.ignore('extension', 'valueCode', 'valueMoney', 'valueDateTime', 'valueReference', 'valueString');
}

function readIssuer(invoice: Reader): number | undefined {
  const issuer = readReference(invoice.one('issuer'), ['Organization']);
  const number = issuer?.id.startsWith(ISSUER) ? numberOf(issuer.id.slice(ISSUER.length)) : undefined;
  if (number === undefined) invoice.refuse('issuer', `must be written like Organization/${ISSUER}1`);
  return number;
}

function readOrder(invoice: Reader): InvoiceInput['purchaseOrder'] {
  const order = invoice.extension(extensionUrl('purchase-order'));
  if (!order) return undefined;
  return present({
    number: order.extension('number')?.text('valueString'),
    date: order.extension('date')?.text('valueDate'),
    cup: order.extension('cup')?.text('valueString'),
    cig: order.extension('cig')?.text('valueString'),
  }) as InvoiceInput['purchaseOrder'];
}

function readNote(invoice: Reader): string | undefined {
  const [note, ...more] = invoice.many('note');
  for (const one of more) one.refuse('', 'is one too many: one note is kept');
  return note?.text('text');
}
