import type { Tx } from '../../platform/database/index.ts';
import { episodeProblem } from '../episodes/open-episode.ts';
import { broken } from './placement.ts';

interface Link {
  patient_id: number | null;
  episode_id: number | null;
}

const TEXT = {
  not_found: 'does not exist',
  of_another_patient: 'is of another patient',
  closed: 'is finished or cancelled',
};

/**
 * Makes sure that an appointment may become part of its episode; what it is part of already stays.
 * @throws ServiceError validation_failed
 */
export async function requireEpisode(tx: Tx, tenantId: string, after: Link, before?: Link): Promise<void> {
  const { episode_id: episodeId, patient_id: patientId } = after;
  if (episodeId === null) return;
  if (before && before.episode_id === episodeId && before.patient_id === patientId) return;
  const problem = await episodeProblem(tx, tenantId, { episodeId, patientId });
  if (problem) throw broken('episodeId', problem, TEXT[problem]);
}
