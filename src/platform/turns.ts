/** Runs work of one key after the other, in this process; rejects as the work does. */
export type Turns = <Result>(key: string, work: () => Promise<Result>) => Promise<Result>;

/** Whoever waits here holds nothing that others need, such as a connection to the database. */
export function createTurns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const before = last.get(key) ?? Promise.resolve();
    const turn = before.then(work, work);
    last.set(key, turn);
    try {
      return await turn;
    } finally {
      if (last.get(key) === turn) last.delete(key);
    }
  };
}
