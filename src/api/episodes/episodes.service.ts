import { given, type Tx, violatedReference } from '../../platform/database/index.ts';
import { expansionOf } from '../expansion.ts';
import { exportOf } from '../export-pages.ts';
import { mergePatch } from '../merge-patch.ts';
import { namesIn } from '../names.ts';
import { found, readPage } from '../pages.ts';
import { type Call, requireVersion } from '../route.ts';
import { searchOf } from '../search.ts';
import { versionsOf } from '../versions/versions.ts';
import { type EpisodeStatus, STATUSES } from './episode-status.ts';
import { describedBy, toEpisode } from './episodes.mapper.ts';
import * as queries from './episodes.queries.ts';
import { broken, orMissing, requireRules } from './episodes.rules.ts';
import { type Episode, EpisodeInput, type EpisodeListQuery, READ_ONLY } from './episodes.schema.ts';
import { DIAGNOSIS_FIELDS, diagnosisList, EPISODE_FIELDS } from './search-fields.queries.ts';
import { mayRead } from './shown.ts';

export type EpisodeCall = Pick<Call, 'access' | 'tenant' | 'db' | 'ifMatch' | 'now' | 'accept'>;

/** @throws ServiceError not_found */
export async function getEpisode({ db, tenant }: Pick<Call, 'db' | 'tenant'>, id: number): Promise<Episode> {
  return toEpisode(found(await queries.getEpisode(db, tenant.id, id), 'episode'));
}

export const episodeExpansion = expansionOf({
  resource: 'episodes',
  access: mayRead,
  list: queries.episodeList,
  toItem: toEpisode,
});

export const episodeExport = exportOf(queries.episodeList, toEpisode);

export const episodeSearch = searchOf({ list: queries.episodeList, fields: EPISODE_FIELDS, toItem: toEpisode });

export const episodeVersions = versionsOf({ resource: 'episodes', columns: queries.COLUMNS, toItem: toEpisode });

/** Finds diagnoses by what is looked for; the episodes tell what they are. */
export const diagnosisSearch = searchOf({
  list: diagnosisList,
  fields: DIAGNOSIS_FIELDS,
  toItem: ({ id }: { id: number }) => ({ id }),
});

export async function listEpisodes({ db, tenant }: Pick<Call, 'db' | 'tenant'>, query: EpisodeListQuery) {
  const column = (name: string, id: number | undefined) => given(id, (value) => `r.${name} = ${value}::bigint`);
  const filter = [
    ...column('patient_id', query.patientId),
    ...column('responsible_practitioner_id', query.practitionerId),
    ...given(namesIn('status', query.status, STATUSES), (statuses) => `r.status = any (${statuses}::text[])`),
  ];
  return readPage(db, tenant.id, queries.episodeList, query, filter, toEpisode);
}

/** @throws ServiceError validation_failed */
export async function createEpisode(call: EpisodeCall, input: EpisodeInput): Promise<Episode> {
  requireRules(input, call.now());
  const values = { ...describedBy(input), status: input.status ?? 'planned', status_reason: null };
  return toEpisode(await queries.insertEpisode(call.db, call.tenant.id, values).catch(orMissing));
}

/** Replaces the whole: what is left out is removed. @throws ServiceError version_conflict, validation_failed */
export function replaceEpisode(call: EpisodeCall, id: number, input: EpisodeInput): Promise<Episode> {
  return changeEpisode(call, id, () => input);
}

/** Applies a JSON Merge Patch (RFC 7396) to what is stored, and accepts the whole as if it had been sent. */
export function patchEpisode(call: EpisodeCall, id: number, patch: Record<string, unknown>): Promise<Episode> {
  return changeEpisode(call, id, (current) => {
    const changes = Object.fromEntries(Object.entries(patch).filter(([name]) => !READ_ONLY.includes(name as never)));
    const { version: _, ...whole } = current;
    return call.accept(EpisodeInput, mergePatch(whole, changes));
  });
}

/** Replaces an episode by what is made of it. @throws ServiceError version_conflict, validation_failed */
export async function changeEpisode(
  call: EpisodeCall,
  id: number,
  inputFor: (current: Episode) => EpisodeInput,
): Promise<Episode> {
  const { db, tenant } = call;
  return db
    .transaction(async (tx) => {
      const row = found(await queries.lockEpisode(tx, tenant.id, id), 'episode');
      const input = inputFor(toEpisode(row));
      requireVersion(call.ifMatch, row.version, input.version);
      requireRules(input, call.now(), row);
      const { status, status_reason } = row;
      return toEpisode(
        await queries.updateEpisode(tx, tenant.id, id, { ...describedBy(input), status, status_reason }),
      );
    })
    .catch(orMissing);
}

/** @throws ServiceError version_conflict, or validation_failed for an episode that something belongs to */
export async function deleteEpisode(call: EpisodeCall, id: number): Promise<void> {
  const { db, tenant } = call;
  await db.transaction(async (tx) => {
    const row = found(await queries.lockEpisode(tx, tenant.id, id), 'episode');
    requireVersion(call.ifMatch, row.version);
    await queries.deleteEpisode(tx, tenant.id, id).catch((error) => {
      if (!violatedReference(error)) throw error;
      throw broken('id', 'in_use', 'has appointments or documents and cannot be deleted; cancel it instead', error);
    });
  });
}

interface ImportedEpisode extends EpisodeInput {
  status: EpisodeStatus;
  statusHistory: Episode['statusHistory'];
}

/** Stores episodes as given, past ones too, for seeding and imports. @returns their ids in order */
export function importEpisodes(tx: Tx, tenantId: string, episodes: readonly ImportedEpisode[]): Promise<number[]> {
  const rows = episodes.map((episode) => ({
    ...describedBy(episode),
    status: episode.status,
    status_reason: null,
    status_history: episode.statusHistory,
  }));
  return queries.insertEpisodes(tx, tenantId, rows);
}
