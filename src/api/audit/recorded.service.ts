import { withoutNull } from '../pages.ts';
import { searchOf } from '../search.ts';
import { RECORDED_FIELDS, type RecordedRow, recordedList } from './recorded.queries.ts';

/** Something that somebody saw, changed, or was refused. */
export interface RecordedEvent {
  id: number;
  version: 1;
  at: string;
  userId?: string;
  userName?: string;
  clientId?: string;
  clientName?: string;
  action: string;
  /** `success`, `replayed`, or the error code of the refusal. */
  outcome: string;
  patientIds: number[];
  documentId?: number;
  address?: string;
  requestId?: string;
}

export const recordedSearch = searchOf({ list: recordedList, fields: RECORDED_FIELDS, toItem: toEvent });

function toEvent(row: RecordedRow): RecordedEvent {
  return withoutNull({
    id: row.id,
    version: 1 as const,
    at: row.at,
    userId: row.user_id,
    userName: row.user_name,
    clientId: row.client_id,
    clientName: row.client_name,
    action: row.action,
    outcome: row.outcome,
    patientIds: row.patient_ids ?? [],
    documentId: row.document_id,
    address: row.address,
    requestId: row.request_id,
  }) as RecordedEvent;
}
