import { appointmentFhir } from './appointment/appointment.resource.ts';
import { auditEventFhir } from './audit-event/audit-event.resource.ts';
import { binaryFhir } from './binary/binary.resource.ts';
import { chargeItemDefinitionFhir } from './charge-item-definition/charge-item-definition.resource.ts';
import { compositionFhir } from './composition/composition.resource.ts';
import { conditionFhir } from './condition/condition.resource.ts';
import { consentFhir } from './consent/consent.resource.ts';
import { documentReferenceFhir } from './document-reference/document-reference.resource.ts';
import { episodeOfCareFhir } from './episode-of-care/episode-of-care.resource.ts';
import { everythingOf } from './everything/everything.ts';
import { healthcareServiceFhir } from './healthcare-service/healthcare-service.resource.ts';
import { invoiceFhir } from './invoice/invoice.resource.ts';
import { locationFhir } from './location/location.resource.ts';
import { organizationFhir } from './organization/organization.resource.ts';
import { patientFhir } from './patient/patient.resource.ts';
import { practitionerFhir } from './practitioner/practitioner.resource.ts';
import { practitionerRoleFhir } from './practitioner-role/practitioner-role.resource.ts';
import { relatedPersonFhir } from './related-person/related-person.resource.ts';
import type { FhirResource } from './resource.ts';
import { scheduleFhir } from './schedule/schedule.resource.ts';
import { slotFhir } from './slot/slot.resource.ts';

/** Every resource here. Adding one means one folder and one line. */
const all: readonly FhirResource[] = [
  { ...patientFhir, operations: [everythingOf(() => fhirResources)] },
  practitionerFhir,
  practitionerRoleFhir,
  organizationFhir,
  locationFhir,
  healthcareServiceFhir,
  scheduleFhir,
  slotFhir,
  appointmentFhir,
  episodeOfCareFhir,
  conditionFhir,
  compositionFhir,
  documentReferenceFhir,
  binaryFhir,
  invoiceFhir,
  chargeItemDefinitionFhir,
  consentFhir,
  relatedPersonFhir,
  auditEventFhir,
];

export const fhirResources: ReadonlyMap<string, FhirResource> = new Map(all.map((one) => [one.type, one]));
