import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MANAGER, signedIn } from '../developer/console.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { sql } from '../oauth/sql.ts';
import type { UserAgent, Visit } from '../oauth/user-agent.ts';

let platform: Platform;
let manager: UserAgent;

beforeAll(async () => {
  platform = await startPlatform();
  manager = await signedIn(platform, MANAGER);
});
afterAll(() => platform.close());

const HERE = '/clinic/catalogue';
const TENANT = '/v2/tenants/sandbox-clinic';

async function read<Body = Record<string, unknown>>(path: string): Promise<Body> {
  const response = await platform.call('GET', `${TENANT}${path}`);
  expect(response.status, path).toBe(200);
  return (await response.json()) as Body;
}
const firstOf = async (list: string) =>
  (await read<{ items: { id: number; name: string }[] }>(`/${list}?limit=1`)).items[0]!;

const SAVE = 'do=save';
const add = async (path: string, fields: Record<string, string>, tick: string[] = []) =>
  manager.submit(await manager.open(`${HERE}/${path}/new`), { fields, tick, press: SAVE });
const change = async (path: string, fields: Record<string, string>, tick: string[] = []) =>
  manager.submit(await manager.open(`${HERE}/${path}`), { fields, tick, press: SAVE });

/** What the page says is wrong. */
const problemsOn = ({ html }: Visit): string[] =>
  [...html.matchAll(/<li><a href="#([^"]+)">([^<]+)<\/a><\/li>/g)].map(([, field, words]) => `${field}: ${words}`);

function idOf(visit: Visit): number {
  const id = /\/clinic\/catalogue\/[\w-]+\/(\d+)$/.exec(visit.url.pathname)?.[1];
  if (id === undefined)
    throw new Error(`nothing was created but ${visit.status} on ${visit.url}:\n${problemsOn(visit)}`);
  return Number(id);
}

const NEW_TREATMENT = { code: 'ECO-NEW', name: 'Ecografia addominale', branch: 'radiology', durationMinutes: '25' };

describe('what a manager adds is what applications read', () => {
  test('a location, with its address', async () => {
    const id = idOf(
      await add('locations', {
        name: 'Sede nuova',
        'address.street': 'Via Verdi',
        'address.zip': '20121',
        'address.province': 'mi',
        phone: '02 1234567',
      }),
    );
    expect(await read(`/locations/${id}`)).toMatchObject({
      name: 'Sede nuova',
      timeZone: 'Europe/Rome',
      holidays: 'IT',
      active: true,
      address: { street: 'Via Verdi', zip: '20121', province: 'MI' },
      phone: '+39021234567',
    });
  });

  test('a room', async () => {
    const { id: location } = await firstOf('locations');
    const id = idOf(await add('rooms', { name: 'Ecografo', kind: 'machine', locationId: String(location) }));
    expect(await read(`/rooms/${id}`)).toMatchObject({ kind: 'machine', locationId: location, active: true });
  });

  test('a practitioner, with an account of the clinic', async () => {
    const id = idOf(
      await add('practitioners', {
        firstName: 'Ada',
        lastName: 'Nuova',
        specialties: 'Cardiologia, Medicina interna',
        registerProvince: 'rm',
        userId: 'sandbox-reception',
      }),
    );
    expect(await read(`/practitioners/${id}`)).toMatchObject({
      firstName: 'Ada',
      specialties: ['Cardiologia', 'Medicina interna'],
      registerProvince: 'RM',
      userId: 'sandbox-reception',
    });
    const without = await change(`practitioners/${id}`, { userId: '' });
    expect(without.html).toContain('Saved.');
    expect(await read(`/practitioners/${id}`)).not.toHaveProperty('userId');
  });

  test('a treatment, with who gives it and what it takes', async () => {
    const [practitioner, room] = [await firstOf('practitioners'), await firstOf('rooms')];
    let page = await manager.open(`${HERE}/treatments/new`);
    page = await manager.submit(page, { fields: NEW_TREATMENT, press: 'do=add:eligiblePractitioners' });
    page = await manager.submit(page, { press: 'do=add:requiredResources' });
    expect(page.html).toContain('value="ECO-NEW"');
    const id = idOf(
      await manager.submit(page, {
        fields: {
          'eligiblePractitioners.0.id': String(practitioner.id),
          'eligiblePractitioners.0.price': '90,50',
          'requiredResources.0.count': '1',
        },
        tick: [String(room.id)],
        press: SAVE,
      }),
    );
    expect(await read(`/treatments/${id}`)).toMatchObject({
      code: 'ECO-NEW',
      durationMinutes: 25,
      eligiblePractitioners: [{ id: practitioner.id, price: 90.5 }],
      requiredResources: [{ kind: 'room', anyOfIds: [room.id], count: 1 }],
      vat: { rate: 0, nature: 'N4' },
    });
  });

  test('a price list, with a price whose rest the payer pays', async () => {
    const list = idOf(
      await add('price-lists', {
        name: 'Fondo Bianchi',
        kind: 'insurance',
        'payer.code': 'FB',
        'payer.name': 'Bianchi',
      }),
    );
    const treatment = await firstOf('treatments');
    const added = await manager.submit(await manager.open(`${HERE}/price-lists/${list}/prices/new`), {
      fields: { treatmentId: String(treatment.id), price: '100', patientShare: '30' },
      press: SAVE,
    });
    expect(added.html).toContain(treatment.name);
    const { items } = await read<{ items: { id: number }[] }>(`/price-lists/${list}/items`);
    expect(items).toMatchObject([{ treatmentId: treatment.id, price: 100, patientShare: 30, payerShare: 70 }]);
  });
});

describe('an agenda', () => {
  let agenda: number;
  let treatment: number;
  const everyDay = ['1', '2', '3', '4', '5', '6', '7'];
  const freeTimes = async () => {
    const { items } = await read<{ items: unknown[] }>(`/availabilities?treatmentId=${treatment}&agendaId=${agenda}`);
    return items.length;
  };

  beforeAll(async () => {
    const { id: location } = await firstOf('locations');
    const practitioner = idOf(await add('practitioners', { firstName: 'Bea', lastName: 'Agenda' }));
    let page = await manager.open(`${HERE}/treatments/new`);
    page = await manager.submit(page, { press: 'do=add:eligiblePractitioners' });
    const fields = { ...NEW_TREATMENT, code: 'AGENDA', 'eligiblePractitioners.0.id': String(practitioner) };
    treatment = idOf(await manager.submit(page, { fields, press: SAVE }));
    const wanted = { name: 'Agenda Bea', practitionerId: String(practitioner), locationId: String(location) };
    agenda = idOf(await add('agendas', wanted));
  });

  test('has weekly hours, which availabilities follow at once', async () => {
    expect(await freeTimes()).toBe(0);
    let page = await manager.open(`${HERE}/agendas/${agenda}/hours`);
    page = await manager.submit(page, { press: 'do=add:openingHours' });
    page = await manager.submit(page, {
      fields: { 'openingHours.0.start': '9', 'openingHours.0.end': '13.30' },
      tick: everyDay,
      press: 'do=add:openingHours',
    });
    const saved = await manager.submit(page, { press: SAVE });
    expect(saved.html).toContain('Saved.');
    const { openingHours } = await read<{ openingHours: object[] }>(`/agendas/${agenda}`);
    // The second row was empty.
    expect(openingHours).toEqual(everyDay.map((day) => ({ dayOfWeek: Number(day), start: '09:00', end: '13:30' })));
    expect(await freeTimes()).toBeGreaterThan(0);
    expect((await manager.open(`${HERE}/agendas/${agenda}/weeks`)).html).toContain('09:00–13:30');
    const again = await manager.open(`${HERE}/agendas/${agenda}/hours`);
    expect(again.html).toContain('name="count:openingHours" value="1"');
    const removed = await manager.submit(again, { press: 'do=remove:openingHours.0' });
    expect(removed.html).toContain('name="count:openingHours" value="0"');
    expect(await freeTimes()).toBeGreaterThan(0);
  });

  test('refuses hours that end before they begin, beside the field and in both languages', async () => {
    let page = await manager.open(`${HERE}/agendas/${agenda}/hours`);
    page = await manager.submit(page, { press: 'do=add:openingHours' });
    const fields = {
      'openingHours.1.start': '18:00',
      'openingHours.1.end': '14:00',
      'openingHours.1.treatmentIds': 'AGENDA',
    };
    page = await manager.submit(page, { fields, tick: ['6', '7'], press: SAVE });
    expect(page.status).toBe(422);
    expect(problemsOn(page)).toEqual(['openingHours.1.end: To, row 2: The end lies before the beginning']);
    expect(page.html).toContain('value="14:00"');
    await manager.open(`${HERE}?ui_locales=it`);
    const italian = await manager.submit(page, { press: SAVE });
    expect(problemsOn(italian)).toEqual(['openingHours.1.end: Alle, riga 2: La fine precede l’inizio']);
    await manager.open(`${HERE}?ui_locales=en`);
    const kept = { validFrom: '2027-01-01', channel: 'online' };
    const right = Object.entries({ ...kept, end: '20:00' }).map(([name, value]) => [`openingHours.1.${name}`, value]);
    await manager.submit(page, { fields: Object.fromEntries(right), press: SAVE });
    const { openingHours, version } = await read<{ openingHours: object[]; version: number }>(`/agendas/${agenda}`);
    const evening = { start: '18:00', end: '20:00', ...kept, treatmentIds: [treatment] };
    expect(openingHours).toHaveLength(9);
    expect(openingHours).toEqual(expect.arrayContaining([6, 7].map((dayOfWeek) => ({ dayOfWeek, ...evening }))));
    await change(`agendas/${agenda}/hours`, {});
    expect(await read(`/agendas/${agenda}`)).toMatchObject({ version });
  });

  test('is closed by an exception, and open again without it', async () => {
    const days = [0, 40].map((ahead) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10));
    const path = `${HERE}/agendas/${agenda}/exceptions`;
    const fields = { from: days[0]!, to: days[1]!, reason: 'Ferie' };
    const added = await manager.submit(await manager.open(path), { fields, press: SAVE });
    expect(added.html).toContain('Ferie');
    expect(await freeTimes()).toBe(0);
    const wrong = await manager.submit(added, { fields: { from: days[1]!, to: days[0]! }, press: SAVE });
    expect(problemsOn(wrong)).toEqual(['to: Last day: The end lies before the beginning']);
    expect(wrong.html).toContain('Ferie');
    // What others add meanwhile stays.
    const tomorrow = { from: days[0]!, to: '' };
    const both = await Promise.all(
      ['Corso', 'Sciopero'].map((reason) => manager.submit(added, { fields: { ...tomorrow, reason }, press: SAVE })),
    );
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    const { exceptions } = await read<{ exceptions: { reason: string }[] }>(`/agendas/${agenda}`);
    expect(exceptions.map(({ reason }) => reason).sort()).toEqual(['Corso', 'Ferie', 'Sciopero']);
    let removed = await manager.open(path);
    for (const _exception of exceptions) removed = await manager.submit(removed, { press: 'do=remove.0' });
    expect(removed.html).toContain('Removed.');
    expect(await freeTimes()).toBeGreaterThan(0);
    // The page that shows it still is of an agenda that changed meanwhile.
    expect((await manager.submit(added, { press: 'do=remove.0' })).status).toBe(409);
  });

  test('is taken out of use and back into it', async () => {
    const free = await read<{ items: { start: string }[] }>(
      `/availabilities?treatmentId=${treatment}&agendaId=${agenda}`,
    );
    const { id: patient } = await firstOf('patients');
    const treatments = [{ treatmentId: treatment }];
    const body = { patientId: patient, agendaId: agenda, start: free.items.at(-1)!.start, treatments };
    const booked = await platform.call('POST', `${TENANT}/appointments`, { body });
    expect(booked.status, await booked.text()).toBe(201);
    const asked = await manager.open(`${HERE}/agendas/${agenda}/deactivate`);
    for (const page of [asked, await manager.open(`${HERE}/treatments/${treatment}/deactivate`)]) {
      expect(page.html).toContain('One appointment is still to come.');
    }
    expect((await manager.submit(asked, { action: `${HERE}/agendas/${agenda}/deactivate` })).html).toContain(
      'Deactivated.',
    );
    expect(await read(`/agendas/${agenda}`)).toMatchObject({ active: false });
    expect(await freeTimes()).toBe(0);
    const list = await manager.open(`${HERE}/agendas?state=inactive&q=bea`);
    expect(list.html).toContain('Agenda Bea');
    expect((await manager.open(`${HERE}/agendas?state=active&q=bea`)).html).not.toContain('Agenda Bea');
    const again = await manager.open(`${HERE}/agendas/${agenda}/reactivate`);
    await manager.submit(again, { action: `${HERE}/agendas/${agenda}/reactivate` });
    expect(await freeTimes()).toBeGreaterThan(0);
  });
});

describe('a change', () => {
  test('moves the tags of lists and stands in the feed, in the audit and in what the manager did', async () => {
    const room = await firstOf('rooms');
    const path = `${TENANT}/rooms?limit=5`;
    const before = await platform.call('GET', path);
    await before.text();
    const tag = { 'if-none-match': before.headers.get('etag')! };
    const start = await read<{ nextCursor: string }>('/changes?limit=200');
    let cursor = start.nextCursor;
    for (let more = true; more; ) {
      const page = await read<{ nextCursor: string; hasMore: boolean }>(`/changes?limit=200&cursor=${cursor}`);
      cursor = page.nextCursor;
      more = page.hasMore;
    }
    const unchanged = await change(`rooms/${room.id}`, {});
    expect(unchanged.html).toContain('Saved.');
    const still = await platform.call('GET', path, { headers: tag });
    await still.text();
    expect(still.status).toBe(304);

    await change(`rooms/${room.id}`, { floor: '7' });
    const after = await platform.call('GET', path, { headers: tag });
    await after.text();
    expect(after.status).toBe(200);
    // The feed shows a change once every transaction that began before it has ended.
    const feed = async () => (await read<{ items: object[] }>(`/changes?cursor=${cursor}`)).items;
    await expect
      .poll(feed, { timeout: 10_000 })
      .toContainEqual(expect.objectContaining({ resource: 'rooms', id: room.id, op: 'updated' }));
    const done = await sql(
      platform,
      `select actor_id, detail from console_actions where action = 'catalogue.changed' order by id desc limit 1`,
    );
    expect(done).toEqual([{ actor_id: 'sandbox-manager', detail: { section: 'rooms', name: room.name } }]);
    const audit = await manager.open('/clinic/audit?action=rooms.changed');
    expect(audit.html).toContain('rooms.changed');
  });

  test('of what somebody else changed meanwhile keeps what was typed and shows what is stored', async () => {
    const { id } = await firstOf('treatments');
    const [mine, theirs] = await Promise.all([1, 2].map(() => manager.open(`${HERE}/treatments/${id}`)));
    await manager.submit(theirs!, { fields: { durationMinutes: '55' }, press: SAVE });
    const refused = await manager.submit(mine!, { fields: { durationMinutes: '35' }, press: SAVE });
    expect(refused.status).toBe(409);
    expect(refused.html).toContain('Somebody else changed this meanwhile');
    expect(problemsOn(refused)).toEqual(['durationMinutes: Duration in minutes: Stored now: 55']);
    expect(refused.html).toContain('value="35"');
    expect(await read(`/treatments/${id}`)).toMatchObject({ durationMinutes: 55 });
    expect((await manager.submit(refused, { press: SAVE })).html).toContain('Saved.');
    expect(await read(`/treatments/${id}`)).toMatchObject({ durationMinutes: 35 });
  });

  test.each(['practitioners', 'agendas', 'treatments', 'price-lists', 'locations', 'rooms'])(
    'of nothing loses nothing: %s',
    async (kind) => {
      const { items } = await read<{ items: { id: number }[] }>(`/${kind}?limit=3`);
      const tabs = { agendas: ['/hours'], locations: ['/hours'] }[kind] ?? [];
      for (const { id } of items) {
        for (const tab of ['', ...tabs]) {
          const saved = await change(`${kind}/${id}${tab}`, {});
          expect(saved.html, problemsOn(saved).join()).toContain('Saved.');
        }
      }
      expect((await read<{ items: unknown[] }>(`/${kind}?limit=3`)).items).toEqual(items);
    },
  );

  test('of a price holds in the list, which has each price once, and one that is removed is gone', async () => {
    const list = await firstOf('price-lists');
    const prices = async () =>
      (await read<{ items: { id: number; price: number; treatmentId: number }[] }>(`/price-lists/${list.id}/items`))
        .items;
    const { id } = (await prices())[0]!;
    const path = `price-lists/${list.id}/prices/${id}`;
    const wrong = await change(path, { price: '123,45', patientShare: '1' });
    expect(problemsOn(wrong)).toEqual(['patientShare: The patient pays: Both shares together must make up the price']);
    await manager.submit(wrong, { fields: { patientShare: '' }, press: SAVE });
    expect((await prices())[0]).toMatchObject({ id, price: 123.45, patientShare: 123.45 });
    const { treatmentId } = (await prices())[0]!;
    const second = await manager.submit(await manager.open(`${HERE}/price-lists/${list.id}/prices/new`), {
      fields: { treatmentId: String(treatmentId), price: '1' },
      press: SAVE,
    });
    expect(problemsOn(second)).toEqual(['validFrom: Valid from: Another entry has this already']);
    await manager.submit(await manager.open(`${HERE}/${path}/remove`), { action: `${HERE}/${path}/remove` });
    expect((await prices()).map((price) => price.id)).not.toContain(id);
  });
});

describe('what is of another clinic', () => {
  test('cannot be referred to', async () => {
    const [other] = await platform.database
      .forTenant({ tenantId: 'other-clinic', timeZone: 'Europe/Rome' })
      .query<{ id: number }>({ name: 'test_other_location', text: 'select id from locations limit 1' });
    const room = await manager.open(`${HERE}/rooms/new`);
    const forged = await manager.submit(room, {
      fields: { name: 'Fuori', locationId: String(other!.id) },
      press: SAVE,
    });
    expect(problemsOn(forged)).toEqual(['locationId: Location: This is not in your clinic']);
    const practitioner = await add('practitioners', { firstName: 'X', lastName: 'Y', userId: 'other-manager' });
    expect(problemsOn(practitioner)).toEqual(['userId: Account: This is not in your clinic']);
  });
});

test('what is missing or malformed is said beside each field', async () => {
  const page = await add('treatments', {
    ...NEW_TREATMENT,
    code: '',
    durationMinutes: 'half an hour',
    'vat.rate': '101',
  });
  expect(page.status).toBe(422);
  expect(problemsOn(page)).toEqual([
    'code: Code: Fill this in',
    'durationMinutes: Duration in minutes: Enter a number',
    'vat.rate: VAT in percent: This is outside of what is possible',
  ]);
  expect(page.html).toContain('value="half an hour"');
  const twice = await add('treatments', NEW_TREATMENT);
  expect(problemsOn(twice)).toEqual(['code: Code: Another entry has this already']);
});
