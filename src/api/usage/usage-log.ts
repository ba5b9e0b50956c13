import { createHash } from 'node:crypto';
import type { Database } from '../../platform/database/index.ts';
import { type HourCount, type LoggedRequest, type SeenPerson, storingUsage } from './usage.queries.ts';

const HOUR_MS = 3_600_000;
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

  function count(key: string, part: HourCount): void {
    const sum = counts.get(key);
    if (!sum) {
      counts.set(key, { ...part });
      return;
    }
    sum.requests += part.requests;
    sum.errors += part.errors;
    sum.throttled += part.throttled;
  }

  function notePerson(clientId: string, userId: string, day: string): void {
    const key = `${day} ${clientId} ${userId}`;
    if (known.has(key)) return;
    if (known.size >= MOST_PEOPLE) known.clear();
    known.add(key);
    people.push({ clientId, day, person: createHash('sha256').update(key).digest().subarray(0, 16) });
  }

  return {
    note({ clientId, userId, method, route, status, requestId, duration, at }) {
      const time = new Date(at).toISOString();
      const hour = new Date(at - (at % HOUR_MS)).toISOString();
      count(`${hour} ${clientId}`, {
        clientId,
        hour,
        requests: 1,
        errors: Number(status >= 400 && status !== 429),
        throttled: Number(status === 429),
      });
      notePerson(clientId, userId, time.slice(0, 10));
      if (requests.length >= MOST_REQUESTS) return;
      requests.push({ at: time, clientId, method, route, status, requestId, duration });
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
        for (const [key, part] of storing.counts) count(key, part);
        requests = [...storing.requests, ...requests].slice(0, MOST_REQUESTS);
        people = [...storing.people, ...people];
        throw error;
      }
    },
  };
}
