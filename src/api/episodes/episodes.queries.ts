import {
  insertMany,
  listStatements,
  ordersBy,
  type Queryable,
  statement,
  type Tx,
} from '../../platform/database/index.ts';
import type { EpisodeStatus } from './episode-status.ts';
import type { Episode } from './episodes.schema.ts';

export interface EpisodeRow {
  id: number;
  version: number;
  patient_id: number;
  title: string;
  status: EpisodeStatus;
  status_reason: string | null;
  status_history: Episode['statusHistory'];
  starts_on: string;
  ends_on: string | null;
  responsible_practitioner_id: number | null;
  used_sessions: number;
  details: Record<string, unknown>;
  created_at: string;
  updated_at: string;
}

/** The columns that are written, in the order of the statements' parameters. */
const WRITABLE = [
  'patient_id',
  'title',
  'status',
  'status_reason',
  'starts_on',
  'ends_on',
  'responsible_practitioner_id',
  'details',
] as const;

export type EpisodeValues = Pick<EpisodeRow, (typeof WRITABLE)[number]>;

export const COLUMNS = ['id', 'version', ...WRITABLE, 'status_history', 'used_sessions', 'created_at', 'updated_at']
  .map((column) => `r.${column}`)
  .join(', ');
const parameters = (from: number) => WRITABLE.map((_, index) => `$${from + index}`).join(', ');
const valuesOf = (values: EpisodeValues) => WRITABLE.map((column) => values[column]);

export const episodeList = listStatements<EpisodeRow>({
  name: 'episodes',
  table: 'episodes',
  columns: COLUMNS,
  orders: ordersBy({ start: 'r.starts_on', updatedAt: 'r.updated_at' }),
});

const get = statement<EpisodeRow>(
  'episodes_get',
  `select ${COLUMNS} from episodes r where r.tenant_id = $1 and r.id = $2`,
);
const lock = statement<EpisodeRow>('episodes_lock', `${get.text} for update`);
const share = statement<EpisodeRow>('episodes_share', `${get.text} for share`);

export async function getEpisode(db: Queryable, tenantId: string, id: number): Promise<EpisodeRow | undefined> {
  return (await db.query(get, [tenantId, id]))[0];
}

export async function lockEpisode(tx: Tx, tenantId: string, id: number): Promise<EpisodeRow | undefined> {
  return (await tx.query(lock, [tenantId, id]))[0];
}

/** Keeps it as it is until the transaction ends; others may do so, too. */
export async function shareEpisode(tx: Tx, tenantId: string, id: number): Promise<EpisodeRow | undefined> {
  return (await tx.query(share, [tenantId, id]))[0];
}

const insert = statement<EpisodeRow>(
  'episodes_insert',
  `insert into episodes as r (tenant_id, ${WRITABLE.join(', ')}) values ($1, ${parameters(2)}) returning ${COLUMNS}`,
);

export async function insertEpisode(db: Queryable, tenantId: string, values: EpisodeValues): Promise<EpisodeRow> {
  return (await db.query(insert, [tenantId, ...valuesOf(values)]))[0]!;
}

const update = statement<EpisodeRow>(
  'episodes_update',
  `update episodes r set (${WRITABLE.join(', ')}) = row(${parameters(3)}), version = version + 1,
          updated_at = clock_timestamp()
    where r.tenant_id = $1 and r.id = $2
   returning ${COLUMNS}`,
);

export async function updateEpisode(tx: Tx, tenantId: string, id: number, values: EpisodeValues): Promise<EpisodeRow> {
  return (await tx.query(update, [tenantId, id, ...valuesOf(values)]))[0]!;
}

const remove = statement<unknown>('episodes_delete', 'delete from episodes where tenant_id = $1 and id = $2');

export async function deleteEpisode(tx: Tx, tenantId: string, id: number): Promise<void> {
  await tx.query(remove, [tenantId, id]);
}

const move = statement<unknown>(
  'episodes_move_patient',
  `update episodes set patient_id = $3, version = version + 1, updated_at = clock_timestamp()
    where tenant_id = $1 and patient_id = $2`,
);

export async function moveEpisodes(tx: Tx, tenantId: string, fromId: number, intoId: number): Promise<void> {
  await tx.query(move, [tenantId, fromId, intoId]);
}

type ImportedValues = EpisodeValues & Pick<EpisodeRow, 'status_history'>;

export const insertEpisodes = insertMany<ImportedValues>('episodes', [...WRITABLE, 'status_history']);
