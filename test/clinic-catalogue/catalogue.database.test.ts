import { describe, expect, test } from 'vitest';
import { sql } from '../oauth/sql.ts';
import { settle } from '../polling/poller.ts';
import { agendaCases } from './agendas.cases.ts';
import { catalogueDesk, HERE, idOf, NEW_TREATMENT, problemsOn, SAVE, TENANT } from './desk.ts';

const desk = catalogueDesk();
const { add, change, firstOf, read } = desk;

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
    let page = await desk.manager.open(`${HERE}/treatments/new`);
    page = await desk.manager.submit(page, { fields: NEW_TREATMENT, press: 'do=add:eligiblePractitioners' });
    page = await desk.manager.submit(page, { press: 'do=add:requiredResources' });
    expect(page.html).toContain('value="ECO-NEW"');
    const id = idOf(
      await desk.manager.submit(page, {
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
    const added = await desk.manager.submit(await desk.manager.open(`${HERE}/price-lists/${list}/prices/new`), {
      fields: { treatmentId: String(treatment.id), price: '100', patientShare: '30' },
      press: SAVE,
    });
    expect(added.html).toContain(treatment.name);
    const { items } = await read<{ items: { id: number }[] }>(`/price-lists/${list}/items`);
    expect(items).toMatchObject([{ treatmentId: treatment.id, price: 100, patientShare: 30, payerShare: 70 }]);
  });
});

agendaCases(desk);

describe('a change', () => {
  test('moves the tags of lists and stands in the feed, in the audit and in what the manager did', async () => {
    const room = await firstOf('rooms');
    const path = `${TENANT}/rooms?limit=5`;
    await settle(desk.platform);
    const before = await desk.platform.call('GET', path);
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
    const still = await desk.platform.call('GET', path, { headers: tag });
    await still.text();
    expect(still.status).toBe(304);

    await change(`rooms/${room.id}`, { floor: '7' });
    const after = await desk.platform.call('GET', path, { headers: tag });
    await after.text();
    expect(after.status).toBe(200);
    // The feed shows a change once every transaction that began before it has ended.
    const feed = async () => (await read<{ items: object[] }>(`/changes?cursor=${cursor}`)).items;
    await expect
      .poll(feed, { timeout: 10_000 })
      .toContainEqual(expect.objectContaining({ resource: 'rooms', id: room.id, op: 'updated' }));
    const done = await sql(
      desk.platform,
      `select actor_id, detail from console_actions where action = 'catalogue.changed' order by id desc limit 1`,
    );
    expect(done).toEqual([{ actor_id: 'sandbox-manager', detail: { section: 'rooms', name: room.name } }]);
    const audit = await desk.manager.open('/clinic/audit?action=rooms.changed');
    expect(audit.html).toContain('rooms.changed');
  });

  test('of what somebody else changed meanwhile keeps what was typed and shows what is stored', async () => {
    const { id } = await firstOf('treatments');
    const [mine, theirs] = await Promise.all([1, 2].map(() => desk.manager.open(`${HERE}/treatments/${id}`)));
    await desk.manager.submit(theirs!, { fields: { durationMinutes: '55' }, press: SAVE });
    const refused = await desk.manager.submit(mine!, { fields: { durationMinutes: '35' }, press: SAVE });
    expect(refused.status).toBe(409);
    expect(refused.html).toContain('Somebody else changed this meanwhile');
    expect(problemsOn(refused)).toEqual(['durationMinutes: Duration in minutes: Stored now: 55']);
    expect(refused.html).toContain('value="35"');
    expect(await read(`/treatments/${id}`)).toMatchObject({ durationMinutes: 55 });
    expect((await desk.manager.submit(refused, { press: SAVE })).html).toContain('Saved.');
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
    await desk.manager.submit(wrong, { fields: { patientShare: '' }, press: SAVE });
    expect((await prices())[0]).toMatchObject({ id, price: 123.45, patientShare: 123.45 });
    const { treatmentId } = (await prices())[0]!;
    const second = await desk.manager.submit(await desk.manager.open(`${HERE}/price-lists/${list.id}/prices/new`), {
      fields: { treatmentId: String(treatmentId), price: '1' },
      press: SAVE,
    });
    expect(problemsOn(second)).toEqual(['validFrom: Valid from: Another entry has this already']);
    await desk.manager.submit(await desk.manager.open(`${HERE}/${path}/remove`), { action: `${HERE}/${path}/remove` });
    expect((await prices()).map((price) => price.id)).not.toContain(id);
  });
});

describe('what is of another clinic', () => {
  test('cannot be referred to', async () => {
    const [other] = await desk.platform.database
      .forTenant({ tenantId: 'other-clinic', timeZone: 'Europe/Rome' })
      .query<{ id: number }>({ name: 'test_other_location', text: 'select id from locations limit 1' });
    const room = await desk.manager.open(`${HERE}/rooms/new`);
    const forged = await desk.manager.submit(room, {
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
