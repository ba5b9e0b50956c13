import type { AuditEvent, AuditEventAgent } from '@medplum/fhirtypes';
import type { RecordedEvent } from '../../api/audit/recorded.service.ts';
import { identityOf, listed, optional, referenceTo, textExtension } from '../datatypes.ts';
import { codeSystem, identifierSystem, SYSTEMS } from '../names.ts';
import { CLINIC } from '../organization/clinic.ts';

export const ACTION = codeSystem('audit-action');
export const APPLICATION = identifierSystem('application');
const ENTITY_TYPE = 'http://terminology.hl7.org/CodeSystem/audit-entity-type';
const OBJECT_ROLE = 'http://terminology.hl7.org/CodeSystem/object-role';

/** What a name such as `patients.replace` or `fhir.patients.read` means in FHIR's five kinds; whatever is not here is executed. */
const KINDS: Readonly<Record<string, AuditEvent['action']>> = {
  create: 'C',
  get: 'R',
  list: 'R',
  read: 'R',
  search: 'R',
  vread: 'R',
  history: 'R',
  update: 'U',
  replace: 'U',
  patch: 'U',
  delete: 'D',
};

/** What the audit recorded. */
export function toAuditEvent(event: RecordedEvent): AuditEvent {
  const { id, version, at, action, outcome, patientIds, documentId, requestId } = event;
  const isDone = outcome === 'success' || outcome === 'replayed';
  return {
    ...identityOf('AuditEvent', { id, version, updatedAt: at }),
    ...listed('extension', textExtension('request-id', requestId)),
    type: { system: 'http://terminology.hl7.org/CodeSystem/audit-event-type', code: 'rest' },
    subtype: [{ system: ACTION, code: action }],
    action: KINDS[action.slice(action.lastIndexOf('.') + 1)] ?? 'E',
    recorded: at,
    outcome: isDone ? '0' : '4',
    ...(!isDone && { outcomeDesc: outcome }),
    agent: agentsOf(event),
    source: { observer: referenceTo('Organization', CLINIC) },
    ...listed('entity', [
      ...patientIds.map((patient) => ({
        what: referenceTo('Patient', patient),
        type: { system: ENTITY_TYPE, code: '1' },
        role: { system: OBJECT_ROLE, code: '1' },
      })),
      ...(documentId === undefined
        ? []
        : [
            {
              what: referenceTo('Composition', documentId),
              type: { system: ENTITY_TYPE, code: '2' },
              role: { system: OBJECT_ROLE, code: '3' },
            },
          ]),
    ]),
  };
}

function agentsOf({ userId, userName, clientId, clientName, address }: RecordedEvent): AuditEventAgent[] {
  const network = address === undefined ? {} : { network: { address, type: '2' as const } };
  const person: AuditEventAgent[] =
    userId === undefined
      ? []
      : [
          {
            who: { identifier: { system: SYSTEMS.account, value: userId }, ...optional('display', userName) },
            requestor: true,
            ...network,
          },
        ];
  const application: AuditEventAgent[] =
    clientId === undefined
      ? []
      : [
          {
            who: { identifier: { system: APPLICATION, value: clientId }, ...optional('display', clientName) },
            requestor: false,
          },
        ];
  const agents = [...person, ...application];
  return agents.length > 0 ? agents : [{ who: { display: 'Corsia' }, requestor: false }];
}
