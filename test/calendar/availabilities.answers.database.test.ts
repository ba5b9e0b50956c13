import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AgendaInput } from '../../src/api/agendas/agendas.schema.ts';
import type { LocationInput } from '../../src/api/locations/locations.schema.ts';
import type { TreatmentInput } from '../../src/api/treatments/treatments.schema.ts';
import { type Body, CLINIC } from './clinic.ts';
import { startWorkshop, type Workshop } from './workshop.ts';

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

describe('explain=true', () => {
  const explain = async (fields: Parameters<typeof doctor>, from: string, to = from) => {
    const { treatmentId } = await doctor(...fields);
    const page = await find({ treatmentId, from, to, explain: true });
    return page.reasons.map(({ date, code }: Body) => (date ? `${date} ${code}` : code));
  };
  const monday = [{ dayOfWeek: 1, start: '09:00', end: '12:00' }];

  test.each<[string, Parameters<typeof doctor>, string, string[]]>([
    ['a day off', [{ openingHours: monday }], '2026-11-24', ['2026-11-24 not_working']],
    [
      'hours that are not valid any more',
      [{ openingHours: [{ ...monday[0]!, validTo: '2026-11-29' }] }],
      '2026-11-30',
      ['2026-11-30 not_working'],
    ],
    [
      'hours kept for another treatment',
      [{ openingHours: [{ ...monday[0]!, treatmentIds: [1] }] }],
      '2026-11-30',
      ['2026-11-30 kept_for_others'],
    ],
    [
      'a closed exception',
      [{ exceptions: [{ kind: 'closed', from: '2026-11-24', to: '2026-11-25' }] }],
      '2026-11-25',
      ['2026-11-25 exception'],
    ],
    ['a public holiday', [{}, {}, { holidays: 'IT' }], '2026-12-08', ['2026-12-08 holiday']],
    [
      'a closed building',
      [{}, {}, { closures: [{ from: '2026-11-24', to: '2026-11-24' }] }],
      '2026-11-24',
      ['2026-11-24 location_closed'],
    ],
    ['a building that is shut then', [{}, {}, { openingHours: monday }], '2026-11-24', ['2026-11-24 location_closed']],
    ['windows too short', [{}, { durationMinutes: 200 }], '2026-11-24', ['2026-11-24 too_short']],
    ['too short a notice', [{ rules: { minNoticeMinutes: 3000 } }], '2026-11-24', ['2026-11-24 too_soon']],
    ['too far ahead', [{ rules: { maxHorizonDays: 3 } }], '2026-11-30', ['2026-11-30 beyond_horizon']],
    ['a full day', [{ rules: { maxPerDay: 0 } }], '2026-11-24', ['2026-11-24 day_full']],
    ['an agenda that is off', [{ active: false }], '2026-11-24', ['agenda_inactive']],
    ['a treatment that is off', [{}, { active: false }], '2026-11-24', ['treatment_inactive']],
  ])('tells %s', async (_what, fields, date, reasons) => {
    const own = await explain(fields, date);
    expect(own).toEqual(reasons);
  });

  test('says nothing of days that have something', async () => {
    expect(await explain([{}], '2026-11-24', '2026-11-26')).toEqual([]);
  });

  test('tells of an agenda that was asked for that it does not offer the treatment', async () => {
    const { treatmentId } = await doctor();
    const { agendaId } = await doctor();
    const page = await find({ treatmentId, agendaId, explain: true });
    expect(page).toMatchObject({ items: [], reasons: [{ agendaId, code: 'not_offered' }] });
  });

  test('an extra opening holds on a holiday', async () => {
    const { treatmentId } = await doctor(
      { exceptions: [{ kind: 'extraOpen', from: '2026-12-08', to: '2026-12-08', start: '15:00', end: '16:00' }] },
      {},
      { holidays: 'IT' },
    );
    expect(clocks(await find({ treatmentId, from: '2026-12-08', to: '2026-12-08' }))).toEqual(['15:00', '15:30']);
  });
});

describe('nextAvailable', () => {
  test('is the first start behind an empty range, up to the horizon', async () => {
    const open = { exceptions: [{ kind: 'closed' as const, from: '2026-11-24', to: '2027-01-10' }] };
    const { treatmentId } = await doctor(open);
    const range = { from: '2026-11-24', to: '2026-11-26' };
    expect(await find({ treatmentId, ...range })).toMatchObject({ nextAvailable: '2027-01-11T09:00:00.000+01:00' });
    const near = await doctor({ ...open, rules: { maxHorizonDays: 20 } });
    expect(await find({ treatmentId: near.treatmentId, ...range })).not.toHaveProperty('nextAvailable');
    expect(await find({ treatmentId, from: '2027-01-11', to: '2027-01-11' })).not.toHaveProperty('nextAvailable');
  });
});

describe('what cannot be asked', () => {
  const refused = async (query: string) => {
    const { treatmentId } = await doctor();
    return workshop.call('GET', `${CLINIC}/availabilities?treatmentId=${treatmentId}&${query}`);
  };
  test.each([
    ['from=2026-12-01&to=2027-01-01', 'range_too_long', 'to'],
    ['from=2026-12-01T00:00:00Z&to=2027-01-01T02:00:00Z', 'range_too_long', 'to'],
    ['from=2026-12-02&to=2026-12-01T00:00:00Z', 'invalid_parameter', 'to'],
    ['from=2026-02-30', 'invalid_parameter', 'from'],
    ['from=2026-12-01T10:00:00', 'invalid_parameter', 'from'],
  ])('%s', async (query, error, field) => {
    expect(await refused(query)).toMatchObject({ status: 400, body: { error, details: [{ field }] } });
  });

  test('31 days are a range, also when the clock changes within', async () => {
    expect(await refused('from=2026-12-01&to=2026-12-31')).toMatchObject({ status: 200 });
    expect(await refused('from=2027-10-10&to=2027-11-09')).toMatchObject({ status: 200 });
  });

  test('the end of time has nothing free', async () => {
    expect((await refused('from=9999-12-30&to=9999-12-31&explain=true')).body).toMatchObject({
      items: [],
      reasons: [{ code: 'beyond_horizon' }, { code: 'beyond_horizon' }],
    });
    expect((await refused('from=0001-01-01&to=0001-01-02')).body).toMatchObject({ items: [] });
  });

  test('a treatment that does not exist', async () => {
    expect((await workshop.call('GET', `${CLINIC}/availabilities?treatmentId=999999`)).status).toBe(404);
  });
});
