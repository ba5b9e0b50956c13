import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AgendaInput } from '../../src/api/agendas/agendas.schema.ts';
import type { LocationInput } from '../../src/api/locations/locations.schema.ts';
import type { TreatmentInput } from '../../src/api/treatments/treatments.schema.ts';
import { type Body, CLINIC } from './clinic.ts';
import { everyDay, startWorkshop, type Workshop } from './workshop.ts';

/** A Monday morning in Rome. */
const NOW = '2026-11-23T07:00:00+01:00';

let workshop: Workshop;
beforeAll(async () => {
  workshop = await startWorkshop(NOW);
});
beforeEach(() => workshop.setClock(NOW));
afterAll(() => workshop.close());

const clocks = (page: Body) => page.items.map(({ start }: Body) => start.slice(11, 16));
const find = (query: Record<string, string | number | boolean>) =>
  workshop.get(`/availabilities?${new URLSearchParams(query as Record<string, string>)}`);

async function doctor(
  agenda: Partial<AgendaInput> = {},
  treatment: Partial<TreatmentInput> = {},
  location: Partial<LocationInput> = {},
) {
  const locationId = await workshop.location(location);
  const practitionerId = await workshop.practitioner();
  const treatmentId = await workshop.treatment({ eligiblePractitioners: [{ id: practitionerId }], ...treatment });
  const agendaId = await workshop.agenda({ locationId, practitionerId, ...agenda });
  return { locationId, practitionerId, treatmentId, agendaId };
}

test('the sandbox has free times for what it offers, in every agenda that offers it', async () => {
  for (const code of ['CARD-VIS', 'CARD-ECG', 'ECO-MUS', 'FIS-SED', 'LAB-PRE', 'ODO-IGI']) {
    const treatmentId = workshop.id('treatments', code);
    const page = await find({ treatmentId, from: '2027-01-11', to: '2027-01-29', limit: 200 });
    expect({ code, some: page.items.length > 0 }).toEqual({ code, some: true });
    const offering = (await workshop.get(`/agendas?treatmentId=${treatmentId}`)).items.map(({ id }: Body) => id);
    for (const { agendaId } of page.items) expect(offering).toContain(agendaId);
  }
});

describe('free times', () => {
  test('are told with the offset of the agenda, from the beginning of each window, by granularity', async () => {
    const { treatmentId, agendaId, practitionerId, locationId } = await doctor({ granularityMinutes: 60 });
    const page = await find({ treatmentId, from: '2026-11-24', to: '2026-11-24' });
    expect(page).toEqual({
      items: ['09', '10', '11'].map((hour) => ({
        start: `2026-11-24T${hour}:00:00.000+01:00`,
        end: `2026-11-24T${hour}:30:00.000+01:00`,
        agendaId,
        practitionerId,
        locationId,
        resourceIds: [],
        treatmentId,
      })),
      offset: 0,
      limit: 50,
      hasMore: false,
      timeZone: 'Europe/Rome',
    });
  });

  test('come page by page', async () => {
    const { treatmentId } = await doctor();
    const range = { treatmentId, from: '2026-11-24', to: '2026-11-25' };
    const all = clocks(await find(range));
    expect(all).toHaveLength(12);
    const page = await find({ ...range, offset: 5, limit: 4 });
    expect({ starts: clocks(page), hasMore: page.hasMore }).toEqual({ starts: all.slice(5, 9), hasMore: true });
    expect(await find({ ...range, offset: 8, limit: 4 })).toMatchObject({ hasMore: false });
  });

  test('take an instant as it is, and a last day whole', async () => {
    const { treatmentId } = await doctor();
    const range = { treatmentId, from: '2026-11-24T10:00:00+01:00', to: '2026-11-24T10:00:00Z' };
    expect(clocks(await find(range))).toEqual(['10:00', '10:30']);
  });

  test('begin now when the range begins before', async () => {
    const { treatmentId } = await doctor();
    workshop.setClock('2026-11-24T10:10:00+01:00');
    expect(clocks(await find({ treatmentId, from: '2026-11-20', to: '2026-11-24' }))).toEqual([
      '10:30',
      '11:00',
      '11:30',
    ]);
    expect(await find({ treatmentId, from: '2026-11-20', to: '2026-11-23' })).toMatchObject({
      items: [],
      nextAvailable: '2026-11-24T10:30:00.000+01:00',
    });
  });

  test('keep buffers free within the working hours', async () => {
    const { treatmentId } = await doctor(
      { granularityMinutes: 10 },
      { durationMinutes: 120, bufferBeforeMinutes: 10, bufferAfterMinutes: 20 },
    );
    const page = await find({ treatmentId, from: '2026-11-24', to: '2026-11-24' });
    expect(clocks(page)).toEqual(['09:10', '09:20', '09:30', '09:40']);
    expect(page.items[0].end).toBe('2026-11-24T11:10:00.000+01:00');
  });

  test("last as long as the practitioner's own duration", async () => {
    const { treatmentId, practitionerId } = await doctor();
    const own = await workshop.treatment({ eligiblePractitioners: [{ id: practitionerId, durationMinutes: 90 }] });
    expect(clocks(await find({ treatmentId: own, from: '2026-11-24', to: '2026-11-24' }))).toEqual([
      '09:00',
      '09:30',
      '10:00',
      '10:30',
    ]);
    expect(clocks(await find({ treatmentId, from: '2026-11-24', to: '2026-11-24' }))).toHaveLength(6);
  });

  test('need a free machine of the place itself', async () => {
    const { locationId, practitionerId, agendaId } = await doctor();
    const [here, elsewhere] = [
      await workshop.room(locationId, 'machine'),
      await workshop.room(await workshop.location(), 'machine'),
    ];
    const needing = (anyOfIds: number[]) =>
      workshop.treatment({
        eligiblePractitioners: [{ id: practitionerId }],
        requiredResources: [{ kind: 'machine', anyOfIds, count: 1 }],
      });
    const page = await find({ treatmentId: await needing([elsewhere, here]), from: '2026-11-24', to: '2026-11-24' });
    expect(page.items[0].resourceIds).toEqual([here]);
    const nowhere = await find({
      treatmentId: await needing([elsewhere]),
      from: '2026-11-24',
      to: '2026-11-24',
      explain: true,
    });
    expect(nowhere).toMatchObject({ items: [], reasons: [{ agendaId, code: 'resources_missing' }] });
  });

  test('are only those of the channel', async () => {
    const { treatmentId } = await doctor({
      openingHours: [
        { dayOfWeek: 2, start: '09:00', end: '10:00' },
        { dayOfWeek: 2, start: '10:00', end: '11:00', channel: 'frontdesk' },
        { dayOfWeek: 2, start: '11:00', end: '12:00', channel: 'online' },
      ],
    });
    const range = { treatmentId, from: '2026-11-24', to: '2026-11-24' };
    expect(clocks(await find(range))).toEqual(['09:00', '09:30', '10:00', '10:30']);
    expect(clocks(await find({ ...range, channel: 'online' }))).toEqual(['09:00', '09:30', '11:00', '11:30']);
  });

  test('have the price of a list when it is asked for', async () => {
    const treatmentId = workshop.id('treatments', 'CARD-ECO');
    const priceListId = workshop.id('price-lists', 'Convenzione Officine Aurora');
    const range = { treatmentId, from: '2027-01-11', to: '2027-01-15' };
    expect((await find({ ...range, priceListId })).items[0].price).toBe(104);
    expect((await find(range)).items[0]).not.toHaveProperty('price');
    const token = await workshop.platform.token({ scope: 'giponext.agenda' });
    const path = `${CLINIC}/availabilities?treatmentId=${treatmentId}&priceListId=${priceListId}`;
    expect(await workshop.call('GET', path, { token })).toMatchObject({
      status: 403,
      body: { scope: 'giponext.treatments' },
    });
  });

  test('must not be kept by anybody', async () => {
    const { treatmentId } = await doctor();
    const answer = await workshop.call('GET', `${CLINIC}/availabilities?treatmentId=${treatmentId}`);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });
});

describe('when the clock changes', () => {
  test('both readings of the hour that comes twice are offered', async () => {
    workshop.setClock('2026-10-20T08:00:00+02:00');
    const { treatmentId } = await doctor({ openingHours: everyDay('01:00', '04:00') });
    const page = await find({ treatmentId, from: '2026-10-25', to: '2026-10-25' });
    expect(page.items.map(({ start }: Body) => start.slice(11))).toEqual([
      '01:00:00.000+02:00',
      '01:30:00.000+02:00',
      '02:00:00.000+02:00',
      '02:30:00.000+02:00',
      '02:00:00.000+01:00',
      '02:30:00.000+01:00',
      '03:00:00.000+01:00',
      '03:30:00.000+01:00',
    ]);
  });

  test('the hour that is skipped is not offered, and the afternoon stays where it is', async () => {
    workshop.setClock('2026-03-25T08:00:00+01:00');
    const { treatmentId } = await doctor({
      openingHours: [...everyDay('01:00', '04:00'), ...everyDay('13:00', '14:00')],
    });
    const page = await find({ treatmentId, from: '2026-03-29', to: '2026-03-29' });
    expect(page.items.map(({ start }: Body) => start.slice(11))).toEqual([
      '01:00:00.000+01:00',
      '01:30:00.000+01:00',
      '03:00:00.000+02:00',
      '03:30:00.000+02:00',
      '13:00:00.000+02:00',
      '13:30:00.000+02:00',
    ]);
  });
});
