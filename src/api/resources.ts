import { agendaResource } from './agendas/agendas.routes.ts';
import { appointmentResource } from './appointments/appointments.routes.ts';
import { availabilityResource } from './availabilities/availabilities.routes.ts';
import { changesOf } from './changes/changes.routes.ts';
import { episodeResource } from './episodes/episodes.routes.ts';
import { exportsOf } from './exports/exports.routes.ts';
import { invoiceResource } from './invoices/invoices.routes.ts';
import { issuerResource } from './issuers/issuers.routes.ts';
import { locationResource } from './locations/locations.routes.ts';
import { medicalReportResource } from './medical-reports/medical-reports.routes.ts';
import { patientResource } from './patients/patients.routes.ts';
import { practitionerResource } from './practitioners/practitioners.routes.ts';
import { priceListResource, priceResource } from './price-lists/price-lists.routes.ts';
import { roomResource } from './rooms/rooms.routes.ts';
import type { Resource } from './route.ts';
import { sandboxResource } from './sandbox-reset/sandbox-reset.routes.ts';
import { treatmentResource } from './treatments/treatments.routes.ts';
import { userInfo } from './userinfo/userinfo.routes.ts';

const readable: readonly Resource[] = [
  userInfo,
  patientResource,
  locationResource,
  roomResource,
  practitionerResource,
  agendaResource,
  availabilityResource,
  appointmentResource,
  episodeResource,
  medicalReportResource,
  treatmentResource,
  priceListResource,
  priceResource,
  issuerResource,
  invoiceResource,
];

/** Every resource of `/v2`. Adding one means one folder and one line above. */
export const resources: readonly Resource[] = [...readable, changesOf(readable), exportsOf(readable), sandboxResource];
