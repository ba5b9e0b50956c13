import type { Practice } from './practice.ts';

/** Studio Medico Altrove: small, and nothing like the other. */
export const OTHER_PRACTICE: Practice = {
  locations: [{ name: 'Studio Altrove', street: 'Piazza del Mercato', number: '1' }],
  rooms: [
    { name: 'Stanza A', kind: 'room', at: 0 },
    { name: 'Spirometro', kind: 'machine', at: 0 },
  ],
  practitioners: [{ first: 'Ottavio', last: 'Lontani', title: 'Dott.', specialties: ['pneumology'] }],
  agendas: [
    {
      name: 'Pneumologia Lontani',
      who: 'Lontani',
      at: 0,
      room: 'Stanza A',
      granularity: 30,
      online: true,
      hours: [1, 2, 3, 4, 5].map((day) => [day, '09:00', '17:00'] as const),
      rules: { maxHorizonDays: 90 },
    },
  ],
  treatments: [
    {
      code: 'PNEU-VIS',
      name: 'Visita pneumologica',
      branch: 'pneumology',
      minutes: 30,
      price: 100,
      by: ['Lontani'],
      online: true,
    },
    {
      code: 'PNEU-SPI',
      name: 'Spirometria',
      branch: 'pneumology',
      minutes: 30,
      price: 60,
      by: ['Lontani'],
      needs: [['Spirometro']],
    },
  ],
  priceLists: [{ name: 'Privati', kind: 'private', percentOfPrivate: 100, patientPercent: 100 }],
};
