import { randomBytes } from 'node:crypto';
import { ServiceError } from '../../platform/errors.ts';
import { periodically } from '../../platform/periodically.ts';
import { LEASE_SECONDS, LeaseLost } from './held-lease.ts';
import * as jobs from './jobs.queries.ts';
import { removeAbandoned } from './line-file.ts';
import { type ExportServices, runExport } from './run-export.ts';

const LOOK_EVERY_MS = 1000;
const MOST_ATTEMPTS = 10;
const DAY_SECONDS = 86_400;
const LONGEST_PAUSE_SECONDS = 600;

/**
 * Works on exports, one at a time: writes them, and removes what is over. Any number of processes do so, each export is in
 * the hands of one of them, and what a process that died had begun is taken over.
 * @returns stops it, giving back what is under way
 */
export function startExportWorker(services: ExportServices, onError: (error: Error) => void): () => Promise<void> {
  const ending = new AbortController();
  let tidied = false;
  const stop = periodically(
    LOOK_EVERY_MS,
    async () => {
      if (!tidied) {
        tidied = true;
        await removeAbandoned();
      }
      while (!ending.signal.aborted) {
        const token = randomBytes(16).toString('hex');
        const job = await jobs.claimJob(services.database, token, LEASE_SECONDS);
        if (!job) return;
        await workOn(services, job, ending.signal).catch(onError);
      }
    },
    onError,
  );
  return () => {
    ending.abort();
    return stop();
  };
}

/** Does what there is to do about an export; a failure that another try may cure has the job done again later. */
async function workOn(services: ExportServices, job: jobs.Job, ending: AbortSignal): Promise<void> {
  const db = services.database.forTenant({ tenantId: job.tenantId, timeZone: 'UTC' });
  try {
    await advance(services, job, ending);
  } catch (error) {
    if (error instanceof LeaseLost) return;
    if (ending.aborted) return jobs.releaseJob(db, job, { afterSeconds: 0, counted: false });
    const isRefusal = error instanceof ServiceError && error.status < 500;
    if (!isRefusal && job.attempts < MOST_ATTEMPTS) {
      await jobs.releaseJob(db, job, { afterSeconds: pauseAfter(job.attempts), counted: true });
    } else {
      const reason = isRefusal
        ? { code: error.code, message: error.message }
        : { code: 'internal_error', message: 'Something went wrong on our side.' };
      await jobs.finishExport(db, job, { error: reason });
    }
    if (!isRefusal) throw error;
  }
}

async function advance(services: ExportServices, job: jobs.Job, ending: AbortSignal): Promise<void> {
  const { database, files } = services;
  const db = database.forTenant({ tenantId: job.tenantId, timeZone: 'UTC' });
  const work = await jobs.readWork(db, job);
  if (!work) return;
  const removeAll = async (keys: readonly string[]) => {
    for (const key of keys) await files.remove(key);
  };
  if (work.deleted) {
    await removeAll(work.store_keys);
    // Somebody who does not know yet may be storing a file: it is looked at once more.
    if (work.settled) return jobs.forgetExport(db, job);
    return jobs.releaseJob(db, job, { afterSeconds: 3600, counted: false });
  }
  if (work.status === 'expired') return jobs.forgetExport(db, job);
  if (work.over) {
    await removeAll(work.store_keys);
    return jobs.expireExport(db, job);
  }
  if (work.status === 'failed') {
    await removeAll(work.store_keys);
    return jobs.releaseJob(db, job, { afterSeconds: DAY_SECONDS, counted: false });
  }
  await removeAll(work.unfinished_keys);
  await runExport(services, job, work, ending);
}

const pauseAfter = (attempts: number) => Math.min(5 * 2 ** (attempts - 1), LONGEST_PAUSE_SECONDS);
