import type { FastifyRequest } from 'fastify';
import type { Temporal } from 'temporal-polyfill';
import type { Database } from '../platform/database/index.ts';
import type { FileStore } from '../platform/files/index.ts';
import type { RateLimiter } from '../platform/rate-limit/index.ts';
import type { Access } from './access/access.ts';
import type { AuditLog } from './audit/audit-log.ts';
import type { ListState } from './changes/list-state.ts';
import type { RefillClinic } from './sandbox-reset/sandbox-reset.service.ts';

/** What every route of this origin works with. */
export interface RouteServices {
  database: Database;
  files: FileStore;
  audit: AuditLog;
  listState: ListState;
  authenticate(request: FastifyRequest): Access | Promise<Access>;
  /** Absent when requests are not limited. */
  rateLimiter: RateLimiter | undefined;
  clock(): Temporal.Instant;
  refillClinic: RefillClinic | undefined;
  /** Prefills the tenant in tools that import the documentation of a sandbox. */
  sandboxTenantId: string | undefined;
}
