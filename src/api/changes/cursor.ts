import { createHash } from 'node:crypto';

/** Where a poller stands: everything up to this place of the log was answered. */
export interface Cursor {
  /** A transaction id, in decimal. */
  xid: string;
  seq: number;
  /** Seconds since the epoch. */
  issuedAt: number;
  /** What it was asked for; of anything else it knows nothing. */
  resources: readonly string[];
}

const CONTENT = /^(\d{1,18}) (\d{1,15}) (\d{1,12}) ([a-z_,]+)$/;

/** Opaque to callers. The digest finds copies that were cut or are of another clinic; it keeps no secret. */
export function writeCursor(tenantId: string, { xid, seq, issuedAt, resources }: Cursor): string {
  const content = Buffer.from([xid, seq, issuedAt, resources.join()].join(' ')).toString('base64url');
  return `${content}.${digest(tenantId, content)}`;
}

/** @returns undefined for what is no cursor of this clinic */
export function readCursor(tenantId: string, text: string): Cursor | undefined {
  const [content = '', check, ...more] = text.split('.');
  if (more.length > 0 || check !== digest(tenantId, content)) return undefined;
  const [, xid, seq, issuedAt, resources] = CONTENT.exec(Buffer.from(content, 'base64url').toString()) ?? [];
  if (resources === undefined) return undefined;
  return { xid: xid!, seq: Number(seq), issuedAt: Number(issuedAt), resources: resources.split(',') };
}

/** Named `1` for the day when the content changes. */
function digest(tenantId: string, content: string): string {
  return createHash('sha256').update(`changes cursor 1\n${tenantId}\n${content}`).digest('base64url').slice(0, 16);
}
