-- What belongs to a medical report - its files, addenda and replacement, and why it is obscured - is in rows of their own, which
-- change before the report is given its new version. So each version carries what belonged to it, and an old one tells that.
alter table medical_reports add column belongings jsonb not null default '{}';

create function belongings_of(report medical_reports) returns jsonb
  language sql stable
  return jsonb_strip_nulls(jsonb_build_object(
    'addendum_ids', (select jsonb_agg(a.id order by a.id) from medical_reports a
      where a.tenant_id = report.tenant_id and a.addendum_of_id = report.id and a.status in ('signed', 'superseded')),
    'replaced_by_id', (select n.id from medical_reports n
      where n.tenant_id = report.tenant_id and n.replaces_id = report.id and n.status in ('signed', 'superseded')),
    'obscured', (select jsonb_build_object('reason', o.reason, 'note', o.note, 'at', o.at) from obscured_documents o
      where o.tenant_id = report.tenant_id and o.document_id = report.document_id),
    'attachments', (select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'mediaType', f.media_type, 'bytes', f.bytes,
                                                        'sha256', encode(f.sha256, 'hex'), 'createdAt', f.created_at) order by f.id)
      from medical_report_attachments f where f.tenant_id = report.tenant_id and f.report_id = report.id)));

create function keep_medical_report_belongings() returns trigger language plpgsql as $$
begin
  -- Reports that are stored together tell themselves what will follow them.
  new.belongings := case when tg_op = 'INSERT' then new.belongings else '{}' end || belongings_of(new);
  return new;
end $$;
create trigger keep_belongings before insert or update on medical_reports
  for each row execute function keep_medical_report_belongings();

-- Of what was stored before, what belongs to it now.
alter table medical_reports no force row level security;
alter table medical_report_attachments no force row level security;
alter table obscured_documents no force row level security;
alter table superseded_versions no force row level security;
alter table medical_reports disable trigger user;
update medical_reports r set belongings = belongings_of(r) where belongings_of(r) <> '{}';
alter table medical_reports enable trigger user;
update superseded_versions s set content = s.content || jsonb_build_object('belongings', r.belongings)
  from medical_reports r
 where s.resource = 'medical_reports' and s.content is not null and r.belongings <> '{}'
   and r.tenant_id = s.tenant_id and r.id = s.resource_id;
alter table superseded_versions force row level security;
alter table obscured_documents force row level security;
alter table medical_report_attachments force row level security;
alter table medical_reports force row level security;

-- Old versions of prices tell what their list was called then.
create trigger keep_version after update or delete on price_lists
  for each row execute function keep_version('price_lists');
