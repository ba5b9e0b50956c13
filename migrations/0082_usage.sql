-- How applications use the API: counted in each process and added here every few seconds. No table names a person or a patient.
create table api_usage (
  client_id text collate "C" not null,
  hour      timestamptz not null,
  requests  bigint      not null,
  -- Refused or failed, but for those beyond the rate limit, which are counted apart.
  errors    bigint      not null,
  throttled bigint      not null,
  primary key (client_id, hour)
);
create index api_usage_by_age on api_usage (hour);

-- How many people an application worked for on a day: a hash for each, which is another one the next day.
create table api_usage_people (
  client_id text collate "C" not null,
  day       date  not null,
  person    bytea not null,
  primary key (client_id, day, person)
);
create index api_usage_people_by_age on api_usage_people (day);

-- The last requests, for developers who look for one. A ring of eight days, so that old ones go with one TRUNCATE.
create table api_requests (
  slot       smallint    not null check (slot between 0 and 7),
  at         timestamptz not null,
  client_id  text collate "C" not null,
  method     text        not null,
  -- The template of the path, never the path.
  route      text        not null,
  status     smallint    not null,
  request_id text collate "C" not null,
  -- Milliseconds.
  duration   real        not null
) partition by list (slot);
create index api_requests_by_client on api_requests (client_id, at desc);
create index api_requests_by_request on api_requests (client_id, request_id);

do $$
begin
  for slot in 0..7 loop
    execute format('create table api_requests_%s partition of api_requests for values in (%s)', slot, slot);
    execute format('grant truncate on api_requests_%s to corsia_app', slot);
  end loop;
end $$;

grant select, insert, update, delete on api_usage, api_usage_people to corsia_app;
grant select, insert on api_requests to corsia_app;
