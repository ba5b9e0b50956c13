import type { DocumentReference } from '@medplum/fhirtypes';
import { STATUS_PARAMETER, TYPE_PARAMETER } from '../composition/composition.search.ts';
import { identifierParameter } from '../search/common.ts';
import { codeParameter, dateParameter, referenceParameter, type SearchParameter } from '../search/parameters.ts';

const subject = ({ subject: one }: DocumentReference) => [one];
const related = ({ context }: DocumentReference) => context?.related ?? [];

export const DOCUMENT_PARAMETERS: Record<string, SearchParameter> = {
  patient: referenceParameter('Whom it is about.', { Patient: 'patientId' }, subject),
  subject: referenceParameter('Whom it is about.', { Patient: 'patientId' }, subject),
  author: referenceParameter<DocumentReference>(
    'Who wrote it.',
    { Practitioner: 'authorId' },
    ({ author = [] }) => author,
  ),
  status: codeParameter('status', 'Whether it holds.', {
    current: ['draft', 'signed'],
    superseded: ['superseded'],
    'entered-in-error': ['entered_in_error'],
  }),
  'doc-status': STATUS_PARAMETER,
  type: TYPE_PARAMETER,
  date: dateParameter('date', 'instant', 'When it was signed; of a draft when it changed last.'),
  identifier: identifierParameter(),
  related: referenceParameter(
    'Its Composition, or the appointment.',
    { Composition: 'id', Appointment: 'appointmentId' },
    related,
  ),
  relatesto: referenceParameter<DocumentReference>(
    'The document that it adds to, or takes the place of.',
    { DocumentReference: 'precedingId' },
    ({ relatesTo = [] }) => relatesTo.map(({ target }) => target),
  ),
};
