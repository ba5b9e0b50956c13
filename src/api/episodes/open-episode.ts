import type { Tx } from '../../platform/database/index.ts';
import { keepPatient } from '../patients/living-patient.ts';
import { isOpen } from './episode-status.ts';
import { shareEpisode } from './episodes.queries.ts';

/**
 * Whether something new may belong to an episode: it exists, is the patient's and is open. It stays so until the transaction
 * ends, as nobody can finish it meanwhile.
 * @returns what is wrong with it, else undefined
 */
export async function episodeProblem(
  tx: Tx,
  tenantId: string,
  { episodeId, patientId }: { episodeId: number; patientId: number | null | undefined },
): Promise<'not_found' | 'of_another_patient' | 'closed' | undefined> {
  if (typeof patientId === 'number') await keepPatient(tx, tenantId, patientId);
  const episode = await shareEpisode(tx, tenantId, episodeId);
  if (!episode) return 'not_found';
  if (episode.patient_id !== patientId) return 'of_another_patient';
  return isOpen(episode.status) ? undefined : 'closed';
}
