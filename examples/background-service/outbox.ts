import { appendFileSync, readFileSync } from 'node:fs';
import type { Reminder } from './reminders.ts';

/** Where reminders go. Here that is a file of one JSON object a line; in production your sender of messages. */
export interface Outbox {
  /** Once for each appointment and time, however often the service is started. @returns false if it was there already */
  add(reminder: Reminder): boolean;
}

export function openOutbox(path: string): Outbox {
  const known = new Set(readLines(path).map(keyOf));
  return {
    add(reminder) {
      if (known.has(keyOf(reminder))) return false;
      appendFileSync(path, `${JSON.stringify(reminder)}\n`, { mode: 0o600, flush: true });
      known.add(keyOf(reminder));
      return true;
    },
  };
}

const keyOf = ({ appointmentId, start }: Reminder) => `${appointmentId} ${start}`;

/** A last line that was cut off counts as not written. */
function readLines(path: string): Reminder[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
  const lines = text.split('\n');
  if (lines.pop() !== '') appendFileSync(path, '\n');
  return lines.filter((line) => line.endsWith('}')).map((line) => JSON.parse(line) as Reminder);
}
