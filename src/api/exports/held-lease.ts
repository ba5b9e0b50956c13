import type { Database } from '../../platform/database/index.ts';
import { type Lease, renewLease } from './jobs.queries.ts';

/** A worker that stops saying so for this long has died, or might as well have. */
export const LEASE_SECONDS = 60;
const RENEW_EVERY_MS = 15_000;

/** Somebody else works on it now, or nobody needs it any more: whatever is under way is to be dropped. */
export class LeaseLost extends Error {
  override name = 'LeaseLost';
}

interface HeldLease {
  /** Aborted when the lease is lost, or when the process is to end. */
  signal: AbortSignal;
  /** Says at once that the work goes on. @throws LeaseLost */
  renew(): Promise<void>;
  stop(): void;
}

/** Keeps a lease for as long as the work takes, however slow a single step of it is. */
export function holdLease(
  database: Database,
  lease: Lease,
  ending: AbortSignal,
  progress: () => { done: number; total: number | undefined },
): HeldLease {
  const lost = new AbortController();
  const tenant = database.forTenant({ tenantId: lease.tenantId, timeZone: 'UTC' });
  const renew = async () => {
    if (await renewLease(tenant, lease, LEASE_SECONDS, progress())) return;
    const reason = new LeaseLost('the export is not ours any more');
    lost.abort(reason);
    throw reason;
  };
  // A renewal that fails is tried again: the lease outlives several.
  const timer = setInterval(() => renew().catch(() => {}), RENEW_EVERY_MS).unref();
  return { signal: AbortSignal.any([lost.signal, ending]), renew, stop: () => clearInterval(timer) };
}
