-- The registration of an application is its row in clients from the first draft on: there is no second truth. The authorization
-- server sees approved ones alone.
alter table clients drop constraint clients_status_check;
alter table clients
  add constraint clients_status_check
    check (status in ('draft', 'submitted', 'rejected', 'approved', 'suspended', 'revoked')),
  -- What an administrator gave as the reason of the present status.
  add column status_reason text        not null default '',
  add column status_at     timestamptz not null default now(),
  -- The first approval; null for what was never more than a request.
  add column approved_at   timestamptz;
update clients set approved_at = created_at, status_at = created_at;
create index clients_by_developer on clients (developer_id, created_at desc);
create index clients_by_name on clients (lower(name) collate "C", id);
create index clients_by_age on clients (created_at desc, id);

-- Applications may also be put in without any request, as a sandbox does with its own: they were approved just then.
create function note_first_approval() returns trigger language plpgsql as $$
begin
  if new.status = 'approved' then new.approved_at := coalesce(new.approved_at, now()); end if;
  return new;
end $$;
create trigger note_first_approval before insert or update of status on clients
  for each row execute function note_first_approval();

-- Pictures are found by their hash, so that an address of one never changes what it shows.
create table client_logos (
  client_id    text collate "C" primary key references clients on delete cascade,
  hash         text collate "C" not null,
  content_type text        not null check (content_type in ('image/png', 'image/jpeg', 'image/webp')),
  content      bytea       not null check (length(content) <= 204800)
);
create index client_logos_by_hash on client_logos (hash);

alter table client_secrets
  -- The last characters, by which people tell their secrets apart.
  add column hint   text not null default '',
  -- The secret itself, encrypted, until its developer has seen it: removed by the one who shows it.
  add column sealed bytea;

grant select, insert, update, delete on client_logos to corsia_app;

-- People are listed and looked up by administrators.
create index users_by_name on users (lower(name) collate "C", id);
create index users_by_age on users (created_at desc, id);
