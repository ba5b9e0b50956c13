import { type Statement, statement } from '../../platform/database/index.ts';

/** Answers of requests with an Idempotency-Key are replayed for 24 hours; the hour more is for whoever is late. */
const idempotencyKeys = statement<{ removed: number }>(
  'housekeeping_idempotency_keys',
  `with gone as (
     delete from idempotency_keys where tenant_id = current_tenant() and ctid = any(array(
       select ctid from idempotency_keys
        where tenant_id = current_tenant() and created_at < now() - interval '25 hours' limit $1 for update skip locked))
     returning 1
   ) select count(*)::int as removed from gone`,
);

/** The database itself refuses less than 24 months. */
const auditEvents = statement<{ removed: number }>(
  'housekeeping_audit_events',
  'select remove_audit_events(make_interval(days => $2), $1) as removed',
);

/** What resources were like is kept as long as who changed them. */
const supersededVersions = statement<{ removed: number }>(
  'housekeeping_superseded_versions',
  `with gone as (
     delete from superseded_versions where tenant_id = current_tenant() and ctid = any(array(
       select ctid from superseded_versions
        where tenant_id = current_tenant() and at < now() - make_interval(days => $2) limit $1 for update skip locked))
     returning 1
   ) select count(*)::int as removed from gone`,
);

/** Statements that remove at most `batch` rows of a tenant each. */
export function removals(batch: number, auditRetentionDays: number): [Statement<{ removed: number }>, unknown[]][] {
  return [
    [idempotencyKeys, [batch]],
    [auditEvents, [batch, auditRetentionDays]],
    [supersededVersions, [batch, auditRetentionDays]],
  ];
}
