import { beforeAll, describe, expect, test } from 'vitest';
import { type Desk, HERE, idOf, NEW_TREATMENT, problemsOn, SAVE, TENANT } from './desk.ts';

/** Hours, exceptions and ends of agendas, on the platform of `catalogue.database.test.ts`. */
export function agendaCases(desk: Desk): void {
  const { add, change, firstOf, read } = desk;

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
      let page = await desk.manager.open(`${HERE}/treatments/new`);
      page = await desk.manager.submit(page, { press: 'do=add:eligiblePractitioners' });
      const fields = { ...NEW_TREATMENT, code: 'AGENDA', 'eligiblePractitioners.0.id': String(practitioner) };
      treatment = idOf(await desk.manager.submit(page, { fields, press: SAVE }));
      const wanted = { name: 'Agenda Bea', practitionerId: String(practitioner), locationId: String(location) };
      agenda = idOf(await add('agendas', wanted));
    });

    test('has weekly hours, which availabilities follow at once', async () => {
      expect(await freeTimes()).toBe(0);
      let page = await desk.manager.open(`${HERE}/agendas/${agenda}/hours`);
      page = await desk.manager.submit(page, { press: 'do=add:openingHours' });
      page = await desk.manager.submit(page, {
        fields: { 'openingHours.0.start': '9', 'openingHours.0.end': '13.30' },
        tick: everyDay,
        press: 'do=add:openingHours',
      });
      const saved = await desk.manager.submit(page, { press: SAVE });
      expect(saved.html).toContain('Saved.');
      const { openingHours } = await read<{ openingHours: object[] }>(`/agendas/${agenda}`);
      // The second row was empty.
      expect(openingHours).toEqual(everyDay.map((day) => ({ dayOfWeek: Number(day), start: '09:00', end: '13:30' })));
      expect(await freeTimes()).toBeGreaterThan(0);
      expect((await desk.manager.open(`${HERE}/agendas/${agenda}/weeks`)).html).toContain('09:00–13:30');
      const again = await desk.manager.open(`${HERE}/agendas/${agenda}/hours`);
      expect(again.html).toContain('name="count:openingHours" value="1"');
      const removed = await desk.manager.submit(again, { press: 'do=remove:openingHours.0' });
      expect(removed.html).toContain('name="count:openingHours" value="0"');
      expect(await freeTimes()).toBeGreaterThan(0);
    });

    test('refuses hours that end before they begin, beside the field and in both languages', async () => {
      let page = await desk.manager.open(`${HERE}/agendas/${agenda}/hours`);
      page = await desk.manager.submit(page, { press: 'do=add:openingHours' });
      const fields = {
        'openingHours.1.start': '18:00',
        'openingHours.1.end': '14:00',
        'openingHours.1.treatmentIds': 'AGENDA',
      };
      page = await desk.manager.submit(page, { fields, tick: ['6', '7'], press: SAVE });
      expect(page.status).toBe(422);
      expect(problemsOn(page)).toEqual(['openingHours.1.end: To, row 2: The end lies before the beginning']);
      expect(page.html).toContain('value="14:00"');
      await desk.manager.open(`${HERE}?ui_locales=it`);
      const italian = await desk.manager.submit(page, { press: SAVE });
      expect(problemsOn(italian)).toEqual(['openingHours.1.end: Alle, riga 2: La fine precede l’inizio']);
      await desk.manager.open(`${HERE}?ui_locales=en`);
      const kept = { validFrom: '2027-01-01', channel: 'online' };
      const right = Object.entries({ ...kept, end: '20:00' }).map(([name, value]) => [`openingHours.1.${name}`, value]);
      await desk.manager.submit(page, { fields: Object.fromEntries(right), press: SAVE });
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
      const added = await desk.manager.submit(await desk.manager.open(path), { fields, press: SAVE });
      expect(added.html).toContain('Ferie');
      expect(await freeTimes()).toBe(0);
      const wrong = await desk.manager.submit(added, { fields: { from: days[1]!, to: days[0]! }, press: SAVE });
      expect(problemsOn(wrong)).toEqual(['to: Last day: The end lies before the beginning']);
      expect(wrong.html).toContain('Ferie');
      // What others add meanwhile stays.
      const tomorrow = { from: days[0]!, to: '' };
      const both = await Promise.all(
        ['Corso', 'Sciopero'].map((reason) =>
          desk.manager.submit(added, { fields: { ...tomorrow, reason }, press: SAVE }),
        ),
      );
      expect(both.map(({ status }) => status)).toEqual([200, 200]);
      const { exceptions } = await read<{ exceptions: { reason: string }[] }>(`/agendas/${agenda}`);
      expect(exceptions.map(({ reason }) => reason).sort()).toEqual(['Corso', 'Ferie', 'Sciopero']);
      let removed = await desk.manager.open(path);
      for (const _exception of exceptions) removed = await desk.manager.submit(removed, { press: 'do=remove.0' });
      expect(removed.html).toContain('Removed.');
      expect(await freeTimes()).toBeGreaterThan(0);
      // The page that shows it still is of an agenda that changed meanwhile.
      expect((await desk.manager.submit(added, { press: 'do=remove.0' })).status).toBe(409);
    });

    test('is taken out of use and back into it', async () => {
      const free = await read<{ items: { start: string }[] }>(
        `/availabilities?treatmentId=${treatment}&agendaId=${agenda}`,
      );
      const { id: patient } = await firstOf('patients');
      const treatments = [{ treatmentId: treatment }];
      const body = { patientId: patient, agendaId: agenda, start: free.items.at(-1)!.start, treatments };
      const booked = await desk.platform.call('POST', `${TENANT}/appointments`, { body });
      expect(booked.status, await booked.text()).toBe(201);
      const asked = await desk.manager.open(`${HERE}/agendas/${agenda}/deactivate`);
      for (const page of [asked, await desk.manager.open(`${HERE}/treatments/${treatment}/deactivate`)]) {
        expect(page.html).toContain('One appointment is still to come.');
      }
      expect((await desk.manager.submit(asked, { action: `${HERE}/agendas/${agenda}/deactivate` })).html).toContain(
        'Deactivated.',
      );
      expect(await read(`/agendas/${agenda}`)).toMatchObject({ active: false });
      expect(await freeTimes()).toBe(0);
      const list = await desk.manager.open(`${HERE}/agendas?state=inactive&q=bea`);
      expect(list.html).toContain('Agenda Bea');
      expect((await desk.manager.open(`${HERE}/agendas?state=active&q=bea`)).html).not.toContain('Agenda Bea');
      const again = await desk.manager.open(`${HERE}/agendas/${agenda}/reactivate`);
      await desk.manager.submit(again, { action: `${HERE}/agendas/${agenda}/reactivate` });
      expect(await freeTimes()).toBeGreaterThan(0);
    });
  });
}
