import { statement, type Tx } from '../../platform/database/index.ts';

/** What is kept of a first answer, and sent again. */
export interface KeptAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** The columns that identify a call, in order. */
export type CallIdentity = readonly [tenantId: string, clientId: string, userId: string, route: string, key: string];

const lock = statement<{ locked: boolean }>(
  'idempotency_lock',
  'select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as locked',
);
const find = statement<{ request_hash: Buffer; status: number; headers: Record<string, string>; body: string }>(
  'idempotency_find',
  `select request_hash, status, headers, body from idempotency_keys
    where tenant_id = $1 and client_id = $2 and user_id = $3 and route = $4 and key = $5`,
);
const keep = statement<unknown>(
  'idempotency_keep',
  `insert into idempotency_keys (tenant_id, client_id, user_id, route, key, request_hash, status, headers, body)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
);

/** @returns false while another transaction holds the same identity */
export async function lockIdentity(tx: Tx, identity: CallIdentity): Promise<boolean> {
  return (await tx.query(lock, [identity.join('\n')]))[0]?.locked ?? false;
}

export async function findAnswer(
  tx: Tx,
  identity: CallIdentity,
): Promise<(KeptAnswer & { request_hash: Buffer }) | undefined> {
  return (await tx.query(find, identity))[0];
}

export async function keepAnswer(
  tx: Tx,
  identity: CallIdentity,
  requestHash: Buffer,
  answer: KeptAnswer,
): Promise<void> {
  await tx.query(keep, [...identity, requestHash, answer.status, JSON.stringify(answer.headers), answer.body]);
}
