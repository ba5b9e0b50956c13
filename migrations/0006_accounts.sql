-- What people have around their account: identity tables, keyed by person, without row-level security.

-- Null until the person followed a link that was sent there. Whoever is known already was entered by somebody who knew the address.
alter table users add column email_verified_at timestamptz;
update users set email_verified_at = created_at;

-- Mails to be sent: written in the transaction of what they tell of, taken by a worker of any process, deleted once sent.
-- The content is encrypted, because links in it are as good as a password.
create table mail_queue (
  id              bigint generated always as identity primary key,
  content         bytea       not null,
  attempts        integer     not null default 0,
  next_attempt_at timestamptz not null default now(),
  -- Given up after the last attempt; kept for the operator.
  failed_at       timestamptz,
  last_error      text,
  created_at      timestamptz not null default now()
);
create index mail_queue_by_turn on mail_queue (next_attempt_at) where failed_at is null;

-- Links that were sent by mail, by the hash of their token; the row is deleted by the one who uses it.
create table mail_links (
  token_hash bytea       primary key,
  purpose    text        not null check (purpose in ('sign-up', 'password-reset')),
  -- Null for a sign-up, whose person does not exist yet.
  user_id    text collate "C" references users on delete cascade,
  payload    bytea,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index mail_links_by_user on mail_links (user_id) where user_id is not null;
create index mail_links_by_expiry on mail_links (expires_at);

-- Where a person is signed in. The key is uid_hash of the session in oidc_artifacts, which alone decides whether it lives.
create table browser_sessions (
  uid_hash      bytea       primary key,
  user_id       text collate "C" not null references users on delete cascade,
  address       text        not null,
  user_agent    text        not null,
  first_seen_at timestamptz not null default now(),
  last_seen_at  timestamptz not null default now(),
  ended_at      timestamptz
);
create index browser_sessions_by_user on browser_sessions (user_id);

-- A request that began before its session was ended stores the session again when it finishes: the row would be back.
-- The lock makes it wait for the one who is ending the session.
create function keep_ended_sessions_ended() returns trigger language plpgsql as $$
begin
  perform from browser_sessions where uid_hash = new.uid_hash for share;
  if exists (select from browser_sessions where uid_hash = new.uid_hash and ended_at is not null) then
    return null;
  end if;
  return new;
end $$;
create trigger keep_ended_sessions_ended before insert on oidc_artifacts
  for each row when (new.kind = 'Session' and new.user_id is not null) execute function keep_ended_sessions_ended();

-- Browsers in which a person signed in before, by the hash of a cookie.
create table known_devices (
  user_id       text collate "C" not null references users on delete cascade,
  device_hash   bytea       not null,
  first_seen_at timestamptz not null default now(),
  last_seen_at  timestamptz not null default now(),
  primary key (user_id, device_hash)
);

-- What happened to an account. Append-only: the server's role may neither change nor delete rows.
create table security_events (
  id         bigint generated always as identity primary key,
  user_id    text collate "C" not null references users on delete cascade,
  kind       text collate "C" not null,
  at         timestamptz not null default now(),
  address    text,
  user_agent text,
  detail     jsonb       not null default '{}'
);
create index security_events_by_user on security_events (user_id, at desc);

grant select, insert, update, delete on mail_queue, mail_links, browser_sessions, known_devices to corsia_app;
grant select, insert on security_events to corsia_app;
