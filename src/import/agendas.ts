import Type from 'typebox';
import type { AgendaInput } from '../api/agendas/agendas.schema.ts';
import { agendaExport, changeAgendas, importAgendas } from '../api/agendas/agendas.service.ts';
import { calendarDate, closed, id, oneOf, text } from '../api/schema.ts';
import type { ErrorDetail } from '../platform/errors.ts';
import { catalogue } from './catalogue.ts';
import { problem } from './importable.ts';
import {
  active,
  dayRanges,
  externalIds,
  ids,
  inOrder,
  minutes,
  timeZoneProblem,
  wallClock,
  weeklyHours,
} from './parts.ts';

const rule = Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000_000 }));

export const agendas = catalogue({
  name: 'agendas',
  identity: 'one of its externalIds',
  schema: Type.Object(
    {
      name: text(200),
      practitionerId: Type.Optional(id()),
      locationId: id(),
      roomId: Type.Optional(id()),
      timeZone: Type.String({ maxLength: 64, default: 'Europe/Rome' }),
      granularityMinutes: minutes(1, 1440, { default: 15 }),
      onlineBookable: Type.Boolean({ default: false }),
      active,
      treatmentIds: ids({ default: [] }),
      openingHours: weeklyHours(
        {
          validFrom: Type.Optional(calendarDate()),
          validTo: Type.Optional(calendarDate()),
          treatmentIds: Type.Optional(ids()),
          channel: Type.Optional(oneOf(['frontdesk', 'online'])),
        },
        { default: [] },
      ),
      exceptions: dayRanges({ kind: oneOf(['closed', 'extraOpen']), start: wallClock, end: wallClock }),
      rules: Type.Object(
        {
          minNoticeMinutes: rule,
          maxHorizonDays: rule,
          maxPerDay: rule,
          maxPerPatientPerDay: rule,
          cancellationNoticeHours: rule,
        },
        { ...closed, default: {} },
      ),
      externalIds,
    },
    closed,
  ),
  references: [
    { member: 'practitioner', sets: 'practitionerId', to: 'practitioners' },
    { member: 'location', sets: 'locationId', to: 'locations' },
    { member: 'room', sets: 'roomId', to: 'rooms' },
    { member: 'treatments', sets: 'treatmentIds', to: 'treatments', many: true },
    { within: 'openingHours', member: 'treatments', sets: 'treatmentIds', to: 'treatments', many: true },
  ],
  source: agendaExport,
  computed: ['resourceKind'],
  rules,
  insert: importAgendas,
  change: changeAgendas,
});

function rules(agenda: AgendaInput): ErrorDetail[] {
  const { practitionerId, roomId, openingHours, exceptions } = agenda;
  const nobody = practitionerId === undefined && roomId === undefined;
  return [
    ...(nobody ? [problem('practitionerId', 'required', 'or a roomId is needed: something must be taken up')] : []),
    ...timeZoneProblem(agenda.timeZone),
    ...inOrder(openingHours, 'openingHours', ['start', 'end'], false),
    ...inOrder(openingHours, 'openingHours', ['validFrom', 'validTo'], true),
    ...inOrder(exceptions, 'exceptions', ['from', 'to'], true),
    ...inOrder(exceptions, 'exceptions', ['start', 'end'], false),
  ];
}
