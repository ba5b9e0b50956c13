import {
  catalogueListPage,
  cataloguePage,
  catalogueStatePage,
} from '../../src/account/pages/clinic/catalogue/catalogue.page.ts';
import type { Options } from '../../src/account/pages/clinic/catalogue/catalogue-form.ts';
import {
  agendaWeeksPage,
  catalogueItemPage,
  entriesPage,
  newItemPage,
} from '../../src/account/pages/clinic/catalogue/catalogue-item.page.ts';
import {
  countOf,
  type FormSpec,
  fieldsOf,
  namedFields,
  type Typed,
} from '../../src/account/pages/clinic/catalogue/form-spec.ts';
import { type Kind, kinds } from '../../src/account/pages/clinic/catalogue/kinds.ts';
import type { Listed } from '../../src/account/pages/clinic/catalogue/listing.ts';
import { pricePage, pricesPage, removePricePage } from '../../src/account/pages/clinic/catalogue/prices.page.ts';
import { CODES_WITH_WORDS, type FieldProblem } from '../../src/account/pages/clinic/catalogue/problems.ts';
import * as specs from '../../src/account/pages/clinic/catalogue/specs.ts';
import type { Html } from '../../src/platform/html.ts';
import type { Language } from '../../src/platform/i18n.ts';
import { AT, form, type SampleNames, TIME_ZONE, within } from '../developer/samples.ts';

const FORMS: Record<Kind, FormSpec> = {
  practitioners: specs.practitionerSpec,
  agendas: specs.agendaSpec,
  treatments: specs.treatmentSpec,
  'price-lists': specs.priceListSpec,
  locations: specs.locationSpec,
  rooms: specs.roomSpec,
};

/** Two rows wherever there are rows, and every field filled in. */
function typedIn(spec: FormSpec, names: SampleNames): Typed {
  const rows = fieldsOf(spec).filter(({ kind }) => kind === 'rows');
  const counts: Typed = new Map(rows.map(({ name }) => [countOf(name), ['2']]));
  const texts: Partial<Record<string, string[]>> = {
    yes: ['yes'],
    days: ['1', '2', '3', '4', '5'],
    several: ['1', '3'],
    reference: ['1'],
    day: ['2026-12-01'],
    time: ['09:00'],
    whole: ['30'],
    decimal: ['90.5'],
    long: [names.description],
  };
  const values = namedFields(spec, counts).map(({ name, kind }) => [name, texts[kind] ?? [names.person]] as const);
  return new Map([...counts, ...values]);
}

/** A problem of each kind, each at a field of its own as long as there are enough. */
function problemsIn(spec: FormSpec, typed: Typed): FieldProblem[] {
  const fields = namedFields(spec, typed);
  const codes = CODES_WITH_WORDS.map((code, index) => ({ field: fields[index]?.name ?? '', code }));
  const rows = fieldsOf(spec).find(({ kind }) => kind === 'rows');
  return [
    ...codes,
    { field: '', code: 'unheard_of' },
    ...(rows ? [{ field: rows.name, code: 'invalid_maxItems' }] : []),
  ];
}

/** The pages of the clinic's catalogue in every state they have, by name. */
export function catalogueSamples(language: Language, names: SampleNames): [string, Html][] {
  const inside = within(language, names);
  const list = (name: string) => ({ path: `/${name}`, q: '', sort: 'name', page: 1, filters: {} });
  const option = (value: string, active = true) => ({ value, words: names.person, active });
  const some = [option('1'), option('2'), option('3', false)];
  const options: Options = {
    practitioners: some,
    locations: some,
    rooms: some,
    treatments: some,
    treatmentCodes: some,
    accounts: some,
  };
  const head = (kind: Kind, active = true) => ({ kind, id: 1, name: names.person, active });
  const items: Record<Kind, Listed> = {
    practitioners: {
      id: 1,
      title: 'Dott.ssa',
      firstName: names.person,
      lastName: names.person,
      specialties: [names.description],
      registerNumber: '123',
      userId: '1',
    },
    agendas: { id: 1, name: names.person, practitionerId: 1, roomId: 2, locationId: 1 },
    treatments: { id: 1, name: names.description, code: 'VIS', branch: 'cardiology', durationMinutes: 45 },
    'price-lists': {
      id: 1,
      name: names.clinic,
      kind: 'insurance',
      payer: { name: names.clinic },
      validFrom: '2026-01-01',
      validTo: '2026-12-31',
    },
    locations: { id: 1, name: names.clinic, address: { municipality: 'Milano' }, phone: '+39021234567' },
    rooms: { id: 1, name: names.clinic, kind: 'machine', locationId: 1 },
  };
  const price = { id: 1, treatmentId: 1, practitionerId: 2, price: 120, patientShare: 30.5 };
  const filled = (name: string, spec: FormSpec) => ({
    ...form('/there'),
    context: inside(name),
    spec,
    options,
    typed: typedIn(spec, names),
    version: 3,
  });
  const wrong = (name: string, spec: FormSpec) => {
    const view = filled(name, spec);
    return { ...view, problems: problemsIn(spec, view.typed) };
  };
  const entries = [
    { at: 0, kind: 'closed', from: '2026-12-24', to: '2026-12-31', reason: names.description },
    { at: 2, kind: 'extraOpen', from: '2027-01-02', to: '2027-01-02', start: '09:00', end: '13:00' },
  ];
  const days = (reason: 'holiday' | 'exception' | 'location_closed' | 'not_working' | 'kept_for_others') =>
    [1, 2, 3].map((day) => ({
      date: `2026-12-0${day}`,
      dayOfWeek: day,
      windows:
        day === 2
          ? []
          : [
              { start: '09:00', end: '13:00' },
              { start: '14:00', end: '18:30' },
            ],
      reason: day === 2 ? reason : undefined,
    }));
  const conflict: FieldProblem[] = [
    { field: 'name', stored: names.clinic },
    { field: 'floor', stored: '' },
  ];
  return [
    ['catalogue', cataloguePage(inside('catalogue'))],
    ...kinds.flatMap((kind): [string, Html][] => {
      const at = (state: string) => `catalogue-${kind}${state}`;
      const listed = (state: string, rows: Listed[]) =>
        catalogueListPage({
          context: inside(at(state)),
          timeZone: TIME_ZONE,
          kind,
          list: list(at(state)),
          items: rows.map((row) => ({ ...row, updatedAt: AT })),
          more: rows.length > 0,
          options,
        });
      const state = (name: string, active: boolean) =>
        catalogueStatePage({
          ...form('/there'),
          context: inside(at(name)),
          head: head(kind, active),
          version: 1,
          changed: !active,
          upcoming: kind === 'rooms' ? 1 : 12,
        });
      return [
        [
          at(''),
          listed('', [
            { ...items[kind], active: true },
            { ...items[kind], active: false },
          ]),
        ],
        [at('-none'), listed('-none', [])],
        [at('-new'), newItemPage({ ...filled(at('-new'), FORMS[kind]), version: undefined, kind })],
        [at('-wrong'), newItemPage({ ...wrong(at('-wrong'), FORMS[kind]), kind })],
        [
          at('-one'),
          catalogueItemPage({ ...filled(at('-one'), FORMS[kind]), head: head(kind), tab: 'details', done: 'created' }),
        ],
        [at('-deactivate'), state('-deactivate', true)],
        [at('-reactivate'), state('-reactivate', false)],
      ];
    }),
    [
      'catalogue-conflict',
      catalogueItemPage({
        ...filled('catalogue-conflict', specs.roomSpec),
        problems: conflict,
        head: head('rooms', false),
        tab: 'details',
        done: 'deactivated',
      }),
    ],
    [
      'catalogue-conflict-elsewhere',
      catalogueItemPage({
        ...filled('catalogue-conflict-elsewhere', specs.roomSpec),
        problems: [{ field: '', same: true }],
        head: head('rooms'),
        tab: 'details',
        done: 'reactivated',
      }),
    ],
    ...(['agendas', 'locations'] as const).map((kind): [string, Html] => [
      `catalogue-${kind}-hours`,
      catalogueItemPage({
        ...filled(`catalogue-${kind}-hours`, kind === 'agendas' ? specs.agendaHoursSpec : specs.locationHoursSpec),
        head: head(kind),
        tab: 'hours',
        done: 'saved',
      }),
    ]),
    [
      'catalogue-agendas-hours-wrong',
      catalogueItemPage({
        ...filled('catalogue-agendas-hours-wrong', specs.agendaHoursSpec),
        problems: [
          { field: 'openingHours.0.end', code: 'before_start' },
          { field: 'openingHours.1.treatmentIds.0', code: 'invalid_type' },
        ],
        head: head('agendas'),
        tab: 'hours',
      }),
    ],
    [
      'catalogue-exceptions',
      entriesPage({
        ...filled('catalogue-exceptions', specs.exceptionSpec),
        head: head('agendas'),
        tab: 'exceptions',
        entries,
        past: 3,
        done: 'added',
      }),
    ],
    [
      'catalogue-closures-wrong',
      entriesPage({
        ...wrong('catalogue-closures-wrong', specs.closureSpec),
        head: head('locations'),
        tab: 'closures',
        entries: [],
        past: 1,
        done: 'removed',
        changed: true,
      }),
    ],
    [
      'catalogue-weeks',
      agendaWeeksPage({
        context: inside('catalogue-weeks'),
        head: head('agendas'),
        weeks: (['holiday', 'exception', 'location_closed', 'not_working', 'kept_for_others'] as const).map(days),
      }),
    ],
    ...[true, false].map((full): [string, Html] => {
      const name = `catalogue-prices${full ? '' : '-none'}`;
      const context = inside(name);
      const prices = full ? [price, { ...price, id: 2, validFrom: '2026-01-01' }] : [];
      return [
        name,
        pricesPage({
          context,
          head: head('price-lists'),
          list: list(name),
          prices,
          more: full,
          options,
          done: 'added',
        }),
      ];
    }),
    [
      'catalogue-price-new',
      pricePage({ ...filled('catalogue-price-new', specs.newPriceSpec), head: head('price-lists') }),
    ],
    [
      'catalogue-price-wrong',
      pricePage({
        ...wrong('catalogue-price-wrong', specs.priceSpec),
        head: head('price-lists'),
        treatment: names.description,
        removeHref: '/there',
      }),
    ],
    [
      'catalogue-price-remove',
      removePricePage({
        ...form('/there'),
        context: inside('catalogue-price-remove'),
        head: head('price-lists'),
        treatment: names.description,
        version: 1,
        changed: true,
      }),
    ],
  ];
}
