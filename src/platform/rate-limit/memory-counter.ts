import { judge, type Verdict } from './sliding-window.ts';

interface Entry {
  window: number;
  current: number;
  previous: number;
}

const MOST_ENTRIES = 100_000;

/** Counts in this process. */
export function createMemoryCounter(windowSeconds: number, now: () => number = Date.now) {
  const entries = new Map<string, Entry>();
  const windowMilliseconds = windowSeconds * 1000;

  return (key: string, limit: number, count: boolean): Verdict => {
    const position = now() / windowMilliseconds;
    const window = Math.floor(position);
    let entry = entries.get(key);
    if (!entry) {
      entry = { window, current: 0, previous: 0 };
      if (count) {
        if (entries.size >= MOST_ENTRIES) entries.delete(entries.keys().next().value!);
        entries.set(key, entry);
      }
    }
    if (entry.window !== window) {
      entry.previous = entry.window === window - 1 ? entry.current : 0;
      entry.current = 0;
      entry.window = window;
    }
    const verdict = judge({ limit, windowSeconds }, entry.previous, entry.current, position - window);
    if (verdict.allowed && count) entry.current++;
    return verdict;
  };
}
