import { type Route, route } from '../route.ts';
import { ref } from '../schema.ts';
import { getConsents, replaceConsents } from './consents.service.ts';
import { matchPatients } from './match.service.ts';
import { mergePatients, setArchived } from './merge.service.ts';
import {
  PatientConsents,
  PatientConsentsInput,
  PatientMatch,
  PatientMatches,
  PatientMerge,
} from './patient-requests.schema.ts';
import { Patient, PatientId } from './patients.schema.ts';
import { mayRead, mayWrite, shown } from './shown.ts';

const archiving = (archived: boolean): Route =>
  route({
    method: 'POST',
    path: `/patients/{id}/${archived ? 'archive' : 'unarchive'}`,
    access: mayWrite,
    operationId: `Patients_${archived ? 'Archive' : 'Unarchive'}`,
    summary: archived ? 'Take a patient off the daily lists' : 'Put a patient back on the daily lists',
    description: archived
      ? 'Nothing is deleted; lists leave the patient out with `archived=false`. Whoever is archived stays so.'
      : 'What `archive` did is undone. Whoever is not archived stays so.',
    params: PatientId,
    success: { status: 200, description: 'The patient.', schema: ref(Patient) },
    errors: ['version_conflict', 'validation_failed'],
    handler: async (call) => shown(await setArchived(call, call.params.id, archived)),
  });

/** What can be done with a patient beside reading and writing the record. */
export const patientActionRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/patients/match',
    access: mayRead,
    operationId: 'Patients_Match',
    summary: 'Find out whether somebody is known',
    description:
      'Weighs what is known of a person against the records, slips of the pen included, and says what speaks for and against each. Ask before creating a patient.',
    body: ref(PatientMatch),
    success: { status: 200, description: 'Who it may be.', schema: ref(PatientMatches) },
    errors: ['validation_failed'],
    handler: async (call) => {
      const body = await matchPatients(call, call.body);
      return { body, patientIds: body.items.map(({ patient }) => patient.id) };
    },
  }),
  archiving(true),
  archiving(false),
  route({
    method: 'POST',
    path: '/patients/{id}/merge',
    access: mayWrite,
    operationId: 'Patients_Merge',
    summary: 'Make two records of one person one',
    description:
      'Everything of this patient becomes that of `intoId`, who also takes what was only known here, the fiscal code included. This one stays readable, tells `mergedIntoId`, and cannot change any more; the changes feed says `merged`.',
    params: PatientId,
    body: ref(PatientMerge),
    success: { status: 200, description: 'The patient that was merged, with `mergedIntoId`.', schema: ref(Patient) },
    errors: ['version_conflict', 'validation_failed'],
    handler: async (call) => {
      const patient = await mergePatients(call, call.params.id, call.body.intoId);
      return { ...shown(patient), patientIds: [patient.id, call.body.intoId] };
    },
  }),
  route({
    method: 'GET',
    path: '/patients/{id}/consents',
    access: mayRead,
    operationId: 'Patients_GetConsents',
    summary: 'Read the consents of a patient',
    description: 'What the record holds, what of it counts, and everything that was ever recorded.',
    params: PatientId,
    success: { status: 200, description: 'The consents.', schema: ref(PatientConsents) },
    handler: async (call) => answered(await getConsents(call, call.params.id), call.params.id),
  }),
  route({
    method: 'PUT',
    path: '/patients/{id}/consents',
    access: mayWrite,
    operationId: 'Patients_ReplaceConsents',
    summary: 'Record consents of a patient',
    description:
      'Replaces what the record holds; what it held stays in the history. Record a revocation as an entry of its own.',
    params: PatientId,
    body: ref(PatientConsentsInput),
    success: { status: 200, description: 'The consents as stored.', schema: ref(PatientConsents) },
    errors: ['version_conflict', 'validation_failed'],
    handler: async (call) => answered(await replaceConsents(call, call.params.id, call.body), call.params.id),
  }),
];

function answered(body: PatientConsents, id: number) {
  return { body, etag: `"${body.version}"`, patientIds: [id] };
}
