import { type Database, statement } from '../../platform/database/index.ts';

/** One thing that somebody did, or was refused, through an application. Changes are written by the database itself. */
export interface AuditEvent {
  tenantId: string;
  userId: string;
  clientId: string;
  action: string;
  /** `success`, or the error code of the refusal. */
  outcome: string;
  patientIds: readonly number[];
  /** The document that it is about: while that is obscured, its author alone sees the event. */
  documentId?: number | undefined;
  address: string;
  requestId: string;
}

const storeEvents = statement<unknown>(
  'audit_store_events',
  `insert into audit_events (tenant_id, user_id, client_id, action, outcome, patient_ids, address, request_id, document_id)
   select current_tenant(), user_id, client_id, action, outcome, patient_ids::bigint[], address, request_id, document_id
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[])
       as e (user_id, client_id, action, outcome, patient_ids, address, request_id, document_id)`,
);

/** Stores events of any tenants in one transaction and one round trip. */
export async function storeAuditEvents(db: Database, events: readonly AuditEvent[]): Promise<void> {
  const byTenant = Map.groupBy(events, ({ tenantId }) => tenantId);
  await db.acrossTenants(
    [...byTenant].map(([tenantId, own]) => ({
      context: { tenantId, timeZone: 'UTC' },
      statement: storeEvents,
      values: columnsOf(own),
    })),
  );
}

function columnsOf(events: AuditEvent[]): unknown[] {
  const column = (pick: (event: AuditEvent) => string | number | null) => events.map(pick);
  return [
    column((event) => event.userId),
    column((event) => event.clientId),
    column((event) => event.action),
    column((event) => event.outcome),
    column((event) => (event.patientIds.length ? `{${event.patientIds.join(',')}}` : null)),
    column((event) => event.address),
    column((event) => event.requestId),
    column((event) => event.documentId ?? null),
  ];
}
