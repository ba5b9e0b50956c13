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
  address: string;
  requestId: string;
}

export interface AuditLog {
  /** Resolves once the event is stored. @throws ServiceError unavailable when it cannot be */
  record(event: AuditEvent): Promise<void>;
}

const storeEvents = statement<unknown>(
  'audit_store_events',
  `insert into audit_events (tenant_id, user_id, client_id, action, outcome, patient_ids, address, request_id)
   select current_tenant(), user_id, client_id, action, outcome, patient_ids::bigint[], address, request_id
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
       as e (user_id, client_id, action, outcome, patient_ids, address, request_id)`,
);

interface Waiting {
  event: AuditEvent;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * Group commit: while one batch is being written the next one gathers, so an answer waits for one commit at most two
 * batches away and the database sees one transaction for many requests.
 */
export function createAuditLog(db: Database): AuditLog {
  let gathering: Waiting[] = [];
  let writing = false;

  async function write(): Promise<void> {
    writing = true;
    while (gathering.length > 0) {
      const batch = gathering;
      gathering = [];
      try {
        await db.acrossTenants(statementsOf(batch));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    writing = false;
  }

  return {
    record: (event) =>
      new Promise((resolve, reject) => {
        gathering.push({ event, resolve, reject });
        if (!writing) {
          writing = true;
          setImmediate(write);
        }
      }),
  };
}

function statementsOf(batch: Waiting[]) {
  const byTenant = Map.groupBy(batch, ({ event }) => event.tenantId);
  return [...byTenant].map(([tenantId, entries]) => ({
    context: { tenantId, timeZone: 'UTC' },
    statement: storeEvents,
    values: columnsOf(entries.map(({ event }) => event)),
  }));
}

function columnsOf(events: AuditEvent[]): unknown[] {
  const column = (pick: (event: AuditEvent) => string | null) => events.map(pick);
  return [
    column((event) => event.userId),
    column((event) => event.clientId),
    column((event) => event.action),
    column((event) => event.outcome),
    column((event) => (event.patientIds.length ? `{${event.patientIds.join(',')}}` : null)),
    column((event) => event.address),
    column((event) => event.requestId),
  ];
}
