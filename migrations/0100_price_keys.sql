-- A price is known by its list, treatment, practitioner and first day. Imports have always taken it so; now that managers write
-- prices, too, nobody adds a second one.
create unique index price_list_items_key
  on price_list_items (tenant_id, price_list_id, treatment_id, practitioner_id, valid_from) nulls not distinct;
