import type { Appointment as FhirAppointment } from '@medplum/fhirtypes';
import { locationAsked } from '../location/location-id.ts';
import { identifierParameter } from '../search/common.ts';
import { dateParameter, referenceParameter, type SearchParameter, tokenParameter } from '../search/parameters.ts';
import { statusesOf } from './appointment-status.ts';

type Found = (appointment: FhirAppointment) => { reference?: string }[];

const actors =
  (...types: string[]): Found =>
  ({ participant }) =>
    participant.flatMap(({ actor }) =>
      types.some((type) => actor?.reference?.startsWith(`${type}/`)) ? [actor!] : [],
    );

/** What FHIR has no element for. */
const extended =
  (type: string): Found =>
  ({ extension = [] }) =>
    extension.flatMap(({ valueReference }) =>
      valueReference?.reference?.startsWith(`${type}/`) ? [valueReference] : [],
    );

/** Buildings and rooms are both Locations. */
const location = locationAsked('locationId', 'roomId');

export const APPOINTMENT_PARAMETERS: Record<string, SearchParameter> = {
  patient: referenceParameter<FhirAppointment>('Whose it is.', { Patient: 'patientId' }, actors('Patient')),
  practitioner: referenceParameter<FhirAppointment>(
    'With whom.',
    { Practitioner: 'practitionerId' },
    actors('Practitioner'),
  ),
  location: referenceParameter<FhirAppointment>(
    'Where: a building, or a room.',
    { Location: location },
    actors('Location'),
  ),
  actor: referenceParameter<FhirAppointment>(
    'Who or where.',
    { Patient: 'patientId', Practitioner: 'practitionerId', Location: location },
    actors('Patient', 'Practitioner', 'Location'),
  ),
  schedule: referenceParameter<FhirAppointment>('The agenda.', { Schedule: 'agendaId' }, extended('Schedule')),
  episode: referenceParameter<FhirAppointment>(
    'The episode that it is part of.',
    { EpisodeOfCare: 'episodeId' },
    extended('EpisodeOfCare'),
  ),
  date: dateParameter('start', 'instant', 'When it begins.'),
  status: tokenParameter('The status, as FHIR has it.', ({ code }) => {
    const values = statusesOf(code);
    return values.length === 0 ? [] : [{ field: 'status', op: 'in', values }];
  }),
  identifier: identifierParameter(),
};
