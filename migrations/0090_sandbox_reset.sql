-- A sandbox clinic can be emptied, to be filled anew: everything that it keeps about invented people goes, what was signed and
-- what was issued included. Nothing else in the program may do so, and no production clinic can become a sandbox for it.
create function keep_kind_of_clinic() returns trigger language plpgsql as $$
begin
  raise exception 'a clinic is a sandbox from the beginning, or never' using errcode = 'restrict_violation';
end $$;
create trigger keep_kind before update of sandbox on tenants
  for each row when (old.sandbox <> new.sandbox) execute function keep_kind_of_clinic();

-- Refuses a deletion, unless it is one of empty_sandbox_clinic(): that alone acts as the owner of the table, which the role of
-- the server is not. Arguments: the sentence and the condition to fail with.
create function keep_for_good() returns trigger language plpgsql as $$
begin
  if current_user = (select pg_get_userbyid(relowner) from pg_class where oid = tg_relid)
     and exists (select from tenants where id = old.tenant_id and sandbox) then
    return old;
  end if;
  raise exception '%', tg_argv[0] using errcode = tg_argv[1];
end $$;

drop trigger guard on invoices;
create trigger guard before insert or update on invoices for each row execute function guard_invoice();
create trigger keep_issued before delete on invoices for each row when (old.status <> 'draft')
  execute function keep_for_good('an issued invoice cannot be deleted', 'integrity_constraint_violation');

drop trigger keep_medical_report on medical_reports;
create trigger keep_medical_report before insert or update on medical_reports
  for each row execute function keep_medical_report();
create trigger keep_signed before delete on medical_reports for each row when (old.status <> 'draft')
  execute function keep_for_good('a signed medical report is never deleted', 'restrict_violation');

-- The owner sees what is obscured, as in the logs: the function below has to remove it.
alter policy obscured on medical_reports to corsia_app;

-- Removes every record of the transaction's tenant, a sandbox. Each removal is in the log of changes and in the audit, which
-- stay, as do people and their roles. Ids are not given again. Exports end. What is being written waits until it is over: each
-- new record shares the row of its clinic, which is locked first.
create function empty_sandbox_clinic() returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  clinic constant tenant_key := current_tenant();
begin
  perform from tenants where id = clinic and sandbox for update;
  if not found then
    raise exception 'only a sandbox can be emptied' using errcode = 'insufficient_privilege';
  end if;
  perform from export_jobs where tenant_id = clinic for update;
  update exports set deleted_at = clock_timestamp() where tenant_id = clinic and deleted_at is null;
  update export_jobs set due_at = now(), attempts = 0, lease = null, leased_until = null where tenant_id = clinic;

  delete from invoice_payments where tenant_id = clinic;
  delete from invoice_documents where tenant_id = clinic;
  delete from invoices where tenant_id = clinic;
  delete from invoice_series where tenant_id = clinic;
  delete from medical_report_pdfs where tenant_id = clinic;
  delete from medical_reports where tenant_id = clinic;
  delete from obscured_documents where tenant_id = clinic;
  -- Episodes first, so that they do not count their sessions down.
  set constraints appointments_episode deferred;
  delete from episodes where tenant_id = clinic;
  delete from appointments where tenant_id = clinic;
  set constraints appointments_episode immediate;
  delete from patients where tenant_id = clinic;
  delete from price_lists where tenant_id = clinic;
  delete from agendas where tenant_id = clinic;
  delete from treatments where tenant_id = clinic;
  delete from practitioners where tenant_id = clinic;
  delete from rooms where tenant_id = clinic;
  delete from locations where tenant_id = clinic;
  delete from issuers where tenant_id = clinic;
  delete from idempotency_keys where tenant_id = clinic;
end $$;
revoke execute on function empty_sandbox_clinic() from public;
grant execute on function empty_sandbox_clinic() to corsia_app;
