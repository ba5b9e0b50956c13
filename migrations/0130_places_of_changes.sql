-- A place of the change log is a transaction id. A database that was restored into another cluster counts its transactions from
-- somewhere else, so `corsia restore` replaces these two functions: the log goes on behind everything that was told before.
create function change_log_place() returns xid8
  language sql stable
  return pg_current_xact_id();

-- Below it nothing can appear any more.
create function change_log_horizon() returns xid8
  language sql stable
  return pg_snapshot_xmin(pg_current_snapshot());

alter table change_log alter column xid set default change_log_place();

-- Lives of the database that ended in a restore. Between `after`, where the copy ended, and `before`, where its life begins, stands
-- nothing that is known here: who stands there saw what is lost.
create table change_log_gaps (
  after       xid8        primary key,
  before      xid8        not null check (before > after),
  -- When the copy was made.
  copied_at   timestamptz not null,
  restored_at timestamptz not null default now()
);
grant select on change_log_gaps to corsia_app;
