import { afterAll, beforeAll, expect, test } from 'vitest';
import { settle } from '../polling/poller.ts';
import { CLINIC, type ImportClinic, startImportClinic } from './importing.ts';

let clinic: ImportClinic;
beforeAll(async () => {
  clinic = await startImportClinic();
});
afterAll(() => clinic.close());

const OPTIONS = { system: 'urn:gestionale' };

/** Files of one new house, in the order in which they refer to each other. */
const FILES: [string, string | object[]][] = [
  [
    'locations',
    'externalId;name;address.street;address.zip;phone;openingHours.0.dayOfWeek;openingHours.0.start;openingHours.0.end\nL1;Sede Nord;Via Nord;20100;02 123456;1;08:00;18:00',
  ],
  ['rooms', 'externalId;name;location;kind\nR1;Stanza Nord;L1;\nR2;Ecografo Nord;urn:gestionale|L1;machine'],
  [
    'practitioners',
    'externalId;firstName;lastName;title;registerProvince;specialties\nP1;Ada;Nordici;Dott.ssa;MI;cardiology, sports medicine',
  ],
  [
    'treatments',
    [
      {
        code: 'NORD-1',
        name: 'Visita Nord',
        branch: 'cardiology',
        durationMinutes: 30,
        eligiblePractitioners: [{ practitioner: 'P1', price: 90.5 }],
        requiredResources: [{ kind: 'room', rooms: ['R1'] }],
      },
    ],
  ],
  [
    'agendas',
    [
      {
        externalId: 'A1',
        name: 'Nordici',
        practitioner: 'P1',
        location: 'L1',
        treatments: ['NORD-1'],
        openingHours: [{ dayOfWeek: 1, start: '09:00', end: '12:00', treatments: ['NORD-1'] }],
      },
    ],
  ],
  [
    'price-lists',
    'externalId;name;kind;payer.code;payer.name;validFrom\nPL1;Assicurazione Nord;insurance;NORD;Nord Assicurazioni;2026-01-01',
  ],
  ['price-list-items', 'priceList;treatment;price;patientShare;discountPct\nPL1;NORD-1;1.080,50;€ 30,25;10'],
];

test('is imported file by file, each in the place of another', async () => {
  for (const [resource, content] of FILES) {
    const answer = await clinic.importing(resource, content, OPTIONS);
    expect(answer, resource).toMatchObject({ rejections: [], stored: true, updated: 0, unchanged: 0 });
    expect(answer.created, resource).toBe(answer.read);
  }
  const [location] = (await clinic.list('/locations?limit=200')).filter(({ name }) => name === 'Sede Nord');
  expect(location).toMatchObject({
    timeZone: 'Europe/Rome',
    phone: '+3902123456',
    closures: [],
    holidays: 'none',
    openingHours: [{ dayOfWeek: 1 }],
  });
  const rooms = await clinic.list(`/rooms?locationId=${location.id}`);
  expect(rooms).toMatchObject([
    { name: 'Stanza Nord', kind: 'room' },
    { name: 'Ecografo Nord', kind: 'machine' },
  ]);
  const [treatment] = await clinic.list('/treatments?code=NORD-1');
  const [practitioner] = await clinic.list(`/practitioners?treatmentId=${treatment.id}`);
  expect(practitioner).toMatchObject({ lastName: 'Nordici', specialties: ['cardiology', 'sports medicine'] });
  expect(treatment).toMatchObject({
    eligiblePractitioners: [{ id: practitioner.id, price: 90.5 }],
    requiredResources: [{ kind: 'room', anyOfIds: [rooms[0].id], count: 1 }],
    bufferAfterMinutes: 0,
  });
  expect(await clinic.list(`/treatments?q=visita%20nord`)).toHaveLength(1);
  const [agenda] = await clinic.list(`/agendas?practitionerId=${practitioner.id}`);
  expect(agenda).toMatchObject({
    treatmentIds: [treatment.id],
    resourceKind: 'practitioner',
    openingHours: [{ treatmentIds: [treatment.id] }],
  });
  const [list] = await clinic.list('/price-lists?payer=NORD');
  expect(await clinic.list(`/price-lists/${list.id}/items`)).toMatchObject([
    { treatmentId: treatment.id, price: 1080.5, patientShare: 30.25, payerShare: 1050.25, discountPct: 10 },
  ]);
});

test('changes nothing when it is imported again, not a version', async () => {
  const fingerprint = `select sum(version)::int as versions from (select version from locations union all select version from rooms
    union all select version from practitioners union all select version from treatments union all select version from agendas
    union all select version from price_lists union all select version from price_list_items) all_of_them`;
  const before = await clinic.sql(fingerprint);
  for (const [resource, content] of FILES) {
    const answer = await clinic.importing(resource, content, OPTIONS);
    expect(answer, resource).toMatchObject({ created: 0, updated: 0, unchanged: answer.read, rejections: [] });
  }
  expect(await clinic.sql(fingerprint)).toEqual(before);
});

test('changes what differs, and keeps the rest', async () => {
  expect(await clinic.importing('treatments', 'code;durationMinutes\nNORD-1;45')).toMatchObject({ updated: 1 });
  const [treatment] = await clinic.list('/treatments?code=NORD-1');
  expect(treatment).toMatchObject({
    version: 2,
    durationMinutes: 45,
    name: 'Visita Nord',
    eligiblePractitioners: [{ price: 90.5 }],
  });
  expect(
    await clinic.importing(
      'price-list-items',
      'priceList;treatment;price;patientShare;payerShare\nPL1;NORD-1;100;100;0',
    ),
  ).toMatchObject({ updated: 1 });
  await clinic.sql(`update practitioners set user_id = 'sandbox-developer' where last_name = 'Nordici'`);
  expect(await clinic.importing('practitioners', 'externalId,title\nP1,Prof.ssa', OPTIONS)).toMatchObject({
    updated: 1,
  });
  const [practitioner] = await clinic.list(`/practitioners?treatmentId=${treatment.id}`);
  expect(practitioner).toMatchObject({ title: 'Prof.ssa', firstName: 'Ada', userId: 'sandbox-developer' });
  await settle(clinic.platform);
  const changes = await clinic.call('GET', `${CLINIC}/changes?resources=treatments&limit=200`);
  expect(changes.body.items.findLast(({ id }: { id: number }) => id === treatment.id)).toMatchObject({
    op: 'updated',
    version: 2,
  });
  expect(
    await clinic.sql(
      `select user_id, action from audit_events where action = 'treatments.import' order by at desc limit 1`,
    ),
  ).toEqual([{ user_id: 'import', action: 'treatments.import' }]);
});

test.each<[string, string | object[], string[]]>([
  ['rooms', 'externalId;name;location\nR9;Stanza;nowhere', ['2 location not_found']],
  ['rooms', [{ externalId: 'R9', name: 'Stanza', locationId: 999_999 }], ['1 locationId not_found']],
  ['rooms', [{ externalId: 'R9', name: 'Stanza' }], ['1 locationId required']],
  ['rooms', [{ name: 'Stanza', location: 'L1' }], ['1 externalIds required']],
  ['rooms', 'externalId;name;location\nR9;A;L1\nR9;B;L1', ['3  duplicate_in_file']],
  ['locations', [{ externalId: 'L9', name: 'Sud', timeZone: 'Europe/Nowhere' }], ['1 timeZone invalid_time_zone']],
  [
    'locations',
    [{ externalId: 'L9', name: 'Sud', openingHours: [{ dayOfWeek: 1, start: '12:00', end: '08:00' }] }],
    ['1 openingHours.0.end before_start'],
  ],
  ['treatments', 'code;name;branch;durationMinutes\nX;X;x;0', ['2 durationMinutes invalid_minimum']],
  ['treatments', "code;name;branch;durationMinutes\nX;X;x;mezz'ora", ['2 durationMinutes invalid_number']],
  ['treatments', 'name\nX', ['2 code required']],
  [
    'treatments',
    [{ code: 'X', name: 'X', branch: 'x', durationMinutes: 30, minAge: 20, maxAge: 10 }],
    ['1 maxAge out_of_range'],
  ],
  [
    'treatments',
    [{ code: 'X', name: 'X', branch: 'x', durationMinutes: 30, eligiblePractitioners: [{ practitioner: 'nobody' }] }],
    ['1 eligiblePractitioners.0.practitioner not_found'],
  ],
  [
    'treatments',
    [
      {
        code: 'X',
        name: 'X',
        branch: 'x',
        durationMinutes: 30,
        eligiblePractitioners: [{ practitioner: 'P1' }, { practitioner: 'P1' }],
      },
    ],
    ['1 eligiblePractitioners.1.id duplicate'],
  ],
  ['agendas', [{ externalId: 'A9', name: 'Di nessuno', location: 'L1' }], ['1 practitionerId required']],
  ['price-lists', 'externalId;name;kind\nPL9;X;gratis', ['2 kind invalid_enum']],
  [
    'price-lists',
    'externalId;name;kind;validFrom;validTo\nPL9;X;private;2026-02-01;2026-01-01',
    ['2 validTo before_start'],
  ],
  [
    'price-list-items',
    'priceList;treatment;price;patientShare;payerShare\nPL1;NORD-1;100;50;40',
    ['2 patientShare not_the_price'],
  ],
  ['price-list-items', 'priceList;treatment;price\nPL1;NORD-1;1.000', ['2 price ambiguous_number']],
  ['price-list-items', 'priceList;treatment;price\nPL1;NORD-1;10,005', ['2 price ambiguous_number']],
  ['price-list-items', [{ priceList: 'PL1', treatment: 'NORD-1', price: 10.0051 }], ['1 price too_precise']],
  ['price-list-items', 'priceList;treatment;price\nPL1;NORD-1;-5', ['2 price invalid_minimum']],
])('%s: a row that will not do is rejected, and nothing is imported (%#)', async (resource, content, rejections) => {
  const answer = await clinic.importing(resource, content, OPTIONS);
  expect(answer.rejections.slice(0, rejections.length)).toEqual(rejections);
  expect(answer.stored).toBe(false);
});
