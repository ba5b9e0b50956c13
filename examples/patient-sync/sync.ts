import { ApiError, type Change, type Corsia, CursorExpiredError } from '@corsia/client';
import type { Mirror } from './mirror.ts';

export interface SyncOptions {
  /** How often to ask for news, in milliseconds; when left out, it ends once there are none. */
  pollEvery?: number;
  signal?: AbortSignal;
  /** Told what happens. */
  log?(line: string): void;
}

const RESOURCE = 'patients';

/**
 * Makes the mirror what the clinic has, and keeps it so. It may be killed at any moment: the next run goes on where this
 * one was.
 * @throws SignInNeededError, ConnectionError; the reason of the signal
 */
export async function sync(corsia: Corsia, mirror: Mirror, options: SyncOptions = {}): Promise<void> {
  const { log = () => {}, ...polling } = options;
  for (;;) {
    try {
      if ((await mirror.cursor.read()) === undefined) await copyAll(corsia, mirror, log);
      for await (const change of corsia.follow({ cursor: mirror.cursor, resources: [RESOURCE], ...polling })) {
        await apply(corsia, mirror, change);
        log(`${change.op} ${change.id}`);
      }
      return;
    } catch (error) {
      if (!(error instanceof CursorExpiredError)) throw error;
      // The cursor is at the beginning again. Until the new copy is there, the old one stays.
      log('the mirror is too old to be brought up to date');
    }
  }
}

/** The cursor is older than the copy: what changes meanwhile is told again, and nothing falls between. */
async function copyAll(corsia: Corsia, mirror: Mirror, log: (line: string) => void): Promise<void> {
  log('copying all patients');
  const { nextCursor } = await corsia.changes.list({ query: { cursor: 'now', resources: RESOURCE } });
  const count = await mirror.replaceAll(corsia.copyOf(RESOURCE), nextCursor);
  log(`copied ${count} patients`);
}

/** The feed names what changed; what it is now has to be read. Doing so twice does no harm. */
async function apply(corsia: Corsia, mirror: Mirror, { id, op, version }: Change): Promise<void> {
  if (op === 'deleted') return mirror.remove(id);
  // Told again after a crash, or part of the copy.
  if (mirror.versionOf(id) >= version) return;
  const patient = await readPatient(corsia, id);
  // It was deleted meanwhile, which the feed will tell, too.
  if (!patient) return mirror.remove(id);
  if (patient.mergedIntoId !== undefined) return mirror.merge(id, patient.mergedIntoId);
  mirror.put(patient);
}

async function readPatient(corsia: Corsia, id: number) {
  try {
    return await corsia.patients.get({ path: { id } });
  } catch (error) {
    if (error instanceof ApiError && error.code === 'not_found') return undefined;
    throw error;
  }
}
