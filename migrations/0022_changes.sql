-- A transaction that began earlier may change an object later: in the order of the log its newer version then comes first.
-- The feed leaves out what follows a newer version, so that whoever applies it in order ends with the newest.
create index change_log_by_object on change_log (tenant_id, resource, resource_id, version);

-- The feed promises tombstones for 90 days, and everything that exists to whoever begins anew. So of the older changes only
-- the last one of each object is kept, and nothing of what was deleted: the log does not grow beyond what it describes.
-- The server's role may not delete from the log; this is the one way, for the tenant of the transaction.
create function compact_change_log(older_than interval) returns bigint
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  removed bigint;
begin
  if older_than < interval '90 days' then raise exception 'changes are kept for 90 days'; end if;
  delete from change_log c
   where c.tenant_id = current_tenant() and c.changed_at < now() - older_than
     and (c.op = 'deleted'
          or exists (select from change_log n
                      where n.tenant_id = c.tenant_id and n.resource = c.resource and n.resource_id = c.resource_id
                        and (n.xid, n.seq) > (c.xid, c.seq)));
  get diagnostics removed = row_count;
  return removed;
end $$;
revoke execute on function compact_change_log(interval) from public;
grant execute on function compact_change_log(interval) to corsia_app;
