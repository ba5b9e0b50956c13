import { numberOf } from '../ids.ts';

const MINUTE_MS = 60_000;
/** Minutes from 1970 to the year 9999; a length is much less. */
const LATEST = Date.UTC(9999, 0) / MINUTE_MS;
const LONGEST = 100_000;

/** A time in an agenda, which its id tells: nothing of it is stored. */
export interface SlotTime {
  agendaId: number;
  treatmentId: number | undefined;
  /** Milliseconds since the epoch. */
  at: number;
  minutes: number;
}

/** Such as `4-29393850-30`, and `4-29393850-30-7` for a treatment: agenda, start in minutes, length, treatment. */
export function slotId({ agendaId, treatmentId, at, minutes }: SlotTime): string {
  return [agendaId, at / MINUTE_MS, minutes, ...(treatmentId === undefined ? [] : [treatmentId])].join('-');
}

export function parseSlotId(id: string): SlotTime | undefined {
  const [agendaId, start, minutes, treatmentId, ...more] = id.split('-').map(numberOf);
  const parts = id.split('-').length;
  if (agendaId === undefined || start === undefined || minutes === undefined || more.length > 0) return undefined;
  if (parts === 4 && treatmentId === undefined) return undefined;
  if (start > LATEST || minutes > LONGEST) return undefined;
  return { agendaId, treatmentId, at: start * MINUTE_MS, minutes };
}
