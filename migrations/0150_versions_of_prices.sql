-- What prices were like before each change, as of other resources (0140).
create trigger keep_version after update or delete on price_list_items
  for each row execute function keep_version('price_list_items');
