-- What each clinic no longer needs is removed in small batches, clinic by clinic.

-- First answers of the last day alone are replayed.
create index idempotency_keys_by_tenant_and_age on idempotency_keys (tenant_id, created_at);
drop index idempotency_keys_by_age;

-- Who is obscured from whom binds the server's role. The functions below run as the owner, see every row of their tenant,
-- and answer with numbers only.
alter policy obscured on audit_events to corsia_app;
alter policy obscured on change_log to corsia_app;

-- The server's role may not delete audit events; this is the one way, for the tenant of the transaction, and for no event that
-- is younger than 24 months.
create function remove_audit_events(older_than interval, most integer) returns integer
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  removed integer;
begin
  if older_than < interval '730 days' then raise exception 'audit events are kept for 24 months'; end if;
  with gone as (
    delete from audit_events where ctid = any (array(
      select ctid from audit_events where tenant_id = current_tenant() and at < now() - older_than
       order by at, id limit most for update skip locked))
    returning 1
  ) select count(*) into removed from gone;
  return removed;
end $$;
revoke execute on function remove_audit_events(interval, integer) from public;
grant execute on function remove_audit_events(interval, integer) to corsia_app;

-- As compact_change_log(interval) of migration 0022, for `most` rows behind a place of the log. Null as the next place means
-- that the end is reached, or that another process is at it. What is for the author of an obscured report alone, or for
-- everybody else, is superseded by what the same readers see. A deletion stays while anything that it deletes does.
create function compact_change_log(older_than interval, after_xid xid8, after_seq bigint, most integer,
                                   out removed integer, out next_xid xid8, out next_seq bigint)
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  until timestamptz := now() - older_than;
begin
  if older_than < interval '90 days' then raise exception 'changes are kept for 90 days'; end if;
  removed := 0;
  if not pg_try_advisory_xact_lock(hashtextextended('compact change log ' || current_tenant(), 0)) then return; end if;
  with page as materialized (
    select * from change_log where tenant_id = current_tenant() and (xid, seq) > (after_xid, after_seq)
     order by xid, seq limit most
  ), gone as (
    delete from change_log l using page c
     where l.tenant_id = current_tenant() and l.xid = c.xid and l.seq = c.seq and c.changed_at < until
       and (c.op = 'deleted' or c.not_for is not null
            or exists (select from change_log n
                        where n.tenant_id = c.tenant_id and n.resource = c.resource and n.resource_id = c.resource_id
                          and (n.xid, n.seq) > (c.xid, c.seq) and n.not_for is null))
       and (c.op = 'deleted' or c.only_for is not null
            or exists (select from change_log n
                        where n.tenant_id = c.tenant_id and n.resource = c.resource and n.resource_id = c.resource_id
                          and (n.xid, n.seq) > (c.xid, c.seq) and n.only_for is null))
       and (c.op <> 'deleted'
            or not exists (select from change_log e
                            where e.tenant_id = c.tenant_id and e.resource = c.resource and e.resource_id = c.resource_id
                              and (e.xid, e.seq) < (c.xid, c.seq) and e.changed_at >= until))
    returning 1
  )
  select (select count(*) from gone), last.xid, last.seq into removed, next_xid, next_seq
    from (select count(*) = most as more from page) p
    left join lateral (select xid, seq from page order by xid desc, seq desc limit 1) last on p.more;
end $$;
revoke execute on function compact_change_log(interval, xid8, bigint, integer) from public;
grant execute on function compact_change_log(interval, xid8, bigint, integer) to corsia_app;

-- Processes of the version before call this one.
create or replace function compact_change_log(older_than interval) returns bigint
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  page record;
  total bigint := 0;
begin
  select * into page from compact_change_log(older_than, '0'::xid8, 0, 500);
  loop
    total := total + page.removed;
    exit when page.next_xid is null;
    select * into page from compact_change_log(older_than, page.next_xid, page.next_seq, 500);
  end loop;
  return total;
end $$;

-- Contents that are on their way into the file store. The row of what refers to them takes them out of here; what is left
-- after a day never got one, as when the process was killed, and is removed from the store.
create table arriving_files (
  tenant_id tenant_key  not null references tenants,
  store_key text collate "C" not null,
  at        timestamptz not null default now(),
  primary key (tenant_id, store_key)
);
create index arriving_files_by_age on arriving_files (tenant_id, at);
alter table arriving_files enable row level security;
alter table arriving_files force row level security;
create policy tenant on arriving_files using (tenant_id = current_tenant());
grant select, insert, delete, update on arriving_files to corsia_app;
