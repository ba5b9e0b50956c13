import type { Slot as FhirSlot } from '@medplum/fhirtypes';
import { getAgenda } from '../../api/agendas/agendas.service.ts';
import { findOpenTimes } from '../../api/availabilities/open-times.service.ts';
import { formatInstant } from '../../api/availabilities/zone-day.ts';
import type { Treatment } from '../../api/treatments/treatments.schema.ts';
import type { FhirCall } from '../call.ts';
import { serviceTypeOf } from '../healthcare-service/healthcare-service.mapper.ts';
import { treatmentsOf } from '../healthcare-service/treatments.ts';
import { numberOf } from '../ids.ts';
import { noSuch } from '../refusal.ts';
import { fhirResource } from '../resource.ts';
import { codeParameter, dateParameter, referenceParameter, tokenParameter } from '../search/parameters.ts';
import type { Slot } from './slot.source.ts';
import { slotSource } from './slot.source.ts';
import { parseSlotId, slotId } from './slot-id.ts';

const MINUTE_MS = 60_000;

/** A slot that was read by its id, free or not. */
type Known = Slot & { status?: 'busy' };

export const slotFhir = fhirResource({
  type: 'Slot',
  name: 'slots',
  documentation:
    'Free times, computed at the moment of asking. With service-type they are as long as the treatment takes; without, they are steps of the agenda’s grid. Only free ones are found.',
  permissions: { read: 'agendas.read' },
  async read(call: FhirCall, id): Promise<Known> {
    const time = parseSlotId(id);
    if (!time) throw noSuch('Slot');
    const { agendaId, treatmentId, at, minutes } = time;
    const { timeZone } = await getAgenda(call, agendaId);
    const range = { from: at, to: at + MINUTE_MS, agendaIds: [agendaId], limit: 1 };
    const [open] = await findOpenTimes(call, {
      ...range,
      treatmentIds: treatmentId === undefined ? [] : [treatmentId],
    });
    const free = open?.at === at && Date.parse(open.end) - at === minutes * MINUTE_MS;
    const [start, end] = [formatInstant(timeZone, at), formatInstant(timeZone, at + minutes * MINUTE_MS)];
    return { id: 1, version: 1, agendaId, treatmentId, at, start, end, ...(!free && { status: 'busy' as const }) };
  },
  async present(call, slots) {
    const treatments = await treatmentsOf(
      call,
      slots.map(({ treatmentId }) => treatmentId),
    );
    return slots.map((slot: Known) => toFhirSlot(slot, treatments.get(slot.treatmentId ?? 0)));
  },
  search: {
    source: slotSource,
    parameters: {
      _id: tokenParameter('The logical id.', ({ code }) => [{ field: 'id', op: 'in', values: [code] }]),
      schedule: referenceParameter<FhirSlot>('The agenda.', { Schedule: 'schedule' }, ({ schedule }) => [schedule]),
      start: dateParameter('start', 'instant', 'When it begins; within 31 days.'),
      status: codeParameter('status', 'Only `free` is found.', { free: ['free'], busy: ['busy'] }),
      'service-type': tokenParameter(
        'The treatment that it is for, by the code of its HealthcareService, or its id.',
        ({ system, code }) => {
          const id =
            system === undefined && code.startsWith('HealthcareService/') ? numberOf(code.slice(18)) : undefined;
          if (id !== undefined) return [{ field: 'treatmentId', op: 'in', values: [id] }];
          return [{ field: 'code', op: 'in', values: [code] }];
        },
      ),
    },
    withoutLastUpdated: true,
    inIdOrder: true,
  },
  summary: ['schedule', 'status', 'start', 'end', 'serviceType'],
  mandatory: ['schedule', 'status', 'start', 'end'],
});

function toFhirSlot(slot: Known, treatment: Treatment | undefined): FhirSlot {
  const { agendaId, treatmentId, at, start, end, status = 'free' } = slot;
  const minutes = (Date.parse(end) - at) / MINUTE_MS;
  return {
    resourceType: 'Slot',
    id: slotId({ agendaId, treatmentId, at, minutes }),
    ...(treatment && { serviceType: [serviceTypeOf(treatment)] }),
    schedule: { reference: `Schedule/${agendaId}` },
    status,
    start,
    end,
  };
}
