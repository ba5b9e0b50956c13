-- Who is asking is decided by the settings of the transaction, never by the session:
--   corsia.tenant_id  the tenant whose rows may be seen; unset or empty shows none
--   corsia.actor      JSON {userId, clientId, requestId, address, action}, for audit rows written by triggers

create domain tenant_key as text collate "C" check (value <> '' and length(value) <= 64);

create function current_tenant() returns text
  language sql stable parallel safe
  return nullif(current_setting('corsia.tenant_id', true), '');

-- Identity tables. They hold no health data and are read before any tenant is known, so they carry no row-level security.
create table tenants (
  id                  tenant_key primary key,
  name                text        not null,
  sandbox             boolean     not null default false,
  time_zone           text        not null default 'Europe/Rome',
  fiscal_code_policy  text        not null default 'lenient' check (fiscal_code_policy in ('lenient', 'strict')),
  created_at          timestamptz not null default now()
);

create table permissions (
  key text collate "C" primary key
);
insert into permissions (key) values
  ('patients.read'), ('patients.write'), ('patients.delete'),
  ('agendas.read'),
  ('appointments.read'), ('appointments.write'), ('appointments.delete'),
  ('treatments.read'),
  ('episodes.read'), ('episodes.write'), ('episodes.delete'),
  ('medical_reports.read'), ('medical_reports.write'), ('medical_reports.sign'),
  ('invoices.read'), ('invoices.write'), ('invoices.issue');

-- A role is a named set of permissions that the clinic's manager can edit.
create table roles (
  tenant_id tenant_key not null references tenants on delete cascade,
  key       text collate "C" not null,
  name      text not null,
  primary key (tenant_id, key)
);
alter table roles enable row level security;
alter table roles force row level security;
create policy tenant on roles using (tenant_id = current_tenant());

create table role_permissions (
  tenant_id  tenant_key not null,
  role_key   text collate "C" not null,
  permission text collate "C" not null references permissions,
  primary key (tenant_id, role_key, permission),
  foreign key (tenant_id, role_key) references roles on delete cascade
);
alter table role_permissions enable row level security;
alter table role_permissions force row level security;
create policy tenant on role_permissions using (tenant_id = current_tenant());

create table users (
  id            text collate "C" primary key,
  email         text collate "C" not null unique check (email = lower(email)),
  name          text        not null,
  password_hash text,
  language      text        check (language in ('en', 'it')),
  status        text        not null default 'active' check (status in ('active', 'disabled')),
  developer     boolean     not null default false,
  administrator boolean     not null default false,
  -- The one clinic of this person, fixed at creation; null for developers and administrators alone.
  tenant_id     tenant_key  references tenants,
  role_key      text collate "C",
  expires_at    timestamptz,
  created_at    timestamptz not null default now(),
  check ((tenant_id is null) = (role_key is null))
);
create index users_by_tenant on users (tenant_id) where tenant_id is not null;

grant select on permissions to corsia_app;
grant select, insert, update, delete on tenants, roles, role_permissions, users to corsia_app;
