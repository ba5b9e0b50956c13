import { ServiceError } from '../../platform/errors.ts';
import { requireVersion } from '../route.ts';
import { BELONGINGS } from './belongings.ts';
import * as merging from './merge.queries.ts';
import { toPatient, toValues } from './patients.mapper.ts';
import { lockPatient, type PatientRow, updatePatient } from './patients.queries.ts';
import { type Patient, type PatientInput, READ_ONLY } from './patients.schema.ts';
import { searchKeysOf } from './patients.search.ts';
import { noSuchPatient, type PatientCall } from './patients.service.ts';

type MergeCall = Pick<PatientCall, 'db' | 'tenant' | 'ifMatch'>;

/** As the schema allows. */
const MOST_EXTERNAL_IDS = 20;
const MOST_CONSENTS = 50;

/**
 * Makes two records of one person one: everything of `id` becomes that of `intoId`, and `id` leads there from then on. Both
 * are locked in one order, so of two merges of the same people at once one finds the other done.
 * @returns the patient that was merged, with `mergedIntoId`
 * @throws ServiceError not_found, version_conflict, or validation_failed when either was merged before
 */
export function mergePatients(call: MergeCall, id: number, intoId: number): Promise<Patient> {
  const { db, tenant } = call;
  return db.transaction(async (tx) => {
    const rows = await merging.lockPatients(tx, tenant.id, id, intoId);
    const loser = rows.find((row) => row.id === id);
    const winner = rows.find((row) => row.id === intoId);
    if (!loser) throw noSuchPatient();
    requireVersion(call.ifMatch, loser.version);
    if (id === intoId) throw notMergeable('same_patient', 'is the patient itself');
    if (!winner) throw notMergeable('not_found', 'does not exist');
    requireLiving(loser);
    if (winner.merged_into_id !== null) throw notMergeable('merged', `was merged into ${winner.merged_into_id}`);
    for (const { move } of BELONGINGS) await move(tx, tenant.id, id, intoId);
    const merged = await merging.mergePatient(tx, tenant.id, id, intoId);
    const { patient, status } = complete(winner, loser);
    await updatePatient(tx, tenant.id, intoId, toValues(patient, status), searchKeysOf(patient));
    return toPatient(merged);
  });
}

/**
 * What the one who stays lacks is taken from the other; what both have stays as it is. Consents and ids of integrators add
 * up, and the opposition of either counts.
 */
function complete(winner: PatientRow, loser: PatientRow): { patient: PatientInput; status: string } {
  const { fiscalCode, fiscalCodeType, ...theirs } = toInput(loser);
  const ours = toInput(winner);
  const taken = ours.fiscalCode === undefined && fiscalCode !== undefined && { fiscalCode, fiscalCodeType };
  const patient = {
    ...theirs,
    ...ours,
    ...taken,
    tsOpposition: Boolean(ours.tsOpposition || theirs.tsOpposition),
    externalIds: together(ours.externalIds, theirs.externalIds, MOST_EXTERNAL_IDS),
    consents: together(ours.consents, theirs.consents, MOST_CONSENTS),
  };
  return { patient, status: (taken ? loser : winner).fiscal_code_status };
}

/** Without repetitions; the first ones stay when there are too many. */
function together<Item>(ours: readonly Item[] = [], theirs: readonly Item[] = [], most: number): Item[] {
  const different = new Map([...ours, ...theirs].map((item) => [JSON.stringify(item), item]));
  return [...different.values()].slice(0, most);
}

/** What a caller may write of a stored patient. */
function toInput(row: PatientRow): PatientInput {
  const { version: _, ...patient } = toPatient(row);
  return Object.fromEntries(
    Object.entries(patient).filter(([name]) => !READ_ONLY.includes(name as never)),
  ) as unknown as PatientInput;
}

/** Takes somebody off the daily lists, or back; nothing happens where it is so already. */
export function setArchived(call: MergeCall, id: number, archived: boolean): Promise<Patient> {
  const { db, tenant } = call;
  return db.transaction(async (tx) => {
    const row = await lockPatient(tx, tenant.id, id);
    if (!row) throw noSuchPatient();
    requireVersion(call.ifMatch, row.version);
    requireLiving(row);
    if ((row.archived_at !== null) === archived) return toPatient(row);
    return toPatient(await merging.setArchived(tx, tenant.id, id, archived));
  });
}

/** @throws ServiceError validation_failed for a patient that was merged */
function requireLiving({ merged_into_id }: PatientRow): void {
  if (merged_into_id === null) return;
  throw new ServiceError('validation_failed', `This patient was merged into ${merged_into_id} and cannot change.`);
}

function notMergeable(code: string, message: string): ServiceError {
  return new ServiceError('validation_failed', `The patients cannot be merged: intoId ${message}.`, {
    details: [{ field: 'intoId', code, message }],
  });
}
