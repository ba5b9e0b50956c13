import { appointmentExpansion } from '../appointments/appointments.service.ts';
import { episodeExpansion } from '../episodes/episodes.service.ts';
import { patientExpansion } from '../patients/patients.service.ts';
import { practitionerExpansion } from '../practitioners/practitioners.service.ts';
import { idOf } from '../resource.schema.ts';
import { type Resource, route } from '../route.ts';
import { ref } from '../schema.ts';
import { reportActionRoutes } from './medical-report-action.routes.ts';
import { reportFileRoutes } from './medical-report-file.routes.ts';
import { MedicalReportInput, MedicalReportPatch } from './medical-report-requests.schema.ts';
import { MedicalReport, MedicalReportList, MedicalReportListQuery } from './medical-reports.schema.ts';
import * as reports from './medical-reports.service.ts';
import { mayRead, mayWrite, shown, shownPage } from './shown.ts';

const id = idOf('medical report');

const expand = {
  patient: patientExpansion,
  author: practitionerExpansion,
  appointment: appointmentExpansion,
  episode: episodeExpansion,
};

export const medicalReportResource: Resource = {
  tag: 'MedicalReports',
  description:
    'What practitioners state about patients: drafts, signed reports that never change, their addenda and replacements.',
  routes: [
    route({
      method: 'GET',
      path: '/medical-reports',
      access: mayRead,
      operationId: 'MedicalReports_List',
      summary: 'List medical reports',
      description:
        'Reports in order of their id; those entered in error only when asked for. Poll with `updatedSince`, or with If-None-Match and the entity tag of the last answer.',
      query: MedicalReportListQuery,
      expand,
      success: { status: 200, description: 'One page of medical reports.', schema: ref(MedicalReportList) },
      handler: async (call) => {
        return shownPage(await reports.listMedicalReports(call, call.query));
      },
    }),
    route({
      method: 'POST',
      path: '/medical-reports',
      access: mayWrite,
      operationId: 'MedicalReports_Create',
      summary: 'Begin a medical report',
      description: 'Stores a draft of the calling practitioner, who is its author.',
      body: ref(MedicalReportInput),
      success: { status: 201, description: 'The new draft.', schema: ref(MedicalReport) },
      errors: ['not_author', 'validation_failed'],
      handler: async (call) => {
        const report = await reports.createMedicalReport(call, call.body);
        return { ...shown(report), location: `/medical-reports/${report.id}` };
      },
    }),
    route({
      method: 'GET',
      path: '/medical-reports/{id}',
      access: mayRead,
      operationId: 'MedicalReports_Get',
      summary: 'Read a medical report',
      description: 'One report. One that is obscured does not exist for anybody but its author.',
      params: id,
      expand,
      success: { status: 200, description: 'The medical report.', schema: ref(MedicalReport) },
      handler: async (call) => shown(await reports.getMedicalReport(call, call.params.id)),
    }),
    route({
      method: 'PUT',
      path: '/medical-reports/{id}',
      access: mayWrite,
      operationId: 'MedicalReports_Replace',
      summary: 'Replace a draft',
      description: 'Replaces the whole draft: what is left out is removed. Send If-Match, or `version`.',
      params: id,
      body: ref(MedicalReportInput),
      success: { status: 200, description: 'The draft as stored.', schema: ref(MedicalReport) },
      errors: ['version_conflict', 'report_signed', 'validation_failed'],
      handler: async (call) => shown(await reports.replaceMedicalReport(call, call.params.id, call.body)),
    }),
    route({
      method: 'PATCH',
      path: '/medical-reports/{id}',
      access: mayWrite,
      operationId: 'MedicalReports_Patch',
      summary: 'Change parts of a draft',
      description:
        'JSON Merge Patch (RFC 7396): only what is sent changes; `null` removes. Send If-Match, or `version`.',
      params: id,
      body: ref(MedicalReportPatch),
      success: { status: 200, description: 'The draft as stored.', schema: ref(MedicalReport) },
      errors: ['version_conflict', 'report_signed', 'validation_failed'],
      handler: async (call) => shown(await reports.patchMedicalReport(call, call.params.id, call.body)),
    }),
    route({
      method: 'DELETE',
      path: '/medical-reports/{id}',
      access: mayWrite,
      operationId: 'MedicalReports_Delete',
      summary: 'Delete a draft',
      description: 'For the author alone. A signed report stays; `/entered-in-error` takes it back.',
      params: id,
      success: { status: 204, description: 'Deleted.' },
      errors: ['not_author', 'version_conflict', 'report_signed'],
      handler: async (call) => {
        await reports.deleteMedicalReport(call, call.params.id);
        return { body: undefined };
      },
    }),
    ...reportActionRoutes,
    ...reportFileRoutes,
  ],
};
