import type { TenantDatabase, Tx } from '../../platform/database/index.ts';
import { createTurns } from '../../platform/turns.ts';

const inTurn = createTurns();

/**
 * A transaction that takes a number. Numbers have no gaps, so that those of a clinic wait for each other in the database; here
 * they wait before they take a connection, of which there are few, and others have theirs. Within the transaction of an
 * Idempotency-Key, which holds one already, nobody waits.
 */
export function issuingTransaction<Result>(
  { db, tenant }: { db: TenantDatabase; tenant: { id: string } },
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  return 'inTransaction' in db ? db.transaction(work) : inTurn(tenant.id, () => db.transaction(work));
}
