import { type Interval, isFree } from './intervals.ts';

/** Rooms or machines of which `count` are needed at once. */
export interface Requirement {
  anyOfIds: readonly number[];
  count: number;
}

/** When each room or machine is taken, merged. */
export type TakenRooms = ReadonlyMap<number, readonly Interval[]>;

/**
 * Chooses what is free from `start` to `end` so that every requirement has its own; those listed first are preferred.
 * @returns the ids in ascending order, or undefined when there is no such choice
 */
export function chooseRooms(
  requirements: readonly Requirement[],
  taken: TakenRooms,
  start: number,
  end: number,
): number[] | undefined {
  const places = requirements.flatMap(({ anyOfIds, count }) => Array<readonly number[]>(count).fill(anyOfIds));
  const chosen = new Set<number>();
  const fill = (at: number): boolean => {
    if (at === places.length) return true;
    for (const id of places[at]!) {
      if (chosen.has(id) || !isFree(taken.get(id) ?? [], start, end)) continue;
      chosen.add(id);
      if (fill(at + 1)) return true;
      chosen.delete(id);
    }
    return false;
  };
  return fill(0) ? [...chosen].sort((a, b) => a - b) : undefined;
}
