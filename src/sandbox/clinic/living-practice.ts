import { MORE_TREATMENTS } from './more-treatments.ts';
import type { Practice } from './practice.ts';
import { SANDBOX_PRACTICE } from './sandbox-practice.ts';

/** Poliambulatorio Corsia with all that it offers. */
export const LIVING_PRACTICE: Practice = {
  ...SANDBOX_PRACTICE,
  agendas: SANDBOX_PRACTICE.agendas.map((agenda) =>
    agenda.name === 'Punto prelievi' ? { ...agenda, treatments: [...(agenda.treatments ?? []), 'LAB-TAM'] } : agenda,
  ),
  treatments: [...SANDBOX_PRACTICE.treatments, ...MORE_TREATMENTS],
};
