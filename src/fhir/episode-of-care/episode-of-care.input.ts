import type { Episode, EpisodeInput } from '../../api/episodes/episodes.schema.ts';
import { placeOf } from '../../api/record-parts.ts';
import { readCondition } from '../condition/condition.input.ts';
import { present, readCode, readExternalIds } from '../datatype-readers.ts';
import { numberOf } from '../ids.ts';
import { extensionUrl } from '../names.ts';
import { type Reader, readResource } from '../reader.ts';
import { readNumber } from '../references.ts';
import { DIAGNOSIS_ROLE, STATUS_OF } from './episode-of-care.mapper.ts';

type Diagnosis = Episode['diagnoses'][number];

/** What an EpisodeOfCare says; its status is told apart, as it changes by steps of its own. */
export interface SentEpisode {
  input: Omit<EpisodeInput, 'status' | 'end'>;
  status: Episode['status'];
  end: string | undefined;
}

/**
 * `toEpisodeOfCare` undone. Diagnoses are Conditions that it contains, or those that it has already.
 * @param before the episode that it replaces
 * @throws FhirRefusal 422 naming what is wrong, or cannot be kept
 */
export function readEpisodeOfCare(body: unknown, before?: Episode): SentEpisode {
  return readResource('EpisodeOfCare', body, (episode) => {
    // What happened and what was counted is not for callers to tell.
    episode.ignore('statusHistory');
    episode.extension(extensionUrl('used-sessions'))?.ignore('valueInteger');
    const [type, ...more] = episode.many('type');
    for (const one of more) one.refuse('', 'is one too many: one title is kept');
    const title = type?.text('text');
    if (title === undefined) episode.refuse('type', 'must be told with a text, which is the title');
    const period = episode.one('period');
    const start = period?.text('start');
    if (start === undefined) episode.refuse('period', 'must have a start');
    const patientId = readNumber(episode.one('patient'), 'Patient');
    if (!episode.has('patient')) episode.refuse('patient', 'is required');
    const status = episode.code('status', Object.keys(STATUS_OF));
    if (!episode.has('status')) episode.refuse('status', 'is required');
    const externalIds = readExternalIds(episode.many('identifier'));
    const diagnoses = readDiagnoses(episode, before);
    const input = {
      patientId,
      title,
      start,
      responsiblePractitionerId: readNumber(episode.one('careManager'), 'Practitioner'),
      diagnoses: diagnoses.length > 0 ? diagnoses : undefined,
      referral: readReferral(episode),
      payerCode: episode.extension(extensionUrl('payer-code'))?.text('valueCode'),
      authorisedSessions: episode.extension(extensionUrl('authorised-sessions'))?.number('valueInteger'),
      notes: episode.extension(extensionUrl('notes'))?.text('valueString'),
      externalIds: externalIds.length > 0 ? externalIds : undefined,
    };
    return { input: present(input) as SentEpisode['input'], status: STATUS_OF[status!]!, end: period?.text('end') };
  });
}

function readReferral(episode: Reader): EpisodeInput['referral'] {
  const referral = episode.extension(extensionUrl('referral'));
  if (!referral) return undefined;
  return present({
    number: referral.extension('number')?.text('valueString'),
    date: referral.extension('date')?.text('valueDate'),
    prescriber: referral.extension('prescriber')?.text('valueString'),
    priority: referral.extension('priority')?.text('valueCode') as never,
    question: referral.extension('question')?.text('valueString'),
  });
}

function readDiagnoses(episode: Reader, before: Episode | undefined): Diagnosis[] {
  const contained = new Map<string, Omit<Diagnosis, 'role'>>(
    episode.many('contained').map((one) => {
      const id = one.text('id');
      if (id === undefined) one.refuse('id', 'is required');
      return [`#${id}`, readCondition(one)];
    }),
  );
  const used = new Set<string>();
  const diagnoses = episode.many('diagnosis').flatMap((one) => {
    const role = readCode(one.one('role'), DIAGNOSIS_ROLE) as Diagnosis['role'];
    const condition = one.one('condition');
    condition?.ignore('type', 'display');
    const reference = condition?.text('reference') ?? '';
    const told = contained.get(reference) ?? known(reference, before);
    if (!told) one.refuse('condition', 'must refer to a Condition that is contained, or is one of this episode');
    used.add(reference);
    return told ? [present({ ...told, role }) as Diagnosis] : [];
  });
  if ([...contained.keys()].some((one) => !used.has(one))) episode.refuse('contained', 'holds what nothing refers to');
  return diagnoses;
}

function known(reference: string, before: Episode | undefined): Diagnosis | undefined {
  const number = reference.startsWith('Condition/') ? numberOf(reference.slice('Condition/'.length)) : undefined;
  if (number === undefined || !before) return undefined;
  const { recordId, place } = placeOf(number);
  return recordId === before.id ? before.diagnoses[place - 1] : undefined;
}
