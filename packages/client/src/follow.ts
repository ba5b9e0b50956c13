import { CursorExpiredError } from './errors.ts';
import type { Change, ChangeList } from './generated/types.gen.ts';
import type { Sleep } from './waiting.ts';

/** Where the feed is kept track of. `undefined` begins from the beginning. */
export interface CursorStore {
  read(): Promise<string | undefined>;
  write(cursor: string | undefined): Promise<void>;
}

/** Begins at `cursor`, and forgets how far it came when the program ends. */
export function memoryCursor(cursor?: string): CursorStore {
  let kept = cursor;
  return {
    read: async () => kept,
    write: async (next) => {
      kept = next;
    },
  };
}

export interface FollowOptions {
  cursor: CursorStore;
  /** Such as `['patients', 'appointments']`; all that may be read when left out. */
  resources?: readonly string[];
  /** Ask again after so many milliseconds when there is nothing more; when left out, it ends there. */
  pollEvery?: number;
  signal?: AbortSignal;
}

const PAGE = 200;

interface FeedRequest {
  query: { cursor?: string; resources?: string; limit: number };
  signal?: AbortSignal;
}

/**
 * Every change from the cursor on. The cursor moves on once the changes before it were worked off, so that a program
 * that is killed is told the last ones again, and misses none.
 * @throws CursorExpiredError after the cursor was reset: read everything anew, and follow again
 */
export async function* follow(
  readChanges: (request: FeedRequest) => Promise<ChangeList>,
  sleep: Sleep,
  { cursor, resources, pollEvery, signal }: FollowOptions,
): AsyncGenerator<Change, void, undefined> {
  let at = await cursor.read();
  for (;;) {
    signal?.throwIfAborted();
    const page = await readChanges({
      query: { limit: PAGE, ...(at && { cursor: at }), ...(resources && { resources: resources.join(',') }) },
      ...(signal && { signal }),
    }).catch(async (error) => {
      if (error instanceof CursorExpiredError) await cursor.write(undefined);
      throw error;
    });
    yield* page.items;
    if (page.nextCursor !== at) await cursor.write(page.nextCursor);
    at = page.nextCursor;
    if (page.hasMore) continue;
    if (pollEvery === undefined) return;
    await sleep(pollEvery, signal);
  }
}
