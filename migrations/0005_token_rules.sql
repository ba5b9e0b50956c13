-- What a refresh token was exchanged for, so that an honest retry gets the same answer.
alter table oidc_artifacts add column successor_hash bytea;
create index oidc_artifacts_used_refresh_tokens on oidc_artifacts (consumed_at) where kind = 'RefreshToken' and consumed_at is not null;
create index oidc_artifacts_living_refresh_tokens on oidc_artifacts (user_id, client_id, created_at)
  where kind = 'RefreshToken' and consumed_at is null;

alter table grants add column last_used_at timestamptz not null default now();

alter table clients
  add column post_logout_redirect_uris text[] not null default '{}',
  -- Seconds; null for what the installation says.
  add column access_token_seconds     integer check (access_token_seconds between 60 and 86400),
  add column refresh_idle_seconds     integer check (refresh_idle_seconds >= 300),
  add column refresh_absolute_seconds integer check (refresh_absolute_seconds >= 300);

-- A key is published from the start, signs from `signs_from` on, and is removed some time after another took over.
alter table signing_keys
  add column algorithm  text not null default '',
  add column signs_from timestamptz,
  add column retired_at timestamptz;
update signing_keys set algorithm = public_jwk ->> 'alg', signs_from = created_at;
alter table signing_keys alter column algorithm drop default;
-- Of each algorithm one key signs, and one is the next.
create unique index signing_keys_current on signing_keys (algorithm) where signs_from is not null and retired_at is null;
create unique index signing_keys_next on signing_keys (algorithm) where signs_from is null;

-- Whatever door it comes through: what was allowed ends when the person is disabled or gets another role...
create function end_grants_of_user() returns trigger language plpgsql as $$
begin
  delete from grants where user_id = new.id;
  -- What waits for an answer stays: its page then says what happened.
  delete from oidc_artifacts where user_id = new.id and kind <> 'Interaction'
    and (kind <> 'Session' or new.status <> 'active' or new.tenant_id is distinct from old.tenant_id);
  return null;
end $$;
create trigger end_grants after update on users for each row
  when (new.status <> 'active' and old.status = 'active'
        or (new.role_key, new.tenant_id) is distinct from (old.role_key, old.tenant_id))
  execute function end_grants_of_user();

-- ... and when the application is no longer approved.
create function end_grants_of_client() returns trigger language plpgsql as $$
begin
  delete from grants where client_id = new.id;
  delete from oidc_artifacts where client_id = new.id;
  return null;
end $$;
create trigger end_grants after update on clients for each row
  when (new.status <> 'approved' and old.status = 'approved')
  execute function end_grants_of_client();

-- A device's next question must not come sooner than this.
create table device_polls (
  id_hash          bytea       primary key,
  interval_seconds integer     not null,
  polled_at        timestamptz not null,
  too_soon         boolean     not null default false,
  expires_at       timestamptz not null
);
create index device_polls_by_expiry on device_polls (expires_at);

-- Proofs of possession that were seen (RFC 9449 section 11.1), so that none is taken twice.
create table dpop_proofs (
  id_hash    bytea       primary key,
  expires_at timestamptz not null
);
create index dpop_proofs_by_expiry on dpop_proofs (expires_at);

grant select, insert, update, delete on device_polls, dpop_proofs to corsia_app;
