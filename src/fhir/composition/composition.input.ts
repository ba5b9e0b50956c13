import type { MedicalReportInput } from '../../api/medical-reports/medical-report-requests.schema.ts';
import { readDiagnosisConcept } from '../condition/diagnosis.ts';
import { present, readCode, readExternalIds } from '../datatype-readers.ts';
import { EPISODE_OF_CARE, extensionUrl } from '../names.ts';
import { type Reader, readResource } from '../reader.ts';
import { readNumber } from '../references.ts';
import { LOINC, OWN_TYPE, SECTION } from './composition.mapper.ts';
import { textOfNarrative } from './narrative.ts';

/** What a draft says; who wrote it and what it follows are told apart, as the service decides about them. */
export interface SentReport {
  input: MedicalReportInput;
  authorId: number | undefined;
  follows: { kind: 'addendum' | 'replacement'; id: number } | undefined;
}

/**
 * `toComposition` undone, of a draft.
 * @param isNew whether it may be obscured from its first moment; later that is a step of its own
 * @throws FhirRefusal 422 naming what is wrong, or cannot be kept
 */
export function readComposition(body: unknown, { isNew }: { isNew: boolean }): SentReport {
  return readResource('Composition', body, (report) => {
    if (report.text('status') !== 'preliminary')
      report.refuse('status', 'must be preliminary: reports are signed, and entered in error, by steps of their own');
    // The clock of the server is what counts.
    report.ignore('date');
    report.extension(extensionUrl('first-report'))?.ignore('valueReference');
    const [author, ...others] = report.many('author');
    for (const one of others) one.refuse('', 'is one too many: one author is kept');
    const patientId = readNumber(report.one('subject'), 'Patient');
    if (!report.has('subject')) report.refuse('subject', 'is required');
    const externalIds = readExternalIds([
      ...[report.one('identifier') ?? []].flat(),
      ...report.extensions(extensionUrl('further-identifier')).flatMap((one) => one.one('valueIdentifier') ?? []),
    ]);
    const sections = report.many('section').map(readSection);
    if (!report.has('section')) report.refuse('section', 'is required');
    const diagnoses = report
      .extensions(extensionUrl('report-diagnosis'))
      .flatMap((one) => readDiagnosisConcept(one.one('valueCodeableConcept')) ?? []);
    const input = {
      patientId,
      appointmentId: readNumber(report.extension(extensionUrl('appointment'))?.one('valueReference'), 'Appointment'),
      episodeId: readNumber(report.extension(EPISODE_OF_CARE)?.one('valueReference'), 'EpisodeOfCare'),
      type: readType(report),
      sections,
      diagnoses: diagnoses.length > 0 ? diagnoses : undefined,
      confidentiality: report.code('confidentiality', ['N', 'R', 'V']),
      externalIds: externalIds.length > 0 ? externalIds : undefined,
      obscuredFor: readObscured(report, isNew),
    };
    return {
      input: present(input) as MedicalReportInput,
      authorId: readNumber(author, 'Practitioner'),
      follows: readRelation(report),
    };
  });
}

function readType(report: Reader): MedicalReportInput['type'] {
  const type = report.one('type');
  const loinc = readCode(type, LOINC);
  const code = readCode(type, OWN_TYPE);
  if (loinc === undefined) report.refuse('type', `must have a code of ${LOINC}`);
  for (const coding of type?.many('coding') ?? [])
    if (![LOINC, OWN_TYPE].includes(coding.text('system') ?? ''))
      coding.refuse('system', `must be ${LOINC} or ${OWN_TYPE}`);
  const title = report.text('title');
  if (title === undefined) report.refuse('title', 'is required');
  return present({ loinc, code, title }) as MedicalReportInput['type'];
}

function readSection(section: Reader): MedicalReportInput['sections'][number] {
  const narrative = section.one('text');
  narrative?.ignore('status');
  const div = narrative?.text('div');
  const text = div === undefined ? undefined : textOfNarrative(div);
  if (div === undefined) section.refuse('text', 'is required');
  else if (text === undefined) narrative!.refuse('div', 'keeps plain text only: paragraphs and line breaks');
  const title = section.text('title');
  if (title === undefined) section.refuse('title', 'is required');
  const code = readCode(section.one('code'), SECTION);
  if (code === undefined && section.has('code')) section.refuse('code', `must be of ${SECTION}`);
  return present({ code, title, text }) as MedicalReportInput['sections'][number];
}

function readRelation(report: Reader): SentReport['follows'] {
  const [relation, ...more] = report.many('relatesTo');
  for (const one of more) one.refuse('', 'is one too many: a report follows one other');
  if (!relation) return undefined;
  const code = relation.code('code', ['appends', 'replaces']);
  const id = readNumber(relation.one('targetReference'), 'Composition');
  if (!relation.has('targetReference')) relation.refuse('targetReference', 'is required');
  return { kind: code === 'appends' ? 'addendum' : 'replacement', id: id ?? 0 };
}

function readObscured(report: Reader, isNew: boolean): MedicalReportInput['obscuredFor'] {
  const obscured = report.extension(extensionUrl('obscured'));
  if (!obscured) return undefined;
  if (!isNew) {
    obscured.ignore('extension');
    return undefined;
  }
  return obscured.extension('reason')?.text('valueCode') as MedicalReportInput['obscuredFor'];
}
