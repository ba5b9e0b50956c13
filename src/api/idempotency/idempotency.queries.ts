import { statement, type Tx } from '../../platform/database/index.ts';

/** What is kept of a first answer, and sent again. */
export interface KeptAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** Whose data it shows, and the document that it is about; for the audit. */
  patientIds?: readonly number[] | undefined;
  documentId?: number | undefined;
}

interface KeptRow {
  request_hash: Buffer;
  status: number;
  headers: Record<string, string>;
  body: string;
  patient_ids: number[] | null;
  document_id: number | null;
}

/** The columns that identify a call, in order. */
export type CallIdentity = readonly [tenantId: string, clientId: string, userId: string, route: string, key: string];

const lock = statement<{ locked: boolean }>(
  'idempotency_lock',
  'select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as locked',
);
const find = statement<KeptRow>(
  'idempotency_find',
  `select request_hash, status, headers, body, patient_ids, document_id from idempotency_keys
    where tenant_id = $1 and client_id = $2 and user_id = $3 and route = $4 and key = $5`,
);
const keep = statement<unknown>(
  'idempotency_keep',
  `insert into idempotency_keys (tenant_id, client_id, user_id, route, key, request_hash, status, headers, body, patient_ids, document_id)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
);

/** @returns false while another transaction holds the same identity */
export async function lockIdentity(tx: Tx, identity: CallIdentity): Promise<boolean> {
  return (await tx.query(lock, [identity.join('\n')]))[0]?.locked ?? false;
}

export async function findAnswer(tx: Tx, identity: CallIdentity): Promise<KeptRow | undefined> {
  return (await tx.query(find, identity))[0];
}

export async function keepAnswer(
  tx: Tx,
  identity: CallIdentity,
  requestHash: Buffer,
  { status, headers, body, patientIds, documentId }: KeptAnswer,
): Promise<void> {
  const shown = [patientIds?.length ? patientIds : null, documentId ?? null];
  await tx.query(keep, [...identity, requestHash, status, JSON.stringify(headers), body, ...shown]);
}
