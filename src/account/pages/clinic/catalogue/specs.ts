import type { FieldSpec, FormSpec, RowsSpec } from './form-spec.ts';

const validity: readonly FieldSpec[] = [
  { name: 'validFrom', kind: 'day', label: 'validFrom', optional: true },
  { name: 'validTo', kind: 'day', label: 'validTo', optional: true },
];

const clock: readonly FieldSpec[] = [
  { name: 'dayOfWeek', kind: 'days', label: 'days' },
  { name: 'start', kind: 'time', label: 'start' },
  { name: 'end', kind: 'time', label: 'end' },
];

export const practitionerSpec: FormSpec = [
  {
    fields: [
      { name: 'title', kind: 'text', label: 'title', hint: 'title', optional: true },
      { name: 'firstName', kind: 'text', label: 'firstName' },
      { name: 'lastName', kind: 'text', label: 'lastName' },
      { name: 'specialties', kind: 'list', label: 'specialties', hint: 'list', optional: true },
    ],
  },
  {
    heading: 'register',
    fields: [
      { name: 'registerNumber', kind: 'text', label: 'registerNumber', optional: true },
      { name: 'registerProvince', kind: 'letters', label: 'registerProvince', hint: 'province', optional: true },
    ],
  },
  {
    heading: 'account',
    fields: [
      { name: 'userId', kind: 'choice', label: 'account', hint: 'account', options: 'accounts', optional: true },
    ],
  },
];

export const roomSpec: FormSpec = [
  {
    fields: [
      { name: 'name', kind: 'text', label: 'name' },
      { name: 'kind', kind: 'choice', label: 'roomKind', hint: 'roomKind', options: 'roomKinds', initial: 'room' },
      { name: 'locationId', kind: 'reference', label: 'location', options: 'locations' },
      { name: 'floor', kind: 'text', label: 'floor', optional: true },
    ],
  },
];

export const locationSpec: FormSpec = [
  {
    fields: [
      { name: 'name', kind: 'text', label: 'name' },
      { name: 'holidays', kind: 'choice', label: 'holidays', hint: 'holidays', options: 'holidays', initial: 'IT' },
      { name: 'timeZone', kind: 'text', label: 'timeZone', hint: 'timeZone', initial: 'Europe/Rome' },
    ],
  },
  {
    heading: 'contact',
    fields: [
      { name: 'address.street', kind: 'text', label: 'street', optional: true },
      { name: 'address.number', kind: 'text', label: 'houseNumber', optional: true },
      { name: 'address.zip', kind: 'text', label: 'zip', optional: true },
      { name: 'address.municipality', kind: 'text', label: 'municipality', optional: true },
      { name: 'address.province', kind: 'letters', label: 'province', hint: 'province', optional: true },
      { name: 'phone', kind: 'text', label: 'phone', optional: true },
      { name: 'email', kind: 'text', label: 'email', optional: true },
    ],
  },
];

export const locationHoursSpec: FormSpec = [
  {
    fields: [
      {
        name: 'openingHours',
        kind: 'rows',
        label: 'openingHours',
        hint: 'locationHours',
        columns: clock,
        absentWhenEmpty: true,
      },
    ],
  },
];

export const treatmentSpec: FormSpec = [
  {
    fields: [
      { name: 'code', kind: 'text', label: 'code', hint: 'code' },
      { name: 'name', kind: 'text', label: 'name' },
      { name: 'branch', kind: 'text', label: 'branch', hint: 'branch' },
      { name: 'nomenclatureCode', kind: 'text', label: 'nomenclatureCode', optional: true },
    ],
  },
  {
    heading: 'booking',
    fields: [
      { name: 'durationMinutes', kind: 'whole', label: 'duration', hint: 'duration', initial: '30' },
      { name: 'bufferBeforeMinutes', kind: 'whole', label: 'bufferBefore', hint: 'buffer', initial: '0' },
      { name: 'bufferAfterMinutes', kind: 'whole', label: 'bufferAfter', hint: 'buffer', initial: '0' },
      { name: 'onlineBookable', kind: 'yes', label: 'onlineBookable' },
      { name: 'requiresReferral', kind: 'yes', label: 'requiresReferral' },
      { name: 'minAge', kind: 'whole', label: 'minAge', optional: true },
      { name: 'maxAge', kind: 'whole', label: 'maxAge', optional: true },
      { name: 'preparation', kind: 'long', label: 'preparation', hint: 'preparation', optional: true },
    ],
  },
  {
    heading: 'tax',
    fields: [
      { name: 'vat.rate', kind: 'decimal', label: 'vatRate', initial: '0' },
      { name: 'vat.nature', kind: 'letters', label: 'vatNature', hint: 'vatNature', optional: true, initial: 'N4' },
      { name: 'vat.legalText', kind: 'text', label: 'vatText', hint: 'vatText', optional: true },
      { name: 'tsExpenseType', kind: 'letters', label: 'expenseType', hint: 'expenseType', optional: true },
    ],
  },
  {
    heading: 'who',
    fields: [
      {
        name: 'eligiblePractitioners',
        kind: 'rows',
        label: 'eligible',
        hint: 'eligible',
        columns: [
          { name: 'id', kind: 'reference', label: 'practitioner', options: 'practitioners' },
          { name: 'durationMinutes', kind: 'whole', label: 'ownDuration', optional: true },
          { name: 'price', kind: 'decimal', label: 'ownPrice', optional: true },
        ],
      },
    ],
  },
  {
    heading: 'resources',
    fields: [
      {
        name: 'requiredResources',
        kind: 'rows',
        label: 'resources',
        hint: 'resources',
        columns: [
          { name: 'kind', kind: 'choice', label: 'roomKind', options: 'roomKinds' },
          { name: 'count', kind: 'whole', label: 'resourceCount' },
          { name: 'anyOfIds', kind: 'several', label: 'anyOf', options: 'rooms' },
        ],
      },
    ],
  },
];

export const agendaSpec: FormSpec = [
  {
    fields: [
      { name: 'name', kind: 'text', label: 'name' },
      {
        name: 'practitionerId',
        kind: 'reference',
        label: 'practitioner',
        hint: 'whose',
        options: 'practitioners',
        optional: true,
      },
      { name: 'roomId', kind: 'reference', label: 'room', hint: 'room', options: 'rooms', optional: true },
      { name: 'locationId', kind: 'reference', label: 'location', options: 'locations' },
      { name: 'timeZone', kind: 'text', label: 'timeZone', hint: 'timeZone', initial: 'Europe/Rome' },
    ],
  },
  {
    heading: 'booking',
    fields: [
      { name: 'granularityMinutes', kind: 'whole', label: 'granularity', hint: 'granularity', initial: '15' },
      { name: 'onlineBookable', kind: 'yes', label: 'onlineBookable' },
      { name: 'rules.minNoticeMinutes', kind: 'whole', label: 'minNotice', hint: 'rule', optional: true },
      { name: 'rules.maxHorizonDays', kind: 'whole', label: 'maxHorizon', hint: 'rule', optional: true },
      { name: 'rules.maxPerDay', kind: 'whole', label: 'maxPerDay', hint: 'rule', optional: true },
      { name: 'rules.maxPerPatientPerDay', kind: 'whole', label: 'maxPerPatient', hint: 'rule', optional: true },
      { name: 'rules.cancellationNoticeHours', kind: 'whole', label: 'cancellation', hint: 'rule', optional: true },
    ],
  },
  {
    heading: 'treatments',
    fields: [{ name: 'treatmentIds', kind: 'several', label: 'treatments', hint: 'treatments', options: 'treatments' }],
  },
];

const agendaHours: RowsSpec = {
  name: 'openingHours',
  kind: 'rows',
  label: 'openingHours',
  hint: 'hours',
  columns: [
    ...clock,
    ...validity,
    { name: 'channel', kind: 'choice', label: 'channel', options: 'channels', optional: true },
    {
      name: 'treatmentIds',
      kind: 'codes',
      label: 'onlyFor',
      hint: 'onlyFor',
      options: 'treatmentCodes',
      optional: true,
    },
  ],
};

export const agendaHoursSpec: FormSpec = [{ fields: [agendaHours] }];

export const exceptionSpec: FormSpec = [
  {
    fields: [
      { name: 'kind', kind: 'choice', label: 'exceptionKind', options: 'exceptionKinds', initial: 'closed' },
      { name: 'from', kind: 'day', label: 'firstDay' },
      { name: 'to', kind: 'day', label: 'lastDay', hint: 'lastDay', optional: true },
      { name: 'start', kind: 'time', label: 'start', hint: 'wholeDay', optional: true },
      { name: 'end', kind: 'time', label: 'end', optional: true },
      { name: 'reason', kind: 'text', label: 'reason', optional: true },
    ],
  },
];

export const closureSpec: FormSpec = [
  {
    fields: [
      { name: 'from', kind: 'day', label: 'firstDay' },
      { name: 'to', kind: 'day', label: 'lastDay', hint: 'lastDay', optional: true },
      { name: 'reason', kind: 'text', label: 'reason', optional: true },
    ],
  },
];

export const priceListSpec: FormSpec = [
  {
    fields: [
      { name: 'name', kind: 'text', label: 'name' },
      { name: 'kind', kind: 'choice', label: 'listKind', hint: 'listKind', options: 'listKinds', initial: 'private' },
      { name: 'payer.code', kind: 'text', label: 'payerCode', hint: 'payer', optional: true },
      { name: 'payer.name', kind: 'text', label: 'payerName', optional: true },
      ...validity,
    ],
  },
];

const amounts: FormSpec[number]['fields'] = [
  {
    name: 'practitionerId',
    kind: 'reference',
    label: 'practitioner',
    hint: 'ownPrice',
    options: 'practitioners',
    optional: true,
  },
  { name: 'price', kind: 'decimal', label: 'price' },
  { name: 'patientShare', kind: 'decimal', label: 'patientShare', hint: 'share', optional: true },
  { name: 'payerShare', kind: 'decimal', label: 'payerShare', hint: 'share', optional: true },
  { name: 'discountPct', kind: 'decimal', label: 'discount', hint: 'discount', optional: true },
  ...validity,
];

/** Of which treatment a price is, is decided once. */
export const priceSpec: FormSpec = [{ fields: amounts }];
export const newPriceSpec: FormSpec = [
  { fields: [{ name: 'treatmentId', kind: 'reference', label: 'treatment', options: 'treatments' }, ...amounts] },
];
