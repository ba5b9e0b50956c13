import type { Access } from '../access/access.ts';
import { agendaExport } from '../agendas/agendas.service.ts';
import { appointmentExport } from '../appointments/appointments.service.ts';
import { episodeExport } from '../episodes/episodes.service.ts';
import type { ExportSource } from '../export-pages.ts';
import { invoiceExport } from '../invoices/invoices.service.ts';
import { issuerExport } from '../issuers/issuers.service.ts';
import { locationExport } from '../locations/locations.service.ts';
import { medicalReportExport } from '../medical-reports/medical-reports.service.ts';
import { patientExport } from '../patients/patients.service.ts';
import { practitionerExport } from '../practitioners/practitioners.service.ts';
import { priceListExport, priceListItemExport } from '../price-lists/price-lists.service.ts';
import { roomExport } from '../rooms/rooms.service.ts';
import { treatmentExport } from '../treatments/treatments.service.ts';

type Item = { id: number };

/** Whose data an item shows, for the audit; a document is named, as it may be obscured later. */
interface Shown {
  patientId?: number | undefined;
  documentId?: number;
}

export interface Exportable {
  source: Pick<ExportSource<Item>, 'page'>;
  shows(item: Item): Shown;
  /** What stands in a line, when that is not the item itself. */
  line?(item: Item): object;
}

/** What other surfaces have exported in their own form, by names that hold a colon, such as `fhir:Patient`. */
export type FurtherExports = ReadonlyMap<
  string,
  {
    /** @throws ServiceError insufficient_scope or insufficient_permission */
    admit(access: Access): void;
    /** A reading of its own for each file. */
    of(access: Access): Exportable;
  }
>;

export const isFurther = (name: string) => name.includes(':');

interface Counted extends Exportable {
  source: ExportSource<Item>;
}

function exporting<One extends Item>(source: ExportSource<One>, shows: (item: One) => Shown): Counted {
  return { source, shows: shows as Exportable['shows'] };
}

const nobody = () => ({});
const itsPatient = ({ patientId }: { patientId?: number }) => ({ patientId });

/** What can be exported, by the names of the changes feed. Another resource is another line. */
export const exportable: Readonly<Record<string, Counted>> = {
  agendas: exporting(agendaExport, nobody),
  appointments: exporting(appointmentExport, itsPatient),
  episodes: exporting(episodeExport, itsPatient),
  invoices: exporting(invoiceExport, itsPatient),
  issuers: exporting(issuerExport, nobody),
  locations: exporting(locationExport, nobody),
  medical_reports: exporting(medicalReportExport, ({ documentId, patientId }) => ({ documentId, patientId })),
  patients: exporting(patientExport, ({ id }) => ({ patientId: id })),
  practitioners: exporting(practitionerExport, nobody),
  price_list_items: exporting(priceListItemExport, nobody),
  price_lists: exporting(priceListExport, nobody),
  rooms: exporting(roomExport, nobody),
  treatments: exporting(treatmentExport, nobody),
};
