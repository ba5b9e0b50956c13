import type { Invoice } from '@medplum/fhirtypes';
import { numberOf } from '../ids.ts';
import { extensionUrl } from '../names.ts';
import { ISSUER } from '../organization/organization.mapper.ts';
import { extended, identifierParameter, VISIT_PARAMETERS } from '../search/common.ts';
import { codeParameter, dateParameter, referenceParameter, type SearchParameter } from '../search/parameters.ts';
import { DOCUMENT_TYPE, INVOICE_NUMBER, STATUSES_OF } from './invoice.mapper.ts';

const subject = ({ subject: one }: Invoice) => [one];
const issuerOf = (id: string) => (id.startsWith(ISSUER) ? numberOf(id.slice(ISSUER.length)) : undefined);

export const INVOICE_PARAMETERS: Record<string, SearchParameter> = {
  patient: referenceParameter('Whom it is about.', { Patient: 'patientId' }, subject),
  subject: referenceParameter('Whom it is about.', { Patient: 'patientId' }, subject),
  issuer: referenceParameter<Invoice>(
    'Who issues it.',
    { Organization: { field: 'issuerId', id: issuerOf } },
    ({ issuer }) => [issuer],
  ),
  status: codeParameter('status', 'The status as it is now.', STATUSES_OF),
  type: codeParameter(
    'documentType',
    'TipoDocumento of FatturaPA, such as TD04 of credit notes.',
    { TD01: ['TD01'], TD04: ['TD04'], TD05: ['TD05'], TD06: ['TD06'] },
    DOCUMENT_TYPE,
  ),
  date: dateParameter('issueDate', 'date', 'When it was issued; of a draft only when that is settled already.'),
  identifier: identifierParameter({ [INVOICE_NUMBER]: 'formattedNumber' }),
  'credits-invoice': referenceParameter(
    'Of a credit note: the invoice that it credits.',
    { Invoice: 'creditsInvoiceId' },
    extended(extensionUrl('credits-invoice')),
  ),
  ...VISIT_PARAMETERS,
};
