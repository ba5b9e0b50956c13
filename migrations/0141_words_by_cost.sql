-- Taken into the statement, the function of migration 0140 seems to cost nothing, and a search for a name folds the names of all
-- patients instead of those whose words it found. As a function that tells its price it is looked at last.
create or replace function fold_text(given text) returns text
  language plpgsql immutable strict parallel safe cost 2000 as $$
begin
  return trim(regexp_replace(regexp_replace(lower(normalize(given, nfkd) collate "und-x-icu"), '[\u0300-\u036f]', '', 'g'),
                             '[^[:alnum:]]+', ' ', 'g'));
end $$;
