import type { FastifyRequest } from 'fastify';
import type { ErrorCode } from '../platform/errors.ts';
import type { AuditLog } from './audit/audit-log.ts';
import { actorOf } from './call.ts';
import type { Answer } from './route.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The document that it turned out to be about. */
    documentId?: number | undefined;
  }
}

type Seen = Pick<Answer, 'patientIds' | 'documents'>;

/** Refusals that tell something about who tried what; malformed requests and too many of them would only be noise. */
const AUDITED = new Set([403, 404, 409, 422]);

/** Records a refusal worth recording. It shows nobody's data, so it is sent even when it cannot be audited. */
export async function recordRefusal(
  { code, status }: { code: ErrorCode; status: number },
  action: string,
  request: FastifyRequest,
  audit: AuditLog,
): Promise<void> {
  if (!AUDITED.has(status)) return;
  await recordOutcome(code, action, request, audit).catch((cause) =>
    request.log.error({ err: cause, requestId: request.id }, 'a refusal could not be audited'),
  );
}

/** Records what became of a request, and whose data its answer shows. */
export async function recordOutcome(
  outcome: string,
  action: string,
  request: FastifyRequest,
  audit: AuditLog,
  { patientIds = [], documents }: Seen = {},
): Promise<void> {
  const { access, documentId } = request;
  if (!access?.tenant) return;
  const event = { ...actorOf(access, action, request), tenantId: access.tenant.id, outcome, patientIds, documentId };
  const shown = documents?.map(({ id, patientId }) => ({ ...event, documentId: id, patientIds: [patientId] }));
  await Promise.all([event, ...(shown ?? [])].map((one) => audit.record(one)));
}
