import Type from 'typebox';
import type { ErrorDetail } from '../../platform/errors.ts';
import {
  active,
  dayRanges,
  externalIds,
  ids,
  inOrder,
  minutes,
  problem,
  timeZoneProblem,
  validity,
  wallClock,
  weeklyHours,
} from '../catalogue/catalogue-input.ts';
import type { CataloguePart } from '../catalogue/catalogue-part.ts';
import { closed, id, oneOf, text } from '../schema.ts';
import type { Agenda, AgendaInput } from './agendas.schema.ts';
import { agendaExport, agendaReading, changeAgendas, importAgendas } from './agendas.service.ts';

const rule = Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000_000 }));

export const agendaPart: CataloguePart<Agenda, AgendaInput> = {
  table: 'agendas',
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
          ...validity,
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
  computed: ['resourceKind'],
  rules,
  source: agendaExport,
  reading: agendaReading,
  insert: importAgendas,
  change: changeAgendas,
};

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
