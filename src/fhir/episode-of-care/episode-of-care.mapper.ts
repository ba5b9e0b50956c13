import type { EpisodeOfCare, Extension } from '@medplum/fhirtypes';
import type { Episode } from '../../api/episodes/episodes.schema.ts';
import {
  asCode,
  asDate,
  asText,
  codeExtension,
  complexExtension,
  concept,
  externalIdentifiers,
  identityOf,
  listed,
  optional,
  referenceTo,
  textExtension,
} from '../datatypes.ts';
import { codeSystem, extensionUrl } from '../names.ts';
import { partsFrom } from '../record-parts.ts';

export const DIAGNOSIS_ROLE = codeSystem('diagnosis-role');

type Status = Episode['status'];

const STATUS: Record<Status, EpisodeOfCare['status']> = {
  planned: 'planned',
  waitlist: 'waitlist',
  active: 'active',
  on_hold: 'onhold',
  finished: 'finished',
  cancelled: 'cancelled',
};

/** The statuses of FHIR by those here, and the way back. */
export const STATUS_OF = Object.fromEntries(Object.entries(STATUS).map(([ours, theirs]) => [theirs, ours])) as Record<
  string,
  Status
>;

/** An episode as FHIR knows one; `episode-of-care.input.ts` is the way back. Its diagnoses are Conditions. */
export function toEpisodeOfCare(episode: Episode): EpisodeOfCare {
  const { title, status, patientId, responsiblePractitionerId, start, end, externalIds } = episode;
  return {
    ...identityOf('EpisodeOfCare', episode),
    ...listed('extension', extensionsOf(episode)),
    ...listed('identifier', externalIdentifiers(externalIds)),
    status: STATUS[status],
    ...listed('statusHistory', historyOf(episode)),
    type: [{ text: title }],
    ...listed(
      'diagnosis',
      partsFrom(episode, episode.diagnoses).map(([id, { role }]) => ({
        condition: referenceTo('Condition', id),
        ...(role && { role: concept(DIAGNOSIS_ROLE, role) }),
      })),
    ),
    patient: referenceTo('Patient', patientId),
    period: { start, ...optional('end', end) },
    ...(responsiblePractitionerId !== undefined && {
      careManager: referenceTo('Practitioner', responsiblePractitionerId),
    }),
  };
}

function historyOf({ statusHistory }: Episode): NonNullable<EpisodeOfCare['statusHistory']> {
  return statusHistory.map(({ status, at, by, reason }, index) => ({
    ...listed('extension', [...textExtension('changed-by', by), ...textExtension('change-reason', reason)]),
    status: STATUS[status],
    period: { start: at, ...optional('end', statusHistory[index + 1]?.at) },
  }));
}

function extensionsOf({ referral, payerCode, authorisedSessions, usedSessions, notes }: Episode): Extension[] {
  return [
    ...complexExtension('referral', {
      number: asText(referral?.number),
      date: asDate(referral?.date),
      prescriber: asText(referral?.prescriber),
      priority: asCode(referral?.priority),
      question: asText(referral?.question),
    }),
    ...codeExtension('payer-code', payerCode),
    ...(authorisedSessions === undefined
      ? []
      : [{ url: extensionUrl('authorised-sessions'), valueInteger: authorisedSessions }]),
    { url: extensionUrl('used-sessions'), valueInteger: usedSessions },
    ...textExtension('notes', notes),
  ];
}
