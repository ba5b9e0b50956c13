import { listStatements } from '../../platform/database/index.ts';
import type { SearchField } from '../search.ts';
import { idField, instantField, textField } from '../search-fields.ts';

export interface RecordedRow {
  id: number;
  at: string;
  user_id: string | null;
  user_name: string | null;
  client_id: string | null;
  client_name: string | null;
  action: string;
  outcome: string;
  patient_ids: number[] | null;
  document_id: number | null;
  address: string | null;
  request_id: string | null;
}

/** What was seen and changed, the newest first. What is about an obscured document is there for its author alone: policies see to that. */
export const recordedList = listStatements<RecordedRow>({
  name: 'audit_recorded',
  table: 'audit_events',
  key: ['at', 'id'],
  columns: `r.id, r.at, r.user_id, r.client_id, r.action, r.outcome, r.patient_ids, r.document_id, r.address, r.request_id,
    (select u.name from users u where u.id = r.user_id and u.tenant_id = r.tenant_id) as user_name,
    (select c.name from clients c where c.id = r.client_id) as client_name`,
  orders: { '': 'r.at desc, r.id desc', at: 'r.at, r.id', '-at': 'r.at desc, r.id desc' },
});

const patients: SearchField = (comparison, parameter) => {
  if (comparison.op === 'missing') return `coalesce(cardinality(r.patient_ids), 0) = 0`;
  if (comparison.op !== 'in') throw new Error(`patients are not looked at with ${comparison.op}`);
  return `r.patient_ids && ${parameter(comparison.values)}::bigint[]`;
};

/** What the audit can be searched by. */
export const RECORDED_FIELDS = {
  id: idField('r.id'),
  at: instantField('r.at'),
  patientId: patients,
  documentId: idField('r.document_id'),
  userId: textField('r.user_id'),
  clientId: textField('r.client_id'),
  action: textField('r.action'),
  outcome: textField('r.outcome'),
  requestId: textField('r.request_id'),
} satisfies Record<string, SearchField>;
