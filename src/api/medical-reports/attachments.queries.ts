import { type Queryable, statement, type Tx } from '../../platform/database/index.ts';

export interface AttachmentRow {
  id: number;
  name: string;
  media_type: string;
  bytes: number;
  sha256: Buffer;
  store_key: string;
}

const get = statement<AttachmentRow>(
  'medical_report_attachments_get',
  `select id, name, media_type, bytes, sha256, store_key from medical_report_attachments
    where tenant_id = $1 and report_id = $2 and id = $3`,
);

export async function getAttachment(
  db: Queryable,
  tenantId: string,
  reportId: number,
  id: number,
): Promise<AttachmentRow | undefined> {
  return (await db.query(get, [tenantId, reportId, id]))[0];
}

const insert = statement<{ id: number }>(
  'medical_report_attachments_insert',
  `insert into medical_report_attachments (tenant_id, report_id, name, media_type, bytes, sha256, store_key)
   values ($1, $2, $3, $4, $5, $6, $7) returning id`,
);

export async function insertAttachment(
  tx: Tx,
  tenantId: string,
  reportId: number,
  { name, media_type, bytes, sha256, store_key }: Omit<AttachmentRow, 'id'>,
): Promise<number> {
  return (await tx.query(insert, [tenantId, reportId, name, media_type, bytes, sha256, store_key]))[0]!.id;
}

const remove = statement<unknown>(
  'medical_report_attachments_delete',
  'delete from medical_report_attachments where tenant_id = $1 and report_id = $2 and id = $3',
);

/** What it contains is forsaken then. */
export async function deleteAttachment(tx: Tx, tenantId: string, reportId: number, id: number): Promise<void> {
  await tx.query(remove, [tenantId, reportId, id]);
}

const expect = statement<unknown>(
  'arriving_files_expect',
  'insert into arriving_files (tenant_id, store_key) values ($1, $2)',
);

/** Notes a content that is about to go into the store. */
export async function expectFile(db: Queryable, tenantId: string, key: string): Promise<void> {
  await db.query(expect, [tenantId, key]);
}

const receive = statement<{ store_key: string }>(
  'arriving_files_receive',
  'delete from arriving_files where tenant_id = $1 and store_key = $2 returning store_key',
);

/** It is referred to now. @returns false when it was given up meanwhile */
export async function receiveFile(tx: Tx, tenantId: string, key: string): Promise<boolean> {
  return (await tx.query(receive, [tenantId, key])).length === 1;
}

const abandon = statement<{ removed: number }>(
  'arriving_files_abandon',
  `with abandoned as (
     delete from arriving_files where tenant_id = $1 and store_key = any(array(
       select store_key from arriving_files where tenant_id = $1 and at < now() - interval '1 day'
        order by at limit $2 for update skip locked))
     returning store_key
   ), forsaken as (
     insert into forsaken_files (tenant_id, store_key) select $1, store_key from abandoned
   )
   select count(*)::int as removed from abandoned`,
);

/** Contents whose row never came are forsaken a day later. @returns how many */
export async function abandonFiles(db: Queryable, tenantId: string, most: number): Promise<number> {
  return (await db.query(abandon, [tenantId, most]))[0]!.removed;
}

const forsaken = statement<{ store_key: string }>(
  'medical_report_attachments_forsaken',
  'select store_key from forsaken_files where tenant_id = $1 order by at limit 50 for update skip locked',
);

/** Contents that nothing refers to, locked for this transaction. */
export async function takeForsaken(tx: Tx, tenantId: string): Promise<string[]> {
  return (await tx.query(forsaken, [tenantId])).map(({ store_key }) => store_key);
}

const drop = statement<unknown>(
  'medical_report_attachments_drop_forsaken',
  'delete from forsaken_files where tenant_id = $1 and store_key = $2',
);

export async function dropForsaken(tx: Tx, tenantId: string, key: string): Promise<void> {
  await tx.query(drop, [tenantId, key]);
}
