import type { Practice } from './practice.ts';
import { SANDBOX_TREATMENTS } from './sandbox-treatments.ts';

const weekdays = (start: string, end: string) => [1, 2, 3, 4, 5].map((day) => [day, start, end] as const);
const on = (days: readonly number[], ...blocks: (readonly [string, string])[]) =>
  days.flatMap((day) => blocks.map(([start, end]) => [day, start, end] as const));

const usual = { minNoticeMinutes: 60, maxHorizonDays: 180, maxPerPatientPerDay: 2, cancellationNoticeHours: 24 };

/** Poliambulatorio Corsia. */
export const SANDBOX_PRACTICE: Practice = {
  locations: [
    { name: 'Sede Centrale', street: 'Via dei Tigli', number: '12' },
    { name: 'Sede Porta Nuova', street: 'Corso Porta Nuova', number: '4' },
  ],
  rooms: [
    { name: 'Ambulatorio 1', kind: 'room', at: 0 },
    { name: 'Ambulatorio 2', kind: 'room', at: 0 },
    { name: 'Ambulatorio 3', kind: 'room', at: 0 },
    { name: 'Sala Prelievi', kind: 'room', at: 0 },
    { name: 'Palestra Riabilitativa', kind: 'room', at: 1 },
    { name: 'Studio Odontoiatrico', kind: 'room', at: 1 },
    { name: 'Ecografo', kind: 'machine', at: 0 },
    { name: 'Elettrocardiografo', kind: 'machine', at: 0 },
  ],
  practitioners: [
    { first: 'Dario', last: 'Medici', title: 'Dott.', specialties: ['cardiology'] },
    { first: 'Elena', last: 'Curanti', title: 'Dott.ssa', specialties: ['dermatology'] },
    { first: 'Fabio', last: 'Ossini', title: 'Dott.', specialties: ['orthopaedics'] },
    { first: 'Giulia', last: 'Fiorentini', title: 'Dott.ssa', specialties: ['gynaecology', 'obstetrics'] },
    { first: 'Irma', last: 'Ecografi', title: 'Dott.ssa', specialties: ['radiology'] },
    { first: 'Luca', last: 'Denti', title: 'Dott.', specialties: ['dentistry'] },
    { first: 'Nadia', last: 'Movimenti', title: 'Dott.ssa', specialties: ['physiotherapy'] },
    { first: 'Piero', last: 'Bambini', title: 'Dott.', specialties: ['paediatrics'] },
  ],
  agendas: [
    {
      name: 'Cardiologia Medici',
      who: 'Medici',
      at: 0,
      granularity: 15,
      online: true,
      hours: [...on([1, 3], ['09:00', '13:00'], ['14:30', '18:30']), [5, '09:00', '13:00', { channel: 'frontdesk' }]],
      rules: usual,
    },
    {
      name: 'Cardiologia Medici, Porta Nuova',
      who: 'Medici',
      at: 1,
      granularity: 30,
      online: false,
      hours: [
        [2, '15:00', '19:00'],
        [4, '15:00', '19:00', { treatments: ['CARD-VIS', 'CARD-CTR'] }],
      ],
      rules: { ...usual, maxPerDay: 8 },
    },
    {
      name: 'Dermatologia Curanti',
      who: 'Curanti',
      at: 0,
      room: 'Ambulatorio 2',
      granularity: 20,
      online: true,
      hours: on([1, 2, 4], ['08:30', '12:30'], ['13:30', '16:30']),
      rules: usual,
    },
    {
      name: 'Ortopedia Ossini',
      who: 'Ossini',
      at: 0,
      granularity: 15,
      online: true,
      hours: on([2, 5], ['14:00', '19:30']),
      rules: usual,
    },
    {
      name: 'Ginecologia Fiorentini',
      who: 'Fiorentini',
      at: 0,
      room: 'Ambulatorio 3',
      granularity: 30,
      online: true,
      hours: weekdays('09:00', '13:00'),
      rules: usual,
    },
    {
      name: 'Diagnostica per immagini',
      who: 'Ecografi',
      at: 0,
      granularity: 10,
      online: true,
      hours: weekdays('08:00', '14:00'),
      rules: usual,
    },
    {
      name: 'Odontoiatria Denti',
      who: 'Denti',
      at: 1,
      room: 'Studio Odontoiatrico',
      granularity: 30,
      online: true,
      hours: [...weekdays('10:00', '18:00'), [6, '09:00', '13:00']],
      rules: usual,
    },
    {
      name: 'Fisioterapia Movimenti',
      who: 'Movimenti',
      at: 1,
      granularity: 15,
      online: true,
      hours: weekdays('08:00', '20:00'),
      rules: usual,
    },
    {
      name: 'Pediatria Bambini',
      who: 'Bambini',
      at: 0,
      granularity: 15,
      online: true,
      hours: on([1, 3, 5], ['15:00', '19:00']),
      rules: usual,
    },
    {
      name: 'Punto prelievi',
      at: 0,
      room: 'Sala Prelievi',
      granularity: 5,
      online: true,
      hours: [...weekdays('07:30', '10:00'), [6, '07:30', '10:00']],
      rules: { minNoticeMinutes: 30, maxHorizonDays: 60, maxPerPatientPerDay: 1, cancellationNoticeHours: 12 },
      treatments: ['LAB-PRE', 'LAB-PED'],
    },
  ],
  treatments: SANDBOX_TREATMENTS,
  priceLists: [
    { name: 'Privati', kind: 'private', percentOfPrivate: 100, patientPercent: 100 },
    {
      name: 'Assicurazione Salute Serena',
      kind: 'insurance',
      payer: { code: 'SALUTE-SERENA', name: 'Salute Serena S.p.A.' },
      percentOfPrivate: 85,
      patientPercent: 20,
    },
    {
      name: 'Convenzione Officine Aurora',
      kind: 'company',
      payer: { code: 'AURORA', name: 'Officine Aurora S.r.l.' },
      percentOfPrivate: 80,
      patientPercent: 50,
    },
  ],
};
