-- The picture that an approved application is to have, until an administrator has decided: people see the approved one till then.
-- One request about an application is open at a time, so there is one at most.
create table wished_logos (
  client_id    text collate "C" primary key references clients on delete cascade,
  hash         text collate "C" not null,
  content_type text        not null check (content_type in ('image/png', 'image/jpeg', 'image/webp')),
  content      bytea       not null check (length(content) <= 204800)
);
create index wished_logos_by_hash on wished_logos (hash);
grant select, insert, delete on wished_logos to corsia_app;

-- Whoever grants the request takes the picture over; in every other case it goes with the wish.
create function forget_wished_logo() returns trigger language plpgsql as $$
begin
  delete from wished_logos where client_id = new.client_id;
  return null;
end $$;
create trigger forget_wished_logo after update of state on support_requests for each row
  when (new.client_id is not null and new.state not in ('open', 'granted'))
  execute function forget_wished_logo();
