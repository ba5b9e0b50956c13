import { type Resource, route } from '../route.ts';
import { ref } from '../schema.ts';
import { patientActionRoutes } from './patient-actions.routes.ts';
import { Patient, PatientId, PatientInput, PatientList, PatientListQuery, PatientPatch } from './patients.schema.ts';
import * as patients from './patients.service.ts';
import { mayDelete, mayRead, mayWrite, shown } from './shown.ts';

export const patientResource: Resource = {
  tag: 'Patients',
  description: 'The people whom the clinic cares for: names, contacts, fiscal codes, consents.',
  routes: [
    route({
      method: 'GET',
      path: '/patients',
      access: mayRead,
      operationId: 'Patients_List',
      summary: 'List and search patients',
      description:
        'Patients in order of their id. Poll with `updatedSince`, or with If-None-Match and the entity tag of the last answer.',
      query: PatientListQuery,
      success: { status: 200, description: 'One page of patients.', schema: ref(PatientList) },
      listOf: 'patients',
      handler: async (call) => {
        const body = await patients.listPatients(call, call.query);
        return { body, patientIds: body.items.map(({ id }) => id) };
      },
    }),
    route({
      method: 'POST',
      path: '/patients',
      access: mayWrite,
      operationId: 'Patients_Create',
      summary: 'Create a patient',
      description:
        'Stores a new patient. A doubtful fiscal code is stored and answered with `warnings`, unless the clinic is strict.',
      body: ref(PatientInput),
      success: { status: 201, description: 'The new patient.', schema: ref(Patient) },
      errors: ['duplicate_patient', 'validation_failed'],
      handler: async (call) => {
        const patient = await patients.createPatient(call, call.body);
        return { ...shown(patient), location: `/patients/${patient.id}` };
      },
    }),
    ...patientActionRoutes,
    route({
      method: 'GET',
      path: '/patients/{id}',
      access: mayRead,
      operationId: 'Patients_Get',
      summary: 'Read a patient',
      description: 'One patient. A merged one answers too, with `mergedIntoId`.',
      params: PatientId,
      success: { status: 200, description: 'The patient.', schema: ref(Patient) },
      handler: async (call) => shown(await patients.getPatient(call, call.params.id)),
    }),
    route({
      method: 'PUT',
      path: '/patients/{id}',
      access: mayWrite,
      operationId: 'Patients_Replace',
      summary: 'Replace a patient',
      description:
        'Replaces the whole patient: what is left out is removed. Send If-Match, or `version`, so as not to undo what others changed.',
      params: PatientId,
      body: ref(PatientInput),
      success: { status: 200, description: 'The patient as stored.', schema: ref(Patient) },
      errors: ['version_conflict', 'duplicate_patient', 'validation_failed'],
      handler: async (call) => shown(await patients.replacePatient(call, call.params.id, call.body)),
    }),
    route({
      method: 'PATCH',
      path: '/patients/{id}',
      access: mayWrite,
      operationId: 'Patients_Patch',
      summary: 'Change parts of a patient',
      description:
        'JSON Merge Patch (RFC 7396): only what is sent changes; `null` removes. Send If-Match, or `version`.',
      params: PatientId,
      body: ref(PatientPatch),
      success: { status: 200, description: 'The patient as stored.', schema: ref(Patient) },
      errors: ['version_conflict', 'duplicate_patient', 'validation_failed'],
      handler: async (call) => shown(await patients.patchPatient(call, call.params.id, call.body)),
    }),
    route({
      method: 'DELETE',
      path: '/patients/{id}',
      access: mayDelete,
      operationId: 'Patients_Delete',
      summary: 'Delete a patient',
      description:
        'Removes a patient for good, which one with appointments refuses. To take somebody off the daily lists, archive instead.',
      params: PatientId,
      success: { status: 204, description: 'Deleted.' },
      errors: ['version_conflict', 'validation_failed'],
      handler: async (call) => {
        await patients.deletePatient(call, call.params.id);
        return { body: undefined };
      },
    }),
  ],
};
