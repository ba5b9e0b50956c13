-- Lists leave merged patients out: with this index a page is found without reading a patient, however deep it lies.
create index patients_living on patients (tenant_id, id) where merged_into_id is null;
create index patients_by_merge on patients (tenant_id, merged_into_id) where merged_into_id is not null;
alter table patients
  add constraint patients_merged_into foreign key (tenant_id, merged_into_id) references patients,
  add check (merged_into_id <> id);

-- Nothing new becomes a merged patient's, whoever writes it and however late: who merges holds the row, and this waits.
create function require_living_patient() returns trigger language plpgsql as $$
declare
  target bigint;
begin
  if new.patient_id is null or tg_op = 'UPDATE' and new.patient_id is not distinct from old.patient_id then
    return new;
  end if;
  select merged_into_id into target from patients
   where tenant_id = new.tenant_id and id = new.patient_id for key share;
  if target is not null then
    raise exception 'patient % was merged into %', new.patient_id, target
      using errcode = 'check_violation', constraint = 'living_patient', detail = target::text;
  end if;
  return new;
end $$;

create trigger living_patient before insert or update on appointments
  for each row execute function require_living_patient();
create trigger living_patient before insert or update on episodes
  for each row execute function require_living_patient();
create trigger living_patient before insert or update on patient_price_lists
  for each row execute function require_living_patient();

-- That a patient became one with another is more than a change.
create or replace function record_change() returns trigger language plpgsql as $$
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
  if tg_nargs > 2 and to_jsonb(new) ->> tg_argv[2] is not null then done := 'deleted'; end if;
  if tg_op = 'UPDATE' and tg_argv[0] = 'patients' then
    if old.merged_into_id is null and new.merged_into_id is not null then done := 'merged'; end if;
  end if;
  insert into change_log (tenant_id, resource, resource_id, op, version)
    values (new.tenant_id, tg_argv[0], new.id, done, new.version);
  insert into audit_events (tenant_id, user_id, client_id, action, outcome, patient_ids, address, request_id)
    values (new.tenant_id, actor ->> 'userId', actor ->> 'clientId', coalesce(actor ->> 'action', tg_argv[0] || '.' || done),
            'success', case when patient is not null then array[patient] end, actor ->> 'address', actor ->> 'requestId');
  return null;
end $$;

-- Every consent that a patient's record ever held, and its removal. What the patient consents to now is in the patient.
create table patient_consents (
  tenant_id   tenant_key  not null,
  patient_id  bigint      not null,
  id          bigint      generated always as identity,
  -- {type, status, noticeVersion, at, channel, documentId} as it was recorded.
  consent     jsonb       not null,
  removed     boolean     not null default false,
  recorded_at timestamptz not null default clock_timestamp(),
  user_id     text collate "C",
  client_id   text collate "C",
  primary key (tenant_id, patient_id, id),
  foreign key (tenant_id, patient_id) references patients on delete cascade
);
alter table patient_consents enable row level security;
alter table patient_consents force row level security;
create policy tenant on patient_consents using (tenant_id = current_tenant());
grant select, insert on patient_consents to corsia_app;

create function record_consents() returns trigger language plpgsql as $$
declare
  actor  jsonb := nullif(current_setting('corsia.actor', true), '')::jsonb;
  before jsonb := coalesce(old.details -> 'consents', '[]');
  after  jsonb := coalesce(new.details -> 'consents', '[]');
begin
  if before is distinct from after then
    insert into patient_consents (tenant_id, patient_id, consent, removed, user_id, client_id)
    select new.tenant_id, new.id, c.consent, c.removed, actor ->> 'userId', actor ->> 'clientId'
      from (select value as consent, true as removed, ordinality
              from jsonb_array_elements(before) with ordinality where value not in (select jsonb_array_elements(after))
            union all
            select value, false, ordinality
              from jsonb_array_elements(after) with ordinality where value not in (select jsonb_array_elements(before))) as c
     order by c.removed desc, c.ordinality;
  end if;
  return null;
end $$;
create trigger record_consents after insert or update of details on patients
  for each row execute function record_consents();

-- What was recorded before there was a history is its beginning.
do $$
declare
  clinic tenant_key;
begin
  for clinic in select id from tenants loop
    perform set_config('corsia.tenant_id', clinic, true);
    insert into patient_consents (tenant_id, patient_id, consent)
    select p.tenant_id, p.id, c.value
      from patients p, jsonb_array_elements(p.details -> 'consents') with ordinality as c
     where p.tenant_id = clinic
     order by p.id, c.ordinality;
  end loop;
  perform set_config('corsia.tenant_id', '', true);
end $$;
