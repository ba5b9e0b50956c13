-- A report may belong to an episode. Like a patient, an episode can be deleted although a hidden report names it.
alter table medical_reports
  add column episode_id bigint,
  add column held_episode_id bigint,
  add constraint medical_reports_episode foreign key (tenant_id, held_episode_id) references episodes;
create index medical_reports_by_episode on medical_reports (tenant_id, episode_id) where episode_id is not null;
create index medical_reports_by_held_episode on medical_reports (tenant_id, held_episode_id) where held_episode_id is not null;

create or replace function keep_medical_report() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' and old.status <> 'draft' then
    if tg_op = 'DELETE' then
      raise exception 'a signed medical report is never deleted' using errcode = 'restrict_violation';
    end if;
    -- Of the patient see below.
    if (new.author_id, new.document_id, new.appointment_id, new.episode_id, new.confidentiality, new.loinc, new.addendum_of_id,
        new.replaces_id, new.details, new.signed_at, new.signature, new.created_at)
       is distinct from
       (old.author_id, old.document_id, old.appointment_id, old.episode_id, old.confidentiality, old.loinc, old.addendum_of_id,
        old.replaces_id, old.details, old.signed_at, old.signature, old.created_at)
       or new.status = 'draft' or (old.status = 'entered_in_error' and new.status <> old.status) then
      raise exception 'a signed medical report never changes' using errcode = 'restrict_violation';
    end if;
  end if;
  if tg_op = 'DELETE' then return old; end if;
  if exists (select from obscured_documents o where o.tenant_id = new.tenant_id and o.document_id = new.document_id) then
    new.held_patient_id := null;
    new.held_episode_id := null;
  else
    new.held_patient_id := new.patient_id;
    new.held_episode_id := new.episode_id;
  end if;
  return new;
end $$;

-- A signed report becomes another patient's in one case: both records are of the same person. At the end of the
-- transaction the one must lead to the other.
create function keep_medical_report_patient() returns trigger language plpgsql as $$
begin
  if not exists (select from patients p
                  where p.tenant_id = new.tenant_id and p.id = old.patient_id and p.merged_into_id = new.patient_id) then
    raise exception 'a signed medical report never changes' using errcode = 'restrict_violation';
  end if;
  return null;
end $$;
create constraint trigger keep_medical_report_patient after update on medical_reports deferrable initially deferred
  for each row when (old.status <> 'draft' and old.patient_id <> new.patient_id)
  execute function keep_medical_report_patient();

create trigger living_patient before insert or update on medical_reports
  for each row execute function require_living_patient();

-- Contents in the file store that nothing refers to any more. They are removed after the transaction; what fails is tried again.
create table forsaken_files (
  tenant_id tenant_key  not null references tenants,
  store_key text collate "C" not null,
  at        timestamptz not null default now(),
  primary key (tenant_id, store_key)
);
alter table forsaken_files enable row level security;
alter table forsaken_files force row level security;
create policy tenant on forsaken_files using (tenant_id = current_tenant());
grant select, insert, delete, update on forsaken_files to corsia_app;

create function forsake_medical_report_file() returns trigger language plpgsql as $$
begin
  insert into forsaken_files (tenant_id, store_key) values (old.tenant_id, old.store_key);
  return null;
end $$;
create trigger forsake_file after delete on medical_report_attachments
  for each row execute function forsake_medical_report_file();
