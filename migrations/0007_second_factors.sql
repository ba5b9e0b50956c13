-- What stands beside the password: one-time codes with their recovery codes, and passkeys. Identity tables, by person.

-- RFC 6238 codes. A row exists once a right code has confirmed it.
create table second_factors (
  user_id       text collate "C" primary key references users on delete cascade,
  -- Encrypted: it must be read again to check a code.
  totp_secret   bytea       not null,
  -- The newest time step that was accepted; only later ones are (RFC 6238 section 5.2).
  last_step     bigint      not null,
  recovery_salt bytea       not null,
  created_at    timestamptz not null default now()
);

-- Hashed with the salt of their owner; using one deletes it.
create table recovery_codes (
  user_id text collate "C" not null references second_factors on delete cascade,
  hash    bytea not null,
  primary key (user_id, hash)
);

-- The user handle (Web Authentication section 5.4.3): random, so that it tells nothing of its person.
create table passkey_holders (
  user_id text collate "C" primary key references users on delete cascade,
  handle  bytea not null unique
);

create table passkeys (
  id            uuid        primary key default gen_random_uuid(),
  user_id       text collate "C" not null references passkey_holders on delete cascade,
  credential_id bytea       not null unique,
  public_key    bytea       not null,
  -- 0 for authenticators that do not count; otherwise it must grow (Web Authentication section 6.1.1).
  counter       bigint      not null,
  transports    text[]      not null,
  -- Whether the key may leave the device it was made on, and whether it has.
  synced        boolean     not null,
  backed_up     boolean     not null,
  name          text        not null check (length(name) between 1 and 60),
  created_at    timestamptz not null default now(),
  last_used_at  timestamptz
);
create index passkeys_by_user on passkeys (user_id);

-- Challenges that wait for their answer, by their hash; taking one deletes it.
create table passkey_challenges (
  challenge_hash bytea       primary key,
  -- SHA-256 of what the challenge is for: the ceremony, and the door or the session it was asked at.
  subject        bytea       not null,
  expires_at     timestamptz not null
);
create index passkey_challenges_by_expiry on passkey_challenges (expires_at);

grant select, insert, update, delete
  on second_factors, recovery_codes, passkey_holders, passkeys, passkey_challenges to corsia_app;
