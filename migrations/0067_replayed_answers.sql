-- Whom and what a kept answer shows, so that the audit can name them each time it is replayed.
alter table idempotency_keys add column patient_ids bigint[], add column document_id bigint;
