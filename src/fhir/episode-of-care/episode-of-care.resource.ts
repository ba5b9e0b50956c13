import * as actions from '../../api/episodes/episode-actions.service.ts';
import { type Episode, EpisodeInput } from '../../api/episodes/episodes.schema.ts';
import {
  changeEpisode,
  createEpisode,
  deleteEpisode,
  episodeSearch,
  episodeVersions,
  getEpisode,
} from '../../api/episodes/episodes.service.ts';
import { ServiceError } from '../../platform/errors.ts';
import type { FhirCall } from '../call.ts';
import { byNumber, requireNumber, versionsByNumber } from '../ids.ts';
import { each, fhirResource } from '../resource.ts';
import { readEpisodeOfCare, type SentEpisode } from './episode-of-care.input.ts';
import { toEpisodeOfCare } from './episode-of-care.mapper.ts';
import { EPISODE_PARAMETERS } from './episode-of-care.search.ts';

export const episodeOfCareFhir = fhirResource({
  type: 'EpisodeOfCare',
  name: 'episodes',
  documentation: 'What patients are treated for, over several appointments.',
  permissions: {
    read: 'episodes.read',
    create: 'episodes.write',
    update: 'episodes.write',
    delete: 'episodes.delete',
  },
  read: byNumber('EpisodeOfCare', getEpisode),
  present: each(toEpisodeOfCare),
  patientsOf: ({ patientId }: Episode) => [patientId],
  versions: versionsByNumber(episodeVersions),
  search: { source: episodeSearch, parameters: EPISODE_PARAMETERS, sort: { date: 'start' } },
  create: (call, body) => {
    const { input, status, end } = readEpisodeOfCare(body);
    return createEpisode(call, call.accept(EpisodeInput, { ...input, status, ...(end !== undefined && { end }) }));
  },
  update: (call, id, body) => update(call, requireNumber('EpisodeOfCare', id), body),
  remove: (call, id) => deleteEpisode(call, requireNumber('EpisodeOfCare', id)),
  summary: ['identifier', 'status', 'type', 'diagnosis', 'patient', 'period', 'careManager'],
  mandatory: ['status', 'patient'],
  expressions: {
    patientId: 'EpisodeOfCare.patient',
    title: 'EpisodeOfCare.type[0].text',
    start: 'EpisodeOfCare.period.start',
    end: 'EpisodeOfCare.period.end',
    status: 'EpisodeOfCare.status',
    responsiblePractitionerId: 'EpisodeOfCare.careManager',
    diagnoses: 'EpisodeOfCare.diagnosis',
    externalIds: 'EpisodeOfCare.identifier',
    referral: 'EpisodeOfCare.extension',
    payerCode: 'EpisodeOfCare.extension',
    authorisedSessions: 'EpisodeOfCare.extension',
    notes: 'EpisodeOfCare.extension',
    appointments: 'EpisodeOfCare',
  },
});

/** Takes the step that leads to the status that is asked for, if it is another one, and replaces the rest: both, or neither. */
function update(call: FhirCall, id: number, body: unknown): Promise<Episode> {
  return call.db.transaction(async (tx) => {
    const before = await getEpisode({ ...call, db: tx }, id);
    const { status, end } = readEpisodeOfCare(body, before);
    const stepped = status !== before.status;
    if (stepped) await step({ ...call, db: tx }, before, status, end);
    const after = { ...call, db: tx, ...(stepped && { ifMatch: undefined }) };
    return changeEpisode(after, id, (current) => {
      const { input } = readEpisodeOfCare(body, stepped ? before : current);
      // Who finishes an episode without telling its last day means today.
      const last = end ?? (stepped ? current.end : undefined);
      return call.accept(EpisodeInput, { ...input, ...(last !== undefined && { end: last }) });
    });
  });
}

/** @throws ServiceError invalid_transition, version_conflict, validation_failed */
function step(call: FhirCall, { id, status: from }: Episode, to: SentEpisode['status'], end?: string) {
  if (to === 'active') return actions.activateEpisode(call, id);
  if (to === 'on_hold') return actions.holdEpisode(call, id);
  if (to === 'finished') return actions.finishEpisode(call, id, end === undefined ? {} : { end });
  if (to === 'cancelled') return actions.cancelEpisode(call, id, {});
  throw new ServiceError('invalid_transition', `An episode that is ${from} cannot become ${to}.`, {
    extra: { from, to },
  });
}
