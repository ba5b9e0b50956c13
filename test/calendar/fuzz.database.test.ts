import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { APPOINTMENTS, type Practice, startPractice } from './booking.ts';
import type { Body } from './clinic.ts';
import { everyDay, startWorkshop, type Workshop } from './workshop.ts';

const NOW = '2026-11-23T07:00:00+01:00';
/** The same in every run; another seed finds others. */
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_120);

let workshop: Workshop;
let practice: Practice;
beforeAll(async () => {
  workshop = await startWorkshop(NOW);
  practice = await startPractice(workshop, { openingHours: everyDay('06:00', '22:00') }, { bufferAfterMinutes: 5 });
});
afterAll(() => workshop.close());

const anything = fc.jsonValue({ maxDepth: 3 });
const sometimes = <Value>(right: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 30, arbitrary: right as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: anything });

test('anything that looks like a booking is refused or booked, and what is booked can be sent back', async () => {
  const near = fc
    .integer({ min: 0, max: 14 * 24 * 12 })
    .map((steps) => new Date(Date.parse(NOW) + steps * 5 * 60_000).toISOString());
  const far = fc.date({ min: new Date('0001-01-02'), max: new Date('9999-12-30'), noInvalidDate: true });
  const start = fc.oneof(
    near,
    near,
    near,
    far.map((date) => date.toISOString()),
  );
  const { agendaId, treatmentId, patientId } = practice;
  const id = (right: number) =>
    fc.oneof({ weight: 20, arbitrary: fc.constant(right) }, { weight: 1, arbitrary: fc.integer() });
  const treatment = fc.record(
    {
      treatmentId: id(treatmentId),
      price: fc.integer({ min: 0, max: 99_999 }).map((cents) => cents / 100),
      priceListId: id(1),
    },
    { requiredKeys: ['treatmentId'] },
  );
  const body = fc.record(
    {
      patientId: sometimes(id(patientId)),
      agendaId: sometimes(id(agendaId)),
      treatments: sometimes(fc.array(treatment, { minLength: 1, maxLength: 3 })),
      start: sometimes(start),
      end: sometimes(start),
      resourceIds: sometimes(fc.array(id(1), { maxLength: 3 })),
      origin: sometimes(fc.constantFrom('frontdesk', 'online', 'api', 'phone')),
      status: sometimes(fc.constantFrom('booked', 'pending')),
      notes: sometimes(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 50 })),
      externalIds: sometimes(fc.array(fc.record({ system: fc.string(), value: fc.string() }), { maxLength: 2 })),
    },
    { requiredKeys: ['patientId', 'agendaId', 'treatments', 'start'] },
  );
  const statuses: number[] = [];
  await fc.assert(
    fc.asyncProperty(body, async (wish) => {
      const answer = await workshop.call('POST', APPOINTMENTS, { body: JSON.stringify(wish) });
      statuses.push(answer.status);
      expect([201, 400, 409, 422]).toContain(answer.status);
      if (answer.status !== 201) {
        if (answer.status !== 409) expect(answer.body.details.length).toBeGreaterThan(0);
        return;
      }
      const path = `${APPOINTMENTS}/${answer.body.id}`;
      expect((await workshop.call('GET', path)).body).toEqual(answer.body);
      const put = await workshop.call('PUT', path, { body: answer.body });
      expect(put).toMatchObject({ status: 200, body: { ...answer.body, version: 2, updatedAt: expect.any(String) } });
    }),
    { numRuns: 300, seed: SEED },
  );
  expect(new Set(statuses)).toEqual(new Set([201, 400, 409, 422]));
}, 120_000);

/** One hour of the day after tomorrow, in halves: small enough that actions collide all the time. */
const bodyOf = (verb: string, half: number): object | undefined =>
  verb === 'cancel' ? { reason: 'error' } : verb === 'reschedule' ? { start: at(half) } : undefined;
const at = (half: number) => new Date(Date.parse('2026-11-25T09:00:00+01:00') + half * 30 * 60_000).toISOString();

/** Appointments that keep their time without its being taken, or the other way round. */
async function strayOccupancies(): Promise<number> {
  const client = new pg.Client({ connectionString: workshop.platform.superuserUrl });
  await client.connect();
  const { rowCount } = await client.query(
    `select from appointments a
      where (a.status not in ('expired', 'cancelled', 'no_show', 'entered_in_error'))
            <> exists (select from occupancies o where o.tenant_id = a.tenant_id and o.appointment_id = a.id
                          and o.starts_at = a.starts_at
                          and o.blocked_from = a.starts_at - make_interval(mins => a.buffer_before_minutes)
                          and o.blocked_to = a.ends_at + make_interval(mins => a.buffer_after_minutes))`,
  );
  await client.end();
  return rowCount!;
}

test('after any actions in any order nobody is in two places, and free is what is not taken', async () => {
  const action = fc.record({
    verb: fc.constantFrom(
      'book',
      'hold',
      'confirm',
      'cancel',
      'no-show',
      'reopen',
      'reschedule',
      'arrive',
      'delete',
      'patch',
    ),
    which: fc.nat({ max: 7 }),
    half: fc.nat({ max: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 10, maxLength: 40 }), async (actions) => {
      const own = await startPractice(workshop, { openingHours: everyDay('09:00', '11:30') });
      const ids: number[] = [];
      for (const { verb, which, half } of actions) {
        const id = ids[which % Math.max(1, ids.length)];
        const answer =
          verb === 'book' || verb === 'hold' || id === undefined
            ? await workshop.post(verb === 'hold' ? '/appointments/holds' : '/appointments', own.wish(at(half)))
            : verb === 'delete'
              ? await workshop.call('DELETE', `${APPOINTMENTS}/${id}`)
              : verb === 'patch'
                ? await workshop.call('PATCH', `${APPOINTMENTS}/${id}`, { body: { start: at(half) } })
                : await own.act(id, verb, bodyOf(verb, half));
        expect([200, 201, 204, 404, 409, 422]).toContain(answer.status);
        if (answer.status === 201) ids.push(answer.body.id);
      }
      const { items } = await workshop.get(`/appointments?agendaId=${own.agendaId}&limit=200`);
      const taken = items
        .filter(({ status }: Body) => !['expired', 'cancelled', 'no_show'].includes(status))
        .map(({ start }: Body) => start.slice(11, 16));
      expect(new Set(taken).size).toBe(taken.length);
      expect(await strayOccupancies()).toBe(0);
      const all = ['09:00', '09:30', '10:00', '10:30', '11:00'];
      expect(await own.free('2026-11-25')).toEqual(all.filter((clock) => !taken.includes(clock)));
    }),
    { numRuns: 25, seed: SEED },
  );
}, 120_000);
