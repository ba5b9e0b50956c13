import { createHash } from 'node:crypto';
import type { TenantDatabase, Tx } from '../../platform/database/index.ts';
import { ServiceError } from '../../platform/errors.ts';
import { type CallIdentity, findAnswer, type KeptAnswer, keepAnswer, lockIdentity } from './idempotency.queries.ts';

export type { KeptAnswer };

export interface IdempotentCall {
  key: string;
  clientId: string;
  userId: string;
  /** Method and path: the same key on another route is another call. */
  route: string;
  tenantId: string;
  requestBody: unknown;
}

const KEY = /^[\x21-\x7e]{1,255}$/;

/**
 * Runs `work` once per key. Its answer is stored in the transaction of the change itself, so either both exist or
 * neither. Refusals by a business rule are kept too; failures are not, as nothing was stored and a retry is safe.
 * @throws ServiceError request_in_progress while a twin runs, idempotency_key_reused for another body under the same key
 */
export function once(
  db: TenantDatabase,
  call: IdempotentCall,
  work: (tx: Tx) => Promise<KeptAnswer>,
  refusal: (error: ServiceError) => KeptAnswer,
): Promise<KeptAnswer & { replayed: boolean }> {
  if (!KEY.test(call.key)) {
    throw new ServiceError('invalid_parameter', 'Idempotency-Key must be 1 to 255 visible ASCII characters.', {
      details: [
        { field: 'Idempotency-Key', code: 'invalid_format', message: 'must be 1 to 255 visible ASCII characters' },
      ],
    });
  }
  const identity: CallIdentity = [call.tenantId, call.clientId, call.userId, call.route, call.key];
  const hash = createHash('sha256')
    .update(JSON.stringify(call.requestBody ?? null))
    .digest();

  return db.transaction(async (tx) => {
    if (!(await lockIdentity(tx, identity))) {
      throw new ServiceError(
        'request_in_progress',
        'A request with this Idempotency-Key is still running; retry shortly.',
        {
          headers: { 'retry-after': '1' },
        },
      );
    }
    const kept = await findAnswer(tx, identity);
    if (kept) {
      if (!hash.equals(kept.request_hash)) {
        throw new ServiceError(
          'idempotency_key_reused',
          'This Idempotency-Key was used for a request with another body.',
        );
      }
      return {
        status: kept.status,
        headers: kept.headers,
        body: kept.body,
        patientIds: kept.patient_ids ?? undefined,
        documentId: kept.document_id ?? undefined,
        replayed: true,
      };
    }
    const answer = await tx.savepoint(work).catch((error) => {
      if (error instanceof ServiceError && error.status < 500) return refusal(error);
      throw error;
    });
    await keepAnswer(tx, identity, hash, answer);
    return { ...answer, replayed: false };
  });
}
