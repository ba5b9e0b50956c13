import { DatabaseSync } from 'node:sqlite';
import type { CursorStore, Patient } from '@corsia/client';

/** The copy: patients as the API answers them, and how far the feed was followed, in one SQLite file. */
export interface Mirror {
  /** Kept beside the patients, so that both are of one moment. */
  cursor: CursorStore;
  /** 0 of a patient who is not here. */
  versionOf(id: number): number;
  put(patient: Patient): void;
  remove(id: number): void;
  /** Removes who became one with another, and remembers with whom. */
  merge(id: number, intoId: number): void;
  /** Replaces all patients at once, or nothing if it is cut off. @returns how many there are */
  replaceAll(patients: AsyncIterable<Patient>, cursor: string): Promise<number>;
  /** All patients in order of their id. */
  all(): Patient[];
  /** Who somebody is now, who was merged into another. */
  mergedInto(id: number): number | undefined;
  close(): void;
}

const SCHEMA = `
  create table if not exists patients (id integer primary key, version integer not null, body text not null) strict;
  create table if not exists merged (id integer primary key, into_id integer not null) strict;
  create table if not exists feed (only_one integer primary key check (only_one = 1), cursor text not null) strict;`;

export function openMirror(path: string): Mirror {
  const database = new DatabaseSync(path);
  // Readers go on while this writes, and what was written survives a power cut.
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 5000;');
  database.exec(SCHEMA);
  const readCursor = database.prepare('select cursor from feed');
  const writeCursor = database.prepare('insert or replace into feed values (1, ?)');
  const readVersion = database.prepare('select version from patients where id = ?');
  const putPatient = database.prepare('insert or replace into patients values (?, ?, ?)');
  const removePatient = database.prepare('delete from patients where id = ?');
  const putMerged = database.prepare('insert or replace into merged values (?, ?)');
  const readMerged = database.prepare('select into_id from merged where id = ?');
  const readAll = database.prepare('select body from patients order by id');

  const put = (patient: Patient) => putPatient.run(patient.id, patient.version, JSON.stringify(patient));
  return {
    cursor: {
      read: async () => readCursor.get()?.cursor as string | undefined,
      write: async (cursor) => {
        if (cursor === undefined) database.exec('delete from feed');
        else writeCursor.run(cursor);
      },
    },
    versionOf: (id) => (readVersion.get(id)?.version as number | undefined) ?? 0,
    put,
    remove: (id) => removePatient.run(id),
    merge(id, intoId) {
      putMerged.run(id, intoId);
      removePatient.run(id);
    },
    async replaceAll(patients, cursor) {
      database.exec('begin immediate');
      try {
        database.exec('delete from patients');
        let count = 0;
        for await (const patient of patients) {
          put(patient);
          count++;
        }
        writeCursor.run(cursor);
        database.exec('commit');
        return count;
      } catch (error) {
        database.exec('rollback');
        throw error;
      }
    },
    all: () => readAll.all().map(({ body }) => JSON.parse(body as string) as Patient),
    mergedInto: (id) => readMerged.get(id)?.into_id as number | undefined,
    close: () => database.close(),
  };
}
