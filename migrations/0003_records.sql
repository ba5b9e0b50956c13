-- What changed, for pollers. A row is written in the transaction of the change itself, by a trigger.
-- Readers order by (xid, seq) and stop below the oldest running transaction: nothing can appear behind their cursor.
create table change_log (
  tenant_id   tenant_key  not null,
  xid         xid8        not null default pg_current_xact_id(),
  seq         bigint      generated always as identity,
  resource    text collate "C" not null,
  resource_id bigint      not null,
  op          text        not null check (op in ('created', 'updated', 'deleted', 'merged')),
  version     integer     not null,
  changed_at  timestamptz not null default now(),
  primary key (tenant_id, xid, seq)
);
create index change_log_by_resource on change_log (tenant_id, resource, xid, seq);
alter table change_log enable row level security;
alter table change_log force row level security;
create policy tenant on change_log using (tenant_id = current_tenant());

-- Who did what to whose data, through which application. Append-only: the server's role may neither change nor delete rows.
create table audit_events (
  tenant_id   tenant_key  not null,
  id          bigint      generated always as identity,
  at          timestamptz not null default now(),
  user_id     text collate "C",
  client_id   text collate "C",
  action      text        not null,
  -- 'success', or the error code of the refusal
  outcome     text        not null,
  patient_ids bigint[],
  address     text,
  request_id  text,
  primary key (tenant_id, at, id)
);
create index audit_events_by_patient on audit_events (tenant_id, (patient_ids[1]), at) where cardinality(patient_ids) = 1;
alter table audit_events enable row level security;
alter table audit_events force row level security;
create policy tenant on audit_events using (tenant_id = current_tenant());

-- Row trigger for every resource table: one change_log row and one audit row, in the writer's own transaction,
-- so that no door to the data can forget them.
-- Arguments: the resource's name; the column that holds the patient ('id' on patients itself, or 'patient_id'),
-- left out for resources that belong to no patient.
create function record_change() returns trigger language plpgsql as $$
declare
  actor   jsonb := nullif(current_setting('corsia.actor', true), '')::jsonb;
  patient bigint;
  done    text := case tg_op when 'INSERT' then 'created' when 'DELETE' then 'deleted' else 'updated' end;
begin
  if tg_op = 'DELETE' then
    new := old;
    new.version := old.version + 1;
  end if;
  if tg_argv[1] = 'id' then patient := new.id; elsif tg_nargs > 1 then patient := new.patient_id; end if;
  insert into change_log (tenant_id, resource, resource_id, op, version)
    values (new.tenant_id, tg_argv[0], new.id, done, new.version);
  insert into audit_events (tenant_id, user_id, client_id, action, outcome, patient_ids, address, request_id)
    values (new.tenant_id, actor ->> 'userId', actor ->> 'clientId', coalesce(actor ->> 'action', tg_argv[0] || '.' || done),
            'success', case when patient is not null then array[patient] end, actor ->> 'address', actor ->> 'requestId');
  return null;
end $$;

-- First answers to requests that carried an Idempotency-Key, kept to be replayed.
create table idempotency_keys (
  tenant_id    tenant_key  not null,
  client_id    text collate "C" not null,
  user_id      text collate "C" not null,
  route        text collate "C" not null,
  key          text collate "C" not null,
  request_hash bytea       not null,
  status       smallint    not null,
  headers      jsonb       not null,
  body         text        not null,
  created_at   timestamptz not null default now(),
  primary key (tenant_id, client_id, user_id, route, key)
);
create index idempotency_keys_by_age on idempotency_keys (created_at);
alter table idempotency_keys enable row level security;
alter table idempotency_keys force row level security;
create policy tenant on idempotency_keys using (tenant_id = current_tenant());

grant select, insert on change_log, audit_events to corsia_app;
grant select, insert, update, delete on idempotency_keys to corsia_app;
