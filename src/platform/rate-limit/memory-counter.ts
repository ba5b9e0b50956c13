import { type Allowance, judge, type Verdict } from './sliding-window.ts';

interface Entry {
  window: number;
  current: number;
  previous: number;
}

const MOST_ENTRIES = 100_000;

/** Counts in this process. */
export function createMemoryCounter(allowance: Allowance, now: () => number = Date.now) {
  const entries = new Map<string, Entry>();
  const windowMilliseconds = allowance.windowSeconds * 1000;

  return (key: string): Verdict => {
    const position = now() / windowMilliseconds;
    const window = Math.floor(position);
    let entry = entries.get(key);
    if (!entry) {
      if (entries.size >= MOST_ENTRIES) entries.delete(entries.keys().next().value!);
      entry = { window, current: 0, previous: 0 };
      entries.set(key, entry);
    }
    if (entry.window !== window) {
      entry.previous = entry.window === window - 1 ? entry.current : 0;
      entry.current = 0;
      entry.window = window;
    }
    const verdict = judge(allowance, entry.previous, entry.current, position - window);
    if (verdict.allowed) entry.current++;
    return verdict;
  };
}
