import type { PractitionerRole } from '@medplum/fhirtypes';
import type { Agenda } from '../../api/agendas/agendas.schema.ts';
import type { Practitioner } from '../../api/practitioners/practitioners.schema.ts';
import { identityOf, listed } from '../datatypes.ts';
import { availableTimes } from '../opening-hours.ts';
import { CLINIC } from '../organization/clinic.ts';

/** What somebody does in one place: an agenda that is a person's. */
export function toPractitionerRole(agenda: Agenda, practitioner: Practitioner | undefined): PractitionerRole {
  const { practitionerId, locationId, active, treatmentIds, openingHours } = agenda;
  return {
    ...identityOf('PractitionerRole', agenda),
    active,
    practitioner: {
      reference: `Practitioner/${practitionerId}`,
      ...(practitioner && { display: `${practitioner.firstName} ${practitioner.lastName}` }),
    },
    organization: { reference: `Organization/${CLINIC}` },
    ...listed(
      'specialty',
      (practitioner?.specialties ?? []).map((text) => ({ text })),
    ),
    location: [{ reference: `Location/${locationId}` }],
    ...listed(
      'healthcareService',
      treatmentIds.map((id) => ({ reference: `HealthcareService/${id}` })),
    ),
    ...listed('availableTime', availableTimes(openingHours)),
  };
}
