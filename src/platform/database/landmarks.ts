/** A row of a list, and how many rows stand before the next one. */
interface Landmark {
  position: number;
  id: number;
}

/** What is known of one list: a table within a tenant, under the same conditions with the same values, in one order. */
interface Known {
  /** Of the table, as it was when all of these rows stood where they are said to stand. */
  state: string;
  /** By position, ascending. */
  landmarks: Landmark[];
  filling: Promise<void> | undefined;
}

/** Rows between two landmarks: what is skipped to reach a page. */
export const SPACING = 1_000;
const MOST_LISTS = 100;

/**
 * Where some rows of long lists stand, so that a page that lies deep is found without counting up to it. All of it holds for
 * one state of the table: whoever uses it makes the database compare that with the present one, in the statement that reads
 * the page.
 */
export function createLandmarks() {
  const lists = new Map<string, Known>();

  function remember(list: string, known: Known): Known {
    lists.delete(list);
    lists.set(list, known);
    if (lists.size > MOST_LISTS) lists.delete(lists.keys().next().value!);
    return known;
  }

  function of(list: string, state: string): Known {
    const known = lists.get(list);
    return remember(list, known?.state === state ? known : { state, landmarks: [], filling: undefined });
  }

  return {
    /** The last landmark at or before an offset, with the state that it belongs to. */
    before(list: string, offset: number): (Landmark & { state: string }) | undefined {
      const known = lists.get(list);
      if (!known) return undefined;
      remember(list, known);
      const next = firstBehind(known.landmarks, offset);
      return { ...(known.landmarks[next - 1] ?? { position: 0, id: 0 }), state: known.state };
    },
    /** Adds what was seen in this state, which forgets what was seen in another. */
    add(list: string, state: string, seen: readonly Landmark[]): void {
      const { landmarks } = of(list, state);
      for (const landmark of seen) {
        const next = firstBehind(landmarks, landmark.position);
        if (landmark.position - (landmarks[next - 1]?.position ?? 0) < SPACING) continue;
        landmarks.splice(next, 0, landmark);
      }
    },
    /** Looks for more, once for all who ask meanwhile. */
    async fill(list: string, look: () => Promise<void>): Promise<void> {
      const known = lists.get(list);
      if (!known) return look();
      known.filling ??= look().finally(() => {
        known.filling = undefined;
      });
      return known.filling;
    },
  };
}

/** Index of the first landmark whose position is greater. */
function firstBehind(landmarks: readonly Landmark[], position: number): number {
  let low = 0;
  let high = landmarks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (landmarks[middle]!.position <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}
