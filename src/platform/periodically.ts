/**
 * Runs `work` again and again, one run after the other, `milliseconds` apart; a run that fails is reported and the next one
 * comes all the same. Keeps no process alive.
 * @returns stops it, and waits for the run under way
 */
export function periodically(
  milliseconds: number,
  work: () => Promise<unknown>,
  onError: (error: Error) => void,
): () => Promise<void> {
  let stopped = false;
  let running: Promise<unknown> = Promise.resolve();
  let timer = setTimeout(run, milliseconds).unref();

  function run(): void {
    running = work()
      .catch(onError)
      .then(() => {
        if (!stopped) timer = setTimeout(run, milliseconds).unref();
      });
  }

  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
}
