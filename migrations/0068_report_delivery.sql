-- When a signed report was handed to its patient; said once, and no part of what was signed.
alter table medical_reports
  add column delivered_at timestamptz,
  add constraint medical_reports_delivered check (delivered_at is null or signed_at is not null);

create function keep_medical_report_delivery() returns trigger language plpgsql as $$
begin
  raise exception 'the delivery of a medical report never changes' using errcode = 'restrict_violation';
end $$;
create trigger keep_delivery before update on medical_reports for each row
  when (old.delivered_at is not null and new.delivered_at is distinct from old.delivered_at)
  execute function keep_medical_report_delivery();
