-- What a practitioner writes about a patient: draft, then signed and never changed again. Addenda and replacements are
-- reports of their own; together with the first one they are a document, which has one author and one patient and is
-- obscured as a whole, so that no visible report ever points at a hidden one.
-- Obscured means: whoever is not the author cannot learn that it exists. The setting corsia.actor tells who is asking.

create function current_practitioner() returns bigint
  language sql stable
  return (select id from practitioners
           where tenant_id = current_tenant()
             and user_id = nullif(current_setting('corsia.actor', true), '')::jsonb ->> 'userId');

create sequence medical_report_ids;

-- Ids with gaps of random length, geometrically distributed: a missing one tells nothing.
create function next_medical_report_id() returns bigint
  language sql volatile
  return (select max(nextval('medical_report_ids'))
            from generate_series(1, 1 + floor(ln(1 - random()) / ln(1 - 1 / 8.0))::int));

create table obscured_documents (
  tenant_id   tenant_key  not null references tenants,
  document_id bigint      not null,
  author_id   bigint      not null,
  reason      text        not null check (reason in ('patient_request', 'by_law')),
  note        text,
  at          timestamptz not null default now(),
  primary key (tenant_id, document_id)
);
alter table obscured_documents enable row level security;
alter table obscured_documents force row level security;
create policy tenant on obscured_documents using (tenant_id = current_tenant());

create table medical_reports (
  tenant_id               tenant_key  not null references tenants,
  id                      bigint      not null,
  version                 integer     not null default 1,
  -- The id of the first report of the document.
  document_id             bigint      not null,
  patient_id              bigint      not null,
  -- The patient while the report can be seen, kept by trigger. A hidden report must not stand in the way of deleting a patient.
  held_patient_id         bigint,
  author_id               bigint      not null,
  appointment_id          bigint,
  status                  text        not null default 'draft' check (status in ('draft', 'signed', 'superseded', 'entered_in_error')),
  confidentiality         text        not null check (confidentiality in ('N', 'R', 'V')),
  loinc                   text collate "C" not null,
  addendum_of_id          bigint,
  replaces_id             bigint,
  -- Type, sections, diagnoses, external ids.
  details                 jsonb       not null,
  signed_at               timestamptz,
  signature               jsonb,
  entered_in_error_at     timestamptz,
  entered_in_error_reason text,
  created_at              timestamptz not null default now(),
  updated_at              timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, id, document_id, author_id, patient_id),
  constraint medical_reports_patient foreign key (tenant_id, held_patient_id) references patients,
  foreign key (tenant_id, author_id) references practitioners,
  foreign key (tenant_id, appointment_id) references appointments,
  foreign key (tenant_id, addendum_of_id, document_id, author_id, patient_id)
    references medical_reports (tenant_id, id, document_id, author_id, patient_id),
  foreign key (tenant_id, replaces_id, document_id, author_id, patient_id)
    references medical_reports (tenant_id, id, document_id, author_id, patient_id),
  check (addendum_of_id is null or replaces_id is null),
  check ((addendum_of_id is null and replaces_id is null) = (document_id = id)),
  check ((status = 'draft') = (signed_at is null)),
  check ((signed_at is null) = (signature is null)),
  check ((status = 'entered_in_error') = (entered_in_error_at is not null)),
  check ((entered_in_error_at is null) = (entered_in_error_reason is null))
);
create index medical_reports_by_patient on medical_reports (tenant_id, patient_id, id);
create index medical_reports_by_held_patient on medical_reports (tenant_id, held_patient_id);
create index medical_reports_by_author on medical_reports (tenant_id, author_id, id);
create index medical_reports_by_appointment on medical_reports (tenant_id, appointment_id) where appointment_id is not null;
create index medical_reports_by_document on medical_reports (tenant_id, document_id, id);
create index medical_reports_by_update on medical_reports (tenant_id, updated_at);
create index medical_reports_by_addendum on medical_reports (tenant_id, addendum_of_id) where addendum_of_id is not null;
-- A report has one replacement; one that was entered in error makes room for another.
create unique index medical_reports_replacement on medical_reports (tenant_id, replaces_id)
  where replaces_id is not null and status <> 'entered_in_error';

alter table medical_reports enable row level security;
alter table medical_reports force row level security;
create policy tenant on medical_reports using (tenant_id = current_tenant());
create policy obscured on medical_reports as restrictive
  using (held_patient_id is not null or author_id = (select current_practitioner()));

create function keep_medical_report() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' and old.status <> 'draft' then
    if tg_op = 'DELETE' then
      raise exception 'a signed medical report is never deleted' using errcode = 'restrict_violation';
    end if;
    if (new.patient_id, new.author_id, new.document_id, new.appointment_id, new.confidentiality, new.loinc, new.addendum_of_id,
        new.replaces_id, new.details, new.signed_at, new.signature, new.created_at)
       is distinct from
       (old.patient_id, old.author_id, old.document_id, old.appointment_id, old.confidentiality, old.loinc, old.addendum_of_id,
        old.replaces_id, old.details, old.signed_at, old.signature, old.created_at)
       or new.status = 'draft' or (old.status = 'entered_in_error' and new.status <> old.status) then
      raise exception 'a signed medical report never changes' using errcode = 'restrict_violation';
    end if;
  end if;
  if tg_op = 'DELETE' then return old; end if;
  new.held_patient_id := case when not exists (select from obscured_documents o
                                where o.tenant_id = new.tenant_id and o.document_id = new.document_id) then new.patient_id end;
  return new;
end $$;
create trigger keep_medical_report before insert or update or delete on medical_reports
  for each row execute function keep_medical_report();

-- Rendered once, in the transaction of the signature. The server's role may neither change nor delete it.
create table medical_report_pdfs (
  tenant_id  tenant_key  not null,
  report_id  bigint      not null,
  content    bytea       not null,
  sha256     bytea       not null check (sha256 = sha256(content)),
  created_at timestamptz not null default now(),
  primary key (tenant_id, report_id),
  foreign key (tenant_id, report_id) references medical_reports
);

-- Files that belong to a report; what they contain is in the file store, under `store_key`.
create table medical_report_attachments (
  tenant_id  tenant_key  not null,
  id         bigint      not null default next_medical_report_id(),
  report_id  bigint      not null,
  name       text        not null,
  media_type text        not null,
  bytes      bigint      not null,
  sha256     bytea       not null,
  store_key  text collate "C" not null unique,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, report_id) references medical_reports on delete cascade
);
create index medical_report_attachments_by_report on medical_report_attachments (tenant_id, report_id, id);

create function keep_medical_report_attachment() returns trigger language plpgsql as $$
declare
  of_report bigint := case when tg_op = 'DELETE' then old.report_id else new.report_id end;
  at_tenant tenant_key := case when tg_op = 'DELETE' then old.tenant_id else new.tenant_id end;
  found     text;
begin
  -- Shared with nobody who signs at the same time.
  select status into found from medical_reports where tenant_id = at_tenant and id = of_report for share;
  if found <> 'draft' then
    raise exception 'the attachments of a signed medical report never change' using errcode = 'restrict_violation';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger keep_medical_report_attachment before insert or delete on medical_report_attachments
  for each row execute function keep_medical_report_attachment();

do $$
declare
  name text;
begin
  foreach name in array array['medical_report_pdfs', 'medical_report_attachments'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy tenant on %I using (tenant_id = current_tenant())', name);
    -- The inner query is itself under the policies of reports.
    execute format('create policy obscured on %1$I as restrictive
                      using (exists (select from medical_reports r where r.tenant_id = %1$I.tenant_id and r.id = %1$I.report_id))', name);
  end loop;
end $$;

-- A change may be told to the author alone (`only_for`), or to everybody else (`not_for`): whoever is not the author sees an
-- obscured report deleted, as a draft would be, and later created anew.
alter table change_log add column only_for bigint, add column not_for bigint;
create policy obscured on change_log as restrictive for select
  using ((only_for is null or only_for = (select current_practitioner()))
     and (not_for is null or not_for is distinct from (select current_practitioner())));

-- Which document an event is about. While that is obscured, its author alone sees the event.
alter table audit_events add column document_id bigint;
create policy obscured on audit_events as restrictive for select
  using (document_id is null
      or not exists (select from obscured_documents o
                      where o.tenant_id = audit_events.tenant_id and o.document_id = audit_events.document_id
                        and o.author_id is distinct from (select current_practitioner())));

create function record_medical_report() returns trigger language plpgsql as $$
declare
  actor      jsonb   := nullif(current_setting('corsia.actor', true), '')::jsonb;
  done       text    := case tg_op when 'INSERT' then 'created' when 'DELETE' then 'deleted' else 'updated' end;
  was_hidden boolean := case when tg_op <> 'INSERT' then old.held_patient_id is null end;
  hidden     boolean;
begin
  if tg_op = 'DELETE' then
    new := old;
    new.version := old.version + 1;
  end if;
  hidden := new.held_patient_id is null;
  if hidden is distinct from coalesce(was_hidden, hidden) then
    insert into change_log (tenant_id, resource, resource_id, op, version, only_for, not_for)
      values (new.tenant_id, 'medical_reports', new.id, done, new.version, new.author_id, null),
             (new.tenant_id, 'medical_reports', new.id, case when hidden then 'deleted' else 'created' end, new.version, null, new.author_id);
  else
    insert into change_log (tenant_id, resource, resource_id, op, version, only_for)
      values (new.tenant_id, 'medical_reports', new.id, done, new.version, case when hidden then new.author_id end);
  end if;
  insert into audit_events (tenant_id, user_id, client_id, action, outcome, patient_ids, address, request_id, document_id)
    values (new.tenant_id, actor ->> 'userId', actor ->> 'clientId', coalesce(actor ->> 'action', 'medical_reports.' || done),
            'success', array[new.patient_id], actor ->> 'address', actor ->> 'requestId', new.document_id);
  return null;
end $$;
create trigger record_change after insert or update or delete on medical_reports
  for each row execute function record_medical_report();

grant select, insert, delete on obscured_documents to corsia_app;
grant select, insert, update, delete on medical_reports to corsia_app;
grant select, insert on medical_report_pdfs to corsia_app;
grant select, insert, delete on medical_report_attachments to corsia_app;
grant usage on sequence medical_report_ids to corsia_app;
