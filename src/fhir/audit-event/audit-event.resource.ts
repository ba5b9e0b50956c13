import type { AuditEvent } from '@medplum/fhirtypes';
import { type RecordedEvent, recordedSearch } from '../../api/audit/recorded.service.ts';
import type { FieldComparison } from '../../api/search.ts';
import { requireNumber } from '../ids.ts';
import { SYSTEMS } from '../names.ts';
import { noSuch } from '../refusal.ts';
import { each, fhirResource } from '../resource.ts';
import { findByIds } from '../search/by-ids.ts';
import { dateParameter, referenceParameter, tokenParameter } from '../search/parameters.ts';
import { ACTION, APPLICATION, toAuditEvent } from './audit-event.mapper.ts';

const patients = ({ entity = [] }: AuditEvent) => entity.map(({ what }) => what);

export const auditEventFhir = fhirResource({
  type: 'AuditEvent',
  name: 'audit',
  documentation:
    'Who saw or changed what, through which application, for the managers of the clinic; the newest first. What is about a document that is obscured for the caller is not there.',
  permissions: { read: 'patients.read' },
  forManagers: true,
  async read(call, id) {
    const number = requireNumber('AuditEvent', id);
    const event = (await findByIds(call, recordedSearch, [number])).get(number);
    if (!event) throw noSuch('AuditEvent');
    return event;
  },
  present: each(toAuditEvent),
  patientsOf: ({ patientIds }: RecordedEvent) => patientIds,
  documentOf: ({ documentId, patientIds: [patientId] }: RecordedEvent) =>
    documentId === undefined || patientId === undefined ? undefined : { id: documentId, patientId },
  search: {
    source: recordedSearch,
    parameters: {
      date: dateParameter('at', 'instant', 'When it happened.'),
      patient: referenceParameter<AuditEvent>('Whose data was seen or changed.', { Patient: 'patientId' }, patients),
      entity: referenceParameter<AuditEvent>(
        'What was seen or changed: a patient, or a report.',
        { Patient: 'patientId', Composition: 'documentId' },
        patients,
      ),
      'agent-identifier': tokenParameter('The account of the person, or the application.', ({ system, code }) => {
        const asked = { userId: SYSTEMS.account, clientId: APPLICATION };
        return Object.entries(asked).flatMap(([field, own]): FieldComparison[] =>
          system === undefined || system === own ? [{ field, op: 'in', values: [code] }] : [],
        );
      }),
      subtype: tokenParameter('What was done, such as patients.get.', ({ system, code }) =>
        system === undefined || system === ACTION ? [{ field: 'action', op: 'in', values: [code] }] : [],
      ),
      outcome: {
        ...tokenParameter('0 for what was done, 4 for what was refused.', () => []),
        ask: (_name, value, modifier) => ({
          anyOf: [{ field: 'outcome', op: 'in', values: ['success', 'replayed'] }],
          not: (value !== '0') !== (modifier === 'not'),
        }),
      },
    },
    sort: { date: 'at' },
    withoutLastUpdated: true,
  },
  summary: ['type', 'subtype', 'action', 'recorded', 'outcome', 'agent', 'source', 'entity'],
  mandatory: ['type', 'recorded', 'agent', 'source'],
});
