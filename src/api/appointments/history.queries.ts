import { type Queryable, statement } from '../../platform/database/index.ts';
import type { AppointmentStatus } from './status.ts';

export interface HistoryRow {
  version: number;
  at: string;
  user_id: string | null;
  client_id: string | null;
  action: string;
  status: AppointmentStatus;
  starts_at: string;
  ends_at: string;
  agenda_id: number;
  patient_id: number | null;
}

const read = statement<HistoryRow>(
  'appointments_history',
  `select version, at, user_id, client_id, action, status, starts_at, ends_at, agenda_id, patient_id
     from appointment_history where tenant_id = $1 and appointment_id = $2 order by version`,
);

export function readHistory(db: Queryable, tenantId: string, id: number): Promise<HistoryRow[]> {
  return db.query(read, [tenantId, id]);
}
