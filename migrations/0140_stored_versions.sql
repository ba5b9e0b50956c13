-- Text as it is compared when people look for words: lower case, without accents, one space for whatever separates words.
create function fold_text(given text) returns text
  language sql immutable strict parallel safe
  return trim(regexp_replace(regexp_replace(lower(normalize(given, nfkd) collate "und-x-icu"), '[\u0300-\u036f]', '', 'g'),
                             '[^[:alnum:]]+', ' ', 'g'));

-- What resources were like before each change, so that any version can be read again. The present one is in its own table: to
-- create something costs nothing more. Of what is deleted a row without content remains; of a patient who is deleted nothing does
-- that tells anything about that person.
create table superseded_versions (
  tenant_id   tenant_key  not null,
  resource    text collate "C" not null,
  resource_id bigint      not null,
  version     integer     not null,
  -- Whose data it holds.
  about_id    bigint,
  -- The row as it was; null of what was deleted.
  content     jsonb,
  -- When it was superseded.
  at          timestamptz not null default clock_timestamp(),
  primary key (tenant_id, resource, resource_id, version)
);
create index superseded_versions_by_person on superseded_versions (tenant_id, about_id) where about_id is not null;
create index superseded_versions_by_age on superseded_versions (tenant_id, at);
alter table superseded_versions enable row level security;
alter table superseded_versions force row level security;
create policy tenant on superseded_versions using (tenant_id = current_tenant());
grant select, insert, update, delete on superseded_versions to corsia_app;

-- Arguments: the resource's name; the column of the patient ('id' on patients itself), left out for resources of no patient;
-- the column that is set when a row is deleted but kept. empty_sandbox_clinic(), which alone acts as the owner, leaves nothing.
create function keep_version() returns trigger language plpgsql as $$
declare
  was     jsonb   := to_jsonb(old);
  about   bigint  := case when tg_nargs > 1 then (was ->> tg_argv[1])::bigint end;
  gone    boolean := tg_op = 'DELETE';
  emptied boolean := current_user = (select pg_get_userbyid(relowner) from pg_class where oid = tg_relid);
begin
  if tg_op = 'DELETE' and tg_argv[1] = 'id' then
    delete from superseded_versions where tenant_id = old.tenant_id and about_id = old.id;
  elsif emptied then
    delete from superseded_versions where tenant_id = old.tenant_id and resource = tg_argv[0] and resource_id = old.id;
  else
    insert into superseded_versions (tenant_id, resource, resource_id, version, about_id, content)
      values (old.tenant_id, tg_argv[0], old.id, old.version, about, was)
      on conflict (tenant_id, resource, resource_id, version) do update set content = excluded.content, at = excluded.at;
  end if;
  if not gone and tg_nargs > 2 then gone := to_jsonb(new) ->> tg_argv[2] is not null; end if;
  if gone and not emptied then
    insert into superseded_versions (tenant_id, resource, resource_id, version)
      values (old.tenant_id, tg_argv[0], old.id, old.version + 1) on conflict do nothing;
  end if;
  return null;
end $$;

do $$
declare
  name text;
begin
  foreach name in array array['locations', 'rooms', 'practitioners', 'treatments', 'agendas', 'issuers'] loop
    execute format('create trigger keep_version after update or delete on %I for each row execute function keep_version(%L)', name, name);
  end loop;
end $$;
create trigger keep_version after update or delete on patients
  for each row execute function keep_version('patients', 'id');
create trigger keep_version after update or delete on appointments
  for each row execute function keep_version('appointments', 'patient_id', 'deleted_at');
create trigger keep_version after update or delete on episodes
  for each row execute function keep_version('episodes', 'patient_id');
create trigger keep_version after update or delete on invoices
  for each row execute function keep_version('invoices', 'patient_id');
create trigger keep_version after update or delete on medical_reports
  for each row execute function keep_version('medical_reports', 'patient_id');
