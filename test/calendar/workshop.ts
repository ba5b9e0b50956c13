import { Temporal } from 'temporal-polyfill';
import type { AgendaInput } from '../../src/api/agendas/agendas.schema.ts';
import { importAgendas } from '../../src/api/agendas/agendas.service.ts';
import type { LocationInput } from '../../src/api/locations/locations.schema.ts';
import { importLocations } from '../../src/api/locations/locations.service.ts';
import { importPractitioners } from '../../src/api/practitioners/practitioners.service.ts';
import { importRooms } from '../../src/api/rooms/rooms.service.ts';
import type { TreatmentInput } from '../../src/api/treatments/treatments.schema.ts';
import { importTreatments } from '../../src/api/treatments/treatments.service.ts';
import type { Tx } from '../../src/platform/database/index.ts';
import { type Clinic, startClinic } from './clinic.ts';

/** A clinic whose clock the test sets, with makers for what the test needs beside the sandbox's own. */
export interface Workshop extends Clinic {
  setClock(instant: string): void;
  location(fields?: Partial<LocationInput>): Promise<number>;
  room(locationId: number, kind?: 'room' | 'machine'): Promise<number>;
  practitioner(): Promise<number>;
  treatment(fields?: Partial<TreatmentInput>): Promise<number>;
  /** Open every day from 09:00 to 12:00 unless said otherwise. */
  agenda(fields: Partial<AgendaInput> & Pick<AgendaInput, 'locationId'>): Promise<number>;
  patient(): Promise<number>;
}

export const everyDay = (start: string, end: string) =>
  [1, 2, 3, 4, 5, 6, 7].map((dayOfWeek) => ({ dayOfWeek, start, end }));

let made = 0;

/** @param now the clock of the API at the beginning */
export async function startWorkshop(now: string): Promise<Workshop> {
  let instant = Temporal.Instant.from(now);
  const clinic = await startClinic({ clock: () => instant });
  const db = clinic.platform.database.forTenant({ tenantId: 'sandbox-clinic', timeZone: 'Europe/Rome' });
  const store = async <Input>(
    importAll: (tx: Tx, tenantId: string, inputs: Input[]) => Promise<number[]>,
    input: Input,
  ): Promise<number> => (await db.transaction((tx) => importAll(tx, 'sandbox-clinic', [input])))[0]!;
  const name = () => {
    made += 1;
    return `Prova ${made}`;
  };
  return {
    ...clinic,
    setClock(text) {
      instant = Temporal.Instant.from(text);
    },
    location: (fields = {}) =>
      store<LocationInput>(importLocations, {
        name: name(),
        timeZone: 'Europe/Rome',
        active: true,
        holidays: 'none',
        closures: [],
        externalIds: [],
        ...fields,
      }),
    room: (locationId, kind = 'room') =>
      store(importRooms, { name: name(), kind, locationId, active: true, externalIds: [] }),
    practitioner: () =>
      store(importPractitioners, {
        firstName: 'Prova',
        lastName: name(),
        specialties: [],
        active: true,
        externalIds: [],
      }),
    treatment: (fields = {}) =>
      store<TreatmentInput>(importTreatments, {
        code: name(),
        name: name(),
        branch: 'test',
        durationMinutes: 30,
        bufferBeforeMinutes: 0,
        bufferAfterMinutes: 0,
        eligiblePractitioners: [],
        requiredResources: [],
        vat: { rate: 0, nature: 'N4' },
        requiresReferral: false,
        onlineBookable: true,
        active: true,
        externalIds: [],
        ...fields,
      }),
    agenda: (fields) =>
      store<AgendaInput>(importAgendas, {
        name: name(),
        timeZone: 'Europe/Rome',
        granularityMinutes: 30,
        onlineBookable: true,
        active: true,
        treatmentIds: [],
        openingHours: everyDay('09:00', '12:00'),
        exceptions: [],
        rules: {},
        externalIds: [],
        ...fields,
      }),
    async patient() {
      const answer = await clinic.post('/patients', { firstName: 'Anna', lastName: name() });
      return answer.body.id;
    },
  };
}
