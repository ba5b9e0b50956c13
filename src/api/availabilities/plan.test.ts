import { expect, test } from 'vitest';
import type { BookableAgenda } from '../agendas/bookable-agenda.ts';
import type { PlannedTreatment } from '../treatments/treatments.service.ts';
import { isHoliday } from './holidays.ts';
import { planOf, planProblem } from './plan.ts';
import { chooseRooms } from './resources.ts';

const wanted = { treatmentIds: [1], channel: 'frontdesk' as const };
const agenda = (fields: Partial<BookableAgenda> = {}) =>
  ({
    id: 1,
    practitionerId: 7,
    locationId: 1,
    roomId: undefined,
    usable: true,
    offersTreatments: true,
    onlineBookable: true,
    rules: {},
    ...fields,
  }) as BookableAgenda;

/** Rooms 1 and 2 stand at location 1, room 3 at location 2, room 4 is out of use. */
function treatment(requiredResources: PlannedTreatment['treatment']['requiredResources'], fields: object = {}) {
  const places = [1, 2, 3, 4].map((id) => ({ id, locationId: id === 3 ? 2 : 1, active: id !== 4 }));
  return {
    treatment: {
      durationMinutes: 30,
      bufferBeforeMinutes: 5,
      bufferAfterMinutes: 10,
      eligiblePractitioners: [{ id: 7, durationMinutes: 20 }],
      requiredResources,
      active: true,
      onlineBookable: true,
      ...fields,
    },
    places: new Map(places.map((place) => [place.id, place])),
  } as unknown as PlannedTreatment;
}
const anyRoom = (anyOfIds: number[], count = 1) => ({ kind: 'room' as const, anyOfIds, count });
const requirements = (own: BookableAgenda, ...treatments: PlannedTreatment[]) =>
  planOf(own, treatments, wanted, 0).requirements;

test('only what is in use at the place itself will do', () => {
  expect(requirements(agenda(), treatment([anyRoom([3, 4, 2, 1])]))).toMatchObject([{ anyOfIds: [2, 1], count: 1 }]);
  expect(planProblem(agenda(), [treatment([anyRoom([3, 4])])], wanted)).toBe('resources_missing');
  expect(planProblem(agenda(), [treatment([anyRoom([1, 3], 2)])], wanted)).toBe('resources_missing');
});

test('the room of the agenda is taken where it will do, and where nothing else is asked for', () => {
  expect(requirements(agenda({ roomId: 2 }), treatment([anyRoom([1, 2])]))).toMatchObject([{ anyOfIds: [2] }]);
  expect(requirements(agenda({ roomId: 2 }), treatment([]))).toMatchObject([{ anyOfIds: [2] }]);
  expect(requirements(agenda({ roomId: 2 }), treatment([anyRoom([1])]))).toMatchObject([{ anyOfIds: [1] }]);
  const ownRoom = agenda({ roomId: 2, practitionerId: undefined });
  expect(requirements(ownRoom, treatment([anyRoom([1])]))).toMatchObject([{ anyOfIds: [1] }, { anyOfIds: [2] }]);
});

test('two treatments in one room take it once', () => {
  expect(requirements(agenda(), treatment([anyRoom([1, 2])]), treatment([anyRoom([1, 2])]))).toHaveLength(1);
});

test('durations add up, buffers stand at the ends', () => {
  const long = treatment([], {
    durationMinutes: 60,
    bufferBeforeMinutes: 15,
    bufferAfterMinutes: 20,
    eligiblePractitioners: [],
  });
  const plan = planOf(agenda(), [treatment([]), long], wanted, 0);
  expect([plan.duration, plan.bufferBefore, plan.bufferAfter].map((ms) => ms / 60_000)).toEqual([80, 5, 20]);
});

test('rooms are chosen so that every need has its own', () => {
  const taken = new Map([[3, [{ start: 0, end: 10 }]]]);
  expect(
    chooseRooms(
      [
        { anyOfIds: [1, 2], count: 1 },
        { anyOfIds: [1], count: 1 },
      ],
      taken,
      0,
      10,
    ),
  ).toEqual([1, 2]);
  expect(chooseRooms([{ anyOfIds: [1, 2, 3], count: 2 }], taken, 0, 10)).toEqual([1, 2]);
  expect(chooseRooms([{ anyOfIds: [1, 2, 3], count: 3 }], taken, 0, 10)).toBeUndefined();
  expect(chooseRooms([{ anyOfIds: [1, 2, 3], count: 3 }], taken, 10, 20)).toEqual([1, 2, 3]);
  expect(chooseRooms([], taken, 0, 10)).toEqual([]);
});

test('Italian public holidays, also that of 4 October which came back in 2026', () => {
  for (const date of ['2026-01-06', '2026-04-06', '2026-04-25', '2026-08-15', '2026-10-04', '2026-12-08', '2027-03-29'])
    expect([date, isHoliday('IT', date)]).toEqual([date, true]);
  for (const date of ['2025-10-04', '2026-02-14', '2026-11-02', '2026-11-24'])
    expect([date, isHoliday('IT', date)]).toEqual([date, false]);
});
