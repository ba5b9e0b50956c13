import type { TSchema } from 'typebox';
import type { ErrorCode } from '../../platform/errors.ts';
import { AppointmentList } from '../appointments/appointments.schema.ts';
import { listAppointments } from '../appointments/appointments.service.ts';
import { patientsOf } from '../appointments/shown.ts';
import { InvoiceList } from '../invoices/invoices.schema.ts';
import { listInvoices } from '../invoices/invoices.service.ts';
import { MedicalReportList } from '../medical-reports/medical-reports.schema.ts';
import { listMedicalReports } from '../medical-reports/medical-reports.service.ts';
import { mayRead as mayReadReports, shownPage } from '../medical-reports/shown.ts';
import { patientExpansion } from '../patients/patients.service.ts';
import { practitionerExpansion } from '../practitioners/practitioners.service.ts';
import { idOf } from '../resource.schema.ts';
import { type Call, type Resource, type Route, route } from '../route.ts';
import { ref } from '../schema.ts';
import * as actions from './episode-actions.service.ts';
import {
  Episode,
  EpisodeCancel,
  EpisodeFinish,
  EpisodeInput,
  EpisodeList,
  EpisodeListQuery,
  EpisodePartQuery,
  EpisodePatch,
} from './episodes.schema.ts';
import * as episodes from './episodes.service.ts';
import { mayDelete, mayRead, mayWrite, shown } from './shown.ts';

interface Action {
  verb: string;
  operation: string;
  summary: string;
  description: string;
  body?: TSchema;
  errors?: readonly ErrorCode[];
  take(call: Call, id: number): Promise<Episode>;
}

/** `POST /episodes/{id}/{verb}`: one step of the transition table, answered with the whole episode. */
function action({ verb, operation, take, errors = [], ...rest }: Action): Route {
  return route({
    method: 'POST',
    path: `/episodes/{id}/${verb}`,
    access: mayWrite,
    operationId: `Episodes_${operation}`,
    params: idOf('episode'),
    success: { status: 200, description: 'The episode as it is now.', schema: ref(Episode) },
    errors: ['version_conflict', 'invalid_transition', ...errors],
    handler: async (call) => shown(await take(call as Call, call.params.id)),
    ...rest,
  });
}

const expand = { patient: patientExpansion, responsiblePractitioner: practitionerExpansion };

export const episodeResource: Resource = {
  tag: 'Episodes',
  description: 'What patients are treated for, with diagnoses, referral and the sessions that a payer agreed to.',
  routes: [
    route({
      method: 'GET',
      path: '/episodes',
      access: mayRead,
      operationId: 'Episodes_List',
      summary: 'List episodes',
      description:
        'Episodes in order of their id, or of their start. Poll with `updatedSince`, or with If-None-Match and the entity tag of the last answer.',
      query: EpisodeListQuery,
      expand,
      success: { status: 200, description: 'One page of episodes.', schema: ref(EpisodeList) },
      listOf: 'episodes',
      handler: async (call) => {
        const body = await episodes.listEpisodes(call, call.query);
        return { body, patientIds: [...new Set(body.items.map(({ patientId }) => patientId))] };
      },
    }),
    route({
      method: 'POST',
      path: '/episodes',
      access: mayWrite,
      operationId: 'Episodes_Create',
      summary: 'Begin an episode',
      description: 'Stores a new episode of a patient: `planned`, unless `waitlist` or `active` is asked for.',
      body: ref(EpisodeInput),
      success: { status: 201, description: 'The new episode.', schema: ref(Episode) },
      errors: ['validation_failed'],
      handler: async (call) => {
        const episode = await episodes.createEpisode(call, call.body);
        return { ...shown(episode), location: `/episodes/${episode.id}` };
      },
    }),
    route({
      method: 'GET',
      path: '/episodes/{id}',
      access: mayRead,
      operationId: 'Episodes_Get',
      summary: 'Read an episode',
      description: 'One episode by its id.',
      params: idOf('episode'),
      expand,
      success: { status: 200, description: 'The episode.', schema: ref(Episode) },
      handler: async (call) => shown(await episodes.getEpisode(call, call.params.id)),
    }),
    route({
      method: 'PUT',
      path: '/episodes/{id}',
      access: mayWrite,
      operationId: 'Episodes_Replace',
      summary: 'Replace an episode',
      description:
        'Replaces the whole: what is left out is removed. The patient stays, and the status changes by actions alone.',
      params: idOf('episode'),
      body: ref(EpisodeInput),
      success: { status: 200, description: 'The episode as stored.', schema: ref(Episode) },
      errors: ['version_conflict', 'validation_failed'],
      handler: async (call) => shown(await episodes.replaceEpisode(call, call.params.id, call.body)),
    }),
    route({
      method: 'PATCH',
      path: '/episodes/{id}',
      access: mayWrite,
      operationId: 'Episodes_Patch',
      summary: 'Change parts of an episode',
      description:
        'JSON Merge Patch (RFC 7396): only what is sent changes; `null` removes. Send If-Match, or `version`.',
      params: idOf('episode'),
      body: ref(EpisodePatch),
      success: { status: 200, description: 'The episode as stored.', schema: ref(Episode) },
      errors: ['version_conflict', 'validation_failed'],
      handler: async (call) => shown(await episodes.patchEpisode(call, call.params.id, call.body)),
    }),
    route({
      method: 'DELETE',
      path: '/episodes/{id}',
      access: mayDelete,
      operationId: 'Episodes_Delete',
      summary: 'Delete an episode',
      description: 'For what was entered by mistake. An episode that something belongs to refuses; cancel it instead.',
      params: idOf('episode'),
      success: { status: 204, description: 'Deleted.' },
      errors: ['version_conflict', 'validation_failed'],
      handler: async (call) => {
        await episodes.deleteEpisode(call, call.params.id);
        return { body: undefined };
      },
    }),
    action({
      verb: 'activate',
      operation: 'Activate',
      summary: 'Begin or take up an episode',
      description: 'From `planned`, `waitlist`, `on_hold` or `finished` to `active`; a last day is removed.',
      take: actions.activateEpisode,
    }),
    action({
      verb: 'hold',
      operation: 'Hold',
      summary: 'Interrupt an episode',
      description: 'From `active` to `on_hold`.',
      take: actions.holdEpisode,
    }),
    action({
      verb: 'finish',
      operation: 'Finish',
      summary: 'Finish an episode',
      description:
        'From `active` or `on_hold` to `finished`. While appointments of it are to come it is refused, unless `force` is sent.',
      body: ref(EpisodeFinish),
      errors: ['validation_failed'],
      take: (call, id) => actions.finishEpisode(call, id, call.body as EpisodeFinish),
    }),
    action({
      verb: 'cancel',
      operation: 'Cancel',
      summary: 'Cancel an episode',
      description:
        'For good, from any status but `finished`. While appointments of it are to come it is refused, unless `force` is sent.',
      body: ref(EpisodeCancel),
      errors: ['validation_failed'],
      take: (call, id) => actions.cancelEpisode(call, id, call.body as EpisodeCancel),
    }),
    route({
      method: 'GET',
      path: '/episodes/{id}/appointments',
      // Whoever may see appointments sees these; that they belong to an episode is told by `episodeId` anyway.
      access: { scope: 'giponext.agenda', permission: 'appointments.read' },
      operationId: 'Episodes_Appointments',
      summary: 'List the appointments of an episode',
      description: 'In order of their id.',
      params: idOf('episode'),
      query: EpisodePartQuery,
      success: { status: 200, description: 'One page of appointments.', schema: ref(AppointmentList) },
      listOf: 'appointments',
      handler: async (call) => {
        await episodes.getEpisode(call, call.params.id);
        const body = await listAppointments(call, { ...call.query, episodeId: call.params.id });
        return { body, patientIds: [...new Set(body.items.flatMap(patientsOf))] };
      },
    }),
    route({
      method: 'GET',
      path: '/episodes/{id}/invoices',
      access: { scope: 'giponext.invoices', permission: 'invoices.read' },
      operationId: 'Episodes_Invoices',
      summary: 'List the invoices of an episode',
      description: 'Invoices and credit notes in order of their id.',
      params: idOf('episode'),
      query: EpisodePartQuery,
      success: { status: 200, description: 'One page of invoices.', schema: ref(InvoiceList) },
      listOf: 'invoices',
      handler: async (call) => {
        await episodes.getEpisode(call, call.params.id);
        const body = await listInvoices(call, { ...call.query, episodeId: call.params.id });
        return { body, patientIds: [...new Set(body.items.flatMap(patientsOf))] };
      },
    }),
    route({
      method: 'GET',
      path: '/episodes/{id}/medical-reports',
      access: mayReadReports,
      operationId: 'Episodes_MedicalReports',
      summary: 'List the medical reports of an episode',
      description:
        'In order of their id, but for those entered in error. What is obscured for the caller is not there.',
      params: idOf('episode'),
      query: EpisodePartQuery,
      success: { status: 200, description: 'One page of medical reports.', schema: ref(MedicalReportList) },
      handler: async (call) => {
        await episodes.getEpisode(call, call.params.id);
        return shownPage(await listMedicalReports(call, { ...call.query, episodeId: call.params.id }));
      },
    }),
  ],
};
