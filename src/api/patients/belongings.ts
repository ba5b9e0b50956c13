import type { Tx } from '../../platform/database/index.ts';
import { moveAppointments } from '../appointments/patient-move.ts';
import { moveEpisodes } from '../episodes/patient-move.ts';
import { moveInvoices } from '../invoices/patient-move.ts';
import { moveMedicalReports } from '../medical-reports/patient-move.ts';
import { moveEntitlements } from '../price-lists/patient-move.ts';

/** What of a resource belongs to a patient, and how it becomes another's when they are merged. */
interface Belonging {
  table: string;
  move(tx: Tx, tenantId: string, fromId: number, intoId: number): Promise<void>;
}

/**
 * Every table that refers to patients, in the order in which the rows move; a resource with patients of its own adds a line.
 * A test holds the list against the database. Search keys and the history of consents are each record's own, and stay.
 */
export const BELONGINGS: readonly Belonging[] = [
  { table: 'appointments', move: moveAppointments },
  { table: 'invoices', move: moveInvoices },
  { table: 'episodes', move: moveEpisodes },
  { table: 'medical_reports', move: moveMedicalReports },
  { table: 'patient_price_lists', move: moveEntitlements },
];
