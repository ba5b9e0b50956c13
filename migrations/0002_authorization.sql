-- The authorization server's tables: identity tables, keyed by person and application, without row-level security.

create table clients (
  id               text collate "C" primary key,
  name             text        not null,
  description      text        not null default '',
  developer_id     text collate "C" references users,
  application_type text        not null check (application_type in ('web', 'native')),
  -- Public clients (RFC 6749 section 2.1) have no secret and must use PKCE.
  public           boolean     not null,
  grant_types      text[]      not null,
  redirect_uris    text[]      not null default '{}',
  scopes           text[]      not null,
  home_url         text,
  privacy_url      text,
  status           text        not null default 'approved' check (status in ('approved', 'suspended', 'revoked')),
  created_at       timestamptz not null default now()
);

create table client_secrets (
  id           bigint generated always as identity primary key,
  client_id    text collate "C" not null references clients on delete cascade,
  -- SHA-256; a secret is random and long, so a slow hash would add nothing.
  hash         bytea       not null,
  description  text        not null default '',
  created_at   timestamptz not null default now(),
  expires_at   timestamptz,
  last_used_at timestamptz
);
create index client_secrets_by_client on client_secrets (client_id);

-- One row per authorization that a person gave; deleting it ends every token made from it.
create table grants (
  id         text collate "C" primary key,
  user_id    text collate "C" not null references users on delete cascade,
  client_id  text collate "C" not null references clients on delete cascade,
  payload    jsonb       not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index grants_by_user on grants (user_id, client_id);
create index grants_by_client on grants (client_id);
create index grants_by_expiry on grants (expires_at);

-- What a person allowed an application, remembered across authorizations.
create table consented_scopes (
  user_id      text collate "C" not null references users on delete cascade,
  client_id    text collate "C" not null references clients on delete cascade,
  scope        text collate "C" not null,
  consented_at timestamptz not null default now(),
  primary key (user_id, client_id, scope)
);

-- Sessions, interactions, codes and refresh tokens, by the hash of their id; the payload is encrypted.
create table oidc_artifacts (
  kind        text collate "C" not null,
  id_hash     bytea       not null,
  payload     bytea       not null,
  grant_id    text collate "C",
  user_id     text collate "C",
  client_id   text collate "C",
  uid_hash    bytea,
  consumed_at timestamptz,
  expires_at  timestamptz,
  created_at  timestamptz not null default now(),
  primary key (kind, id_hash)
);
create index oidc_artifacts_by_grant on oidc_artifacts (grant_id) where grant_id is not null;
create index oidc_artifacts_by_user on oidc_artifacts (user_id) where user_id is not null;
create index oidc_artifacts_by_uid on oidc_artifacts (kind, uid_hash) where uid_hash is not null;
create index oidc_artifacts_by_expiry on oidc_artifacts (expires_at);

-- The newest key that is valid already signs; all verify. The private half is encrypted with the configured key.
create table signing_keys (
  id          text collate "C" primary key,
  public_jwk  jsonb       not null,
  private_jwk bytea       not null,
  created_at  timestamptz not null default now()
);

-- Failed sign-ins per subject (an account, an address, or both) in a window of time.
create table sign_in_failures (
  subject    bytea       primary key,
  count      integer     not null,
  expires_at timestamptz not null
);
create index sign_in_failures_by_expiry on sign_in_failures (expires_at);

grant select, insert, update, delete
  on clients, client_secrets, grants, consented_scopes, oidc_artifacts, signing_keys, sign_in_failures to corsia_app;
