-- Requests to the API per minute, over all users of the application; null for what the installation says.
alter table clients add column requests_per_minute integer check (requests_per_minute between 1 and 1000000);
