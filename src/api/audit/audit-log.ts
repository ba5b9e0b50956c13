import type { Database } from '../../platform/database/index.ts';
import { type AuditEvent, storeAuditEvents } from './audit.queries.ts';

export interface AuditLog {
  /** Resolves once the event is stored. @throws ServiceError unavailable when it cannot be */
  record(event: AuditEvent): Promise<void>;
}

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
        await storeAuditEvents(
          db,
          batch.map(({ event }) => event),
        );
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
