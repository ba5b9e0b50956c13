import { setTimeout as sleep } from 'node:timers/promises';

interface Reading<Value> {
  /** The look-up under way. */
  current: Promise<Value>;
  /** The one that starts after it, for all who asked meanwhile: they must not get a state older than their question. */
  next: Promise<Value> | undefined;
}

/** Milliseconds from the beginning of one look-up to that of the next: what a poller may wait so that many share one. */
const APART = 2;

/**
 * Makes look-ups that many share: one at a time for each key, and the first one at once.
 * @returns reads what `key` stands for, in a look-up that begins after the call
 */
export function createSharedReadings<Value>(): (key: string, read: () => Promise<Value>) => Promise<Value> {
  const readings = new Map<string, Reading<Value>>();

  function start(key: string, read: () => Promise<Value>): Promise<Value> {
    const current = read();
    const reading: Reading<Value> = { current, next: undefined };
    readings.set(key, reading);
    const end = () => {
      if (!reading.next && readings.get(key) === reading) readings.delete(key);
    };
    current.then(end, end);
    return current;
  }

  return (key, read) => {
    const reading = readings.get(key);
    if (!reading) return start(key, read);
    reading.next ??= Promise.all([sleep(APART), reading.current.catch(() => {})]).then(() => start(key, read));
    return reading.next;
  };
}
