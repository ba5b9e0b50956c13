import { type Queryable, statement, type Tx } from '../../platform/database/index.ts';

export type DocumentKind = 'pdf' | 'fatturapa';

const insert = statement<unknown>(
  'invoice_documents_insert',
  `insert into invoice_documents (tenant_id, invoice_id, kind, content, sha256) values ($1, $2, $3, $4::bytea, sha256($4::bytea))`,
);
const get = statement<{ content: Buffer; sha256: Buffer }>(
  'invoice_documents_get',
  'select content, sha256 from invoice_documents where tenant_id = $1 and invoice_id = $2 and kind = $3',
);

export async function keepDocument(
  tx: Tx,
  tenantId: string,
  invoiceId: number,
  kind: DocumentKind,
  content: Buffer,
): Promise<void> {
  await tx.query(insert, [tenantId, invoiceId, kind, content]);
}

export async function getDocument(
  db: Queryable,
  tenantId: string,
  invoiceId: number,
  kind: DocumentKind,
): Promise<{ content: Buffer; sha256: Buffer } | undefined> {
  return (await db.query(get, [tenantId, invoiceId, kind]))[0];
}
