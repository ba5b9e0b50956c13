-- Family and given names as they are found by their beginning, or by any part of them, without reading a patient: each is one key
-- of all its words.
alter table patient_search_keys
  drop constraint patient_search_keys_kind_check,
  add constraint patient_search_keys_kind_check check (kind in ('name', 'family', 'given', 'phone', 'email', 'external'));

alter table patients no force row level security;
alter table patient_search_keys no force row level security;
insert into patient_search_keys (tenant_id, kind, key, patient_id)
select p.tenant_id, n.kind, left(fold_text(n.name), 200), p.id
  from patients p cross join lateral (values ('family', p.last_name), ('given', p.first_name)) as n (kind, name)
 where fold_text(n.name) <> ''
 order by 1, 2, 3, 4;
alter table patient_search_keys force row level security;
alter table patients force row level security;
