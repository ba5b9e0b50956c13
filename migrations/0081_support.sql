-- What people ask of the administrators. Identity tables: a clinic may be named, but nothing of its patients.
create table support_requests (
  id         text collate "C" primary key default gen_random_uuid()::text,
  type       text        not null check (type in ('developer-role', 'application', 'application-change')),
  state      text        not null default 'open' check (state in ('open', 'granted', 'refused', 'withdrawn')),
  author_id  text collate "C" not null references users,
  -- The clinic that asks, of a developer role.
  clinic_id  tenant_key  references tenants,
  -- Whom a developer role is for.
  email      text collate "C" check (email = lower(email)),
  client_id  text collate "C" references clients,
  -- Why, in the author's words.
  reason     text        not null,
  -- Of an application: the registration as it was handed in. Of a change: what would be different.
  detail     jsonb       not null default '{}',
  created_at timestamptz not null default now(),
  decided_at timestamptz,
  decided_by text collate "C" references users,
  check ((state in ('granted', 'refused')) = (decided_by is not null)),
  check ((type = 'developer-role') = (email is not null and clinic_id is not null)),
  check ((type <> 'developer-role') = (client_id is not null))
);
-- One at a time: who asks again is led to what is open.
create unique index support_requests_open_of_client on support_requests (client_id) where state = 'open' and client_id is not null;
create unique index support_requests_open_of_email on support_requests (clinic_id, email) where state = 'open' and email is not null;
create index support_requests_by_age on support_requests (created_at desc, id);
create index support_requests_queue on support_requests (created_at, id) where state = 'open';
create index support_requests_by_client on support_requests (client_id, created_at desc) where client_id is not null;
create index support_requests_by_clinic on support_requests (clinic_id, created_at desc) where clinic_id is not null;

-- The conversation of a request, with the decision at its end. Append-only.
create table support_messages (
  id               bigint generated always as identity primary key,
  request_id       text collate "C" not null references support_requests,
  author_id        text collate "C" not null references users,
  as_administrator boolean     not null,
  text             text        not null check (text <> ''),
  at               timestamptz not null default now()
);
create index support_messages_by_request on support_messages (request_id, id);

-- What developers, managers and administrators did in the consoles. Append-only: the server's role may neither change nor delete
-- rows. Nothing that an administrator does goes without a reason.
create table console_actions (
  id         bigint generated always as identity primary key,
  at         timestamptz not null default now(),
  actor_id   text collate "C" not null,
  acting_as  text        not null check (acting_as in ('developer', 'manager', 'administrator')),
  action     text collate "C" not null,
  client_id  text collate "C",
  -- The person it was done to.
  user_id    text collate "C",
  request_id text collate "C",
  reason     text        not null default '',
  detail     jsonb       not null default '{}',
  address    text        not null,
  check (acting_as <> 'administrator' or btrim(reason) <> '')
);
create index console_actions_of_administrators on console_actions (at desc, id desc) where acting_as = 'administrator';
create index console_actions_by_client on console_actions (client_id, id desc) where client_id is not null;
create index console_actions_by_user on console_actions (user_id, id desc) where user_id is not null;

grant select, insert, update on support_requests to corsia_app;
grant select, insert on support_messages, console_actions to corsia_app;
