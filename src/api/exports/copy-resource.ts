import type { Tx } from '../../platform/database/index.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { Exportable } from './exportable.ts';

/** How many items are in memory at once. */
const PAGE = 500;

type Event = Parameters<AuditLog['record']>[0];
type Shown = ReturnType<Exportable['shows']>;

export interface Copying {
  tenantId: string;
  what: Exportable;
  updatedSince?: string | undefined;
  /** Who gets the copy, for the audit. */
  actor: Omit<Event, 'tenantId' | 'outcome' | 'patientIds' | 'documentId'>;
}

/**
 * Copies a resource page by page, as the transaction sees it. Whose data a page shows is audited before it is handed on.
 * @param onPage gets some items at a time, in order of their id
 */
export async function copyResource(
  tx: Tx,
  audit: AuditLog,
  { tenantId, what, updatedSince, actor }: Copying,
  onPage: (items: readonly { id: number }[]) => Promise<void>,
): Promise<void> {
  const { source, shows } = what;
  for (let afterId = 0; ; ) {
    const items = await source.page(tx, tenantId, { afterId, limit: PAGE, updatedSince });
    const last = items.at(-1);
    if (!last) return;
    await recordShown(audit, { ...actor, tenantId, outcome: 'success' }, items.map(shows));
    await onPage(items);
    if (items.length < PAGE) return;
    afterId = last.id;
  }
}

/** One event for the patients of a page, and one for each document, as any of these may be obscured later. */
async function recordShown(audit: AuditLog, event: Omit<Event, 'patientIds'>, shown: readonly Shown[]): Promise<void> {
  const patientIds = new Set<number>();
  const patientOfDocument = new Map<number, number>();
  for (const { patientId, documentId } of shown) {
    if (patientId === undefined) continue;
    if (documentId === undefined) patientIds.add(patientId);
    else patientOfDocument.set(documentId, patientId);
  }
  const events: Event[] = [...patientOfDocument].map(([documentId, patientId]) => ({
    ...event,
    documentId,
    patientIds: [patientId],
  }));
  if (patientIds.size > 0) events.push({ ...event, patientIds: [...patientIds] });
  await Promise.all(events.map((one) => audit.record(one)));
}
