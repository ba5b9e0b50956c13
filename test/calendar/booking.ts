import type { AgendaInput } from '../../src/api/agendas/agendas.schema.ts';
import type { TreatmentInput } from '../../src/api/treatments/treatments.schema.ts';
import type { Answer } from '../contract/checked-calls.ts';
import type { CallOptions } from '../harness/platform.ts';
import { type Body, CLINIC } from './clinic.ts';
import type { Workshop } from './workshop.ts';

export const APPOINTMENTS = `${CLINIC}/appointments`;

/** A doctor with one agenda, one treatment and one patient, and what they can be asked. */
export interface Practice {
  locationId: number;
  practitionerId: number;
  treatmentId: number;
  agendaId: number;
  patientId: number;
  /** The body of a booking at this instant. */
  wish(start: string, fields?: object): object;
  book(start: string, fields?: object, options?: CallOptions): Promise<Answer<Body>>;
  /** A booking that must succeed. */
  booked(start: string, fields?: object): Promise<Body>;
  act(id: number, verb: string, body?: object, options?: CallOptions): Promise<Answer<Body>>;
  /** Starts on a day that are free, as `HH:mm`. */
  free(date: string): Promise<string[]>;
}

export async function startPractice(
  workshop: Workshop,
  agenda: Partial<AgendaInput> = {},
  treatment: Partial<TreatmentInput> = {},
): Promise<Practice> {
  const locationId = agenda.locationId ?? (await workshop.location());
  const practitionerId = agenda.practitionerId ?? (await workshop.practitioner());
  const treatmentId = await workshop.treatment({ eligiblePractitioners: [{ id: practitionerId }], ...treatment });
  const agendaId = await workshop.agenda({ practitionerId, ...agenda, locationId });
  const patientId = await workshop.patient();
  const wish = (start: string, fields: object = {}) => ({
    patientId,
    agendaId,
    treatments: [{ treatmentId }],
    start,
    ...fields,
  });
  const book: Practice['book'] = (start, fields, options) =>
    workshop.post('/appointments', wish(start, fields), options);
  return {
    locationId,
    practitionerId,
    treatmentId,
    agendaId,
    patientId,
    wish,
    book,
    async booked(start, fields) {
      const answer = await book(start, fields);
      if (answer.status !== 201) throw new Error(`not booked: ${answer.status} ${answer.text}`);
      return answer.body;
    },
    act: (id, verb, body, options) => workshop.post(`/appointments/${id}/${verb}`, body, options),
    async free(date) {
      const query = `treatmentId=${treatmentId}&agendaId=${agendaId}&from=${date}&to=${date}&limit=200`;
      return (await workshop.get(`/availabilities?${query}`)).items.map(({ start }: Body) => start.slice(11, 16));
    },
  };
}
