-- Managers edit the roles of their clinic: the version tells two of them who edit at once apart.
alter table roles add column version integer not null default 1;

-- A role stays while somebody has it or is invited with it. Checked at the end, as putting a sandbox back replaces its first roles.
alter table users add constraint users_role
  foreign key (tenant_id, role_key) references roles deferrable initially deferred;
alter table clinic_invitations add constraint clinic_invitations_role
  foreign key (clinic_id, role_key) references roles deferrable initially deferred;
create index users_by_role on users (tenant_id, role_key) where tenant_id is not null;
drop index users_by_tenant;
