-- `sort=lastName` of a million patients reads only the rows of its page.
create index patients_by_last_name on patients (tenant_id, (last_name collate "und-x-icu"), id);
