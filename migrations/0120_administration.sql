-- A suspended clinic keeps its data. Its people can neither sign in nor use a token until it is reinstated: every look-up of a
-- person asks for it.
alter table tenants
  add column suspended_at     timestamptz,
  -- What an administrator gave as the reason.
  add column suspended_reason text not null default '',
  add constraint tenants_suspended_for_a_reason check ((suspended_at is null) = (suspended_reason = ''));
create index tenants_by_name on tenants (lower(name) collate "C", id);
create index tenants_by_age on tenants (created_at desc, id);
create index console_actions_by_clinic on console_actions ((detail ->> 'clinic'), id desc) where detail ? 'clinic';

-- Anybody may ask the administrators anything: such a request has a subject, is neither granted nor refused, and ends closed.
alter table support_requests
  drop constraint support_requests_type_check,
  drop constraint support_requests_state_check,
  drop constraint support_requests_check,
  drop constraint support_requests_check2,
  add column subject text not null default '',
  add constraint support_requests_type_check
    check (type in ('developer-role', 'application', 'application-change', 'general')),
  add constraint support_requests_state_check check (state in ('open', 'granted', 'refused', 'withdrawn', 'closed')),
  add constraint support_requests_decided check ((state in ('granted', 'refused', 'closed')) = (decided_by is not null)),
  add constraint support_requests_client check ((type in ('application', 'application-change')) = (client_id is not null)),
  add constraint support_requests_general
    check ((type = 'general') = (subject <> '')
           and case when type = 'general' then state in ('open', 'closed', 'withdrawn') else state <> 'closed' end);
drop index support_requests_by_author;
create index support_requests_by_author on support_requests (author_id, created_at desc);

-- What the administrators tell the developers of all applications. Append-only. The key comes with the form, so that a form that
-- is sent twice sends one notice; a language without a text is told in the other one.
create table notices (
  id           uuid        primary key,
  author_id    text collate "C" not null references users,
  title_en     text        not null,
  text_en      text        not null,
  title_it     text        not null,
  text_it      text        not null,
  reason       text        not null check (btrim(reason) <> ''),
  applications integer     not null,
  sent_at      timestamptz not null default now(),
  check ((title_en = '') = (text_en = '') and (title_it = '') = (text_it = '') and title_en || title_it <> '')
);
create index notices_by_age on notices (sent_at desc, id);

-- To whom it went, each once.
create table notice_recipients (
  notice_id uuid not null references notices on delete cascade,
  user_id   text collate "C" not null references users on delete cascade,
  primary key (notice_id, user_id)
);

grant select, insert on notices, notice_recipients to corsia_app;

-- Letters to many wait behind those to one.
alter table mail_queue add column bulk boolean not null default false;
drop index mail_queue_by_turn;
create index mail_queue_by_turn on mail_queue (bulk, next_attempt_at) where failed_at is null;
