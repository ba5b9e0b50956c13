-- Who a clinic lets in. An invitation is looked up by the hash of its link before any tenant is known, so like users it carries
-- no row-level security; the clinic is named in every query.
create table clinic_invitations (
  id         uuid        primary key default gen_random_uuid(),
  clinic_id  tenant_key  not null references tenants on delete cascade,
  email      text collate "C" not null check (email = lower(email)),
  name       text        not null default '',
  role_key   text collate "C" not null,
  language   text        not null check (language in ('en', 'it')),
  -- Why an integrator is let in, and until when.
  purpose    text        not null default '',
  ends_at    timestamptz,
  token_hash bytea       not null unique,
  invited_by text collate "C" not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '7 days',
  unique (clinic_id, email),
  check ((role_key = 'integrator') = (ends_at is not null)),
  check (role_key <> 'integrator' or (btrim(purpose) <> '' and ends_at <= created_at + interval '12 months 2 days'))
);
create index clinic_invitations_by_expiry on clinic_invitations (expires_at);

-- Why somebody has access for a while; its end is users.expires_at, which every look-up of a person reads.
create table temporary_access (
  user_id    text collate "C" primary key references users on delete cascade,
  purpose    text        not null,
  granted_by text collate "C" not null,
  since      timestamptz not null default now(),
  -- When the end was announced by mail; null again when it moves.
  warned_at  timestamptz
);

-- What an administrator of the installation disabled, no manager enables again.
alter table users add column disabled_by_manager boolean not null default false;
create function forget_who_disabled() returns trigger language plpgsql as $$
begin
  new.disabled_by_manager := false;
  return new;
end $$;
create trigger forget_who_disabled before update of status on users for each row
  when (new.status = 'active') execute function forget_who_disabled();
create index users_by_end on users (expires_at) where expires_at is not null;

grant select, insert, update, delete on clinic_invitations, temporary_access to corsia_app;
