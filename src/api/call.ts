import type { FastifyRequest } from 'fastify';
import type { Temporal } from 'temporal-polyfill';
import type { Database } from '../platform/database/index.ts';
import type { FileStore } from '../platform/files/index.ts';
import { allowedVersions } from '../platform/http/preconditions.ts';
import { validationError } from '../platform/http/validation.ts';
import type { Access } from './access/access.ts';
import type { ListState } from './changes/list-state.ts';
import type { Call } from './route.ts';
import type { RefillClinic } from './sandbox-reset/sandbox-reset.service.ts';

interface CallServices {
  database: Database;
  files: FileStore;
  listState: ListState;
  clock(): Temporal.Instant;
  refillClinic: RefillClinic | undefined;
}

/**
 * What a handler works with, from a request that was admitted. Routes for any signed-in person see `access` alone.
 * @param action the name that the audit has for what is done, such as `patients.list`
 */
export function toCall(
  request: FastifyRequest,
  action: string,
  { database, files, listState, clock, refillClinic }: CallServices,
): Call {
  const access = request.access!;
  const tenant = access.tenant!;
  return {
    access,
    tenant,
    db: database.forTenant({
      tenantId: tenant.id,
      timeZone: tenant.timeZone,
      // Reads name it, too: some rows are for their author alone.
      actor: actorOf(access, action, request),
    }),
    params: request.params,
    query: request.query,
    body: request.body,
    upload: undefined,
    files,
    listState,
    refillClinic,
    ifMatch: allowedVersions(request.headers['if-match']),
    about: (documentId) => {
      request.documentId = documentId;
    },
    now: () => clock().toZonedDateTimeISO(tenant.timeZone),
    accept: (schema, value) => {
      const check = request.compileValidationSchema(schema, 'body');
      if (check(value)) return value as never;
      throw validationError(check.errors as never, 'body');
    },
  };
}

/** Who did what, for audit rows. */
export function actorOf({ userId, clientId }: Access, action: string, { id, ip }: FastifyRequest) {
  return { userId, clientId, requestId: id, address: ip, action };
}
