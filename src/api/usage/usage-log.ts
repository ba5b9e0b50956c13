import { createHash } from 'node:crypto';
import type { Database } from '../../platform/database/index.ts';
import { type HourCount, type LoggedRequest, type SeenPerson, storingUsage } from './usage.queries.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Of one flush: what is beyond is counted, but not listed. */
const MOST_REQUESTS = 5000;
/** Known to be stored already; beyond, they are stored again, which changes nothing. */
const MOST_PEOPLE = 100_000;

interface SeenRequest {
  clientId: string;
  userId: string;
  method: string;
  /** The template of the path. */
  route: string;
  status: number;
  requestId: string;
  /** Milliseconds. */
  duration: number;
  /** Milliseconds since the epoch. */
  at: number;
}

export interface UsageLog {
  /** Counts a request in memory: nobody waits for it. */
  note(seen: SeenRequest): void;
  /** Stores what was counted, in one round trip. What cannot be stored is kept for the next time. */
  flush(): Promise<void>;
}

/** Counts requests of applications. A process that is killed loses what it saw since its last flush: these are statistics. */
export function createUsageLog(db: Pick<Database, 'batch'>): UsageLog {
  let counts = new Map<string, HourCount>();
  let requests: LoggedRequest[] = [];
  let people: SeenPerson[] = [];
  const known = new Set<string>();

  /** The sum of an application's hour; its text is only made once. */
  function sumOf(clientId: string, at: number): HourCount {
    const hour = Math.floor(at / HOUR_MS);
    const key = `${hour} ${clientId}`;
    let sum = counts.get(key);
    if (!sum) {
      sum = { clientId, hour: new Date(hour * HOUR_MS).toISOString(), requests: 0, errors: 0, throttled: 0 };
      counts.set(key, sum);
    }
    return sum;
  }

  function notePerson(clientId: string, userId: string, at: number): void {
    const key = `${Math.floor(at / DAY_MS)} ${clientId} ${userId}`;
    if (known.has(key)) return;
    if (known.size >= MOST_PEOPLE) known.clear();
    known.add(key);
    const day = new Date(at).toISOString().slice(0, 10);
    people.push({ clientId, day, person: createHash('sha256').update(key).digest().subarray(0, 16) });
  }

  return {
    note({ clientId, userId, method, route, status, requestId, duration, at }) {
      const sum = sumOf(clientId, at);
      sum.requests++;
      if (status === 429) sum.throttled++;
      else if (status >= 400) sum.errors++;
      notePerson(clientId, userId, at);
      if (requests.length >= MOST_REQUESTS) return;
      requests.push({ at: new Date(at).toISOString(), clientId, method, route, status, requestId, duration });
    },
    async flush() {
      if (counts.size === 0) return;
      const storing = { counts, requests, people };
      counts = new Map();
      requests = [];
      people = [];
      try {
        await db.batch(storingUsage([...storing.counts.values()], storing.people, storing.requests));
      } catch (error) {
        for (const part of storing.counts.values()) {
          const sum = sumOf(part.clientId, Date.parse(part.hour));
          sum.requests += part.requests;
          sum.errors += part.errors;
          sum.throttled += part.throttled;
        }
        requests = [...storing.requests, ...requests].slice(0, MOST_REQUESTS);
        people = [...storing.people, ...people];
        throw error;
      }
    },
  };
}
