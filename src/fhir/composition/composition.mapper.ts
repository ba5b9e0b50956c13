import type { Composition, Extension } from '@medplum/fhirtypes';
import type { MedicalReport } from '../../api/medical-reports/medical-reports.schema.ts';
import { diagnosisConcept } from '../condition/diagnosis.ts';
import {
  asCode,
  asInstant,
  asText,
  complexExtension,
  concept,
  externalIdentifiers,
  identityOf,
  listed,
  optional,
  referenceTo,
} from '../datatypes.ts';
import { codeSystem, EPISODE_OF_CARE, extensionUrl } from '../names.ts';
import { narrativeOf } from './narrative.ts';

export const LOINC = 'http://loinc.org';
export const OWN_TYPE = codeSystem('report-type');
export const SECTION = codeSystem('report-section');

/** A signed report is amended once an addendum or a replacement of it is signed; what it said stays. */
export function statusOfReport({ status, addendumIds }: MedicalReport): Composition['status'] {
  if (status === 'draft') return 'preliminary';
  if (status === 'entered_in_error') return 'entered-in-error';
  return status === 'superseded' || addendumIds.length > 0 ? 'amended' : 'final';
}

export function conceptOfReport({ type: { loinc, code, title } }: MedicalReport) {
  const own = code === undefined ? [] : [{ system: OWN_TYPE, code }];
  return { coding: [{ system: LOINC, code: loinc }, ...own], text: title };
}

/** When it was signed; of a draft when it changed last. */
export const dateOfReport = ({ signature, updatedAt }: MedicalReport) => signature?.signedAt ?? updatedAt;

/** A medical report as FHIR knows one; `composition.input.ts` is the way back. Its files are in DocumentReference. */
export function toComposition(report: MedicalReport): Composition {
  const { type, patientId, authorId, confidentiality, sections, externalIds, addendumOfId, replacesId } = report;
  // One identifier is all that it can have; the others are extensions.
  const [identifier, ...further] = externalIdentifiers(externalIds);
  return {
    ...identityOf('Composition', report),
    ...listed('extension', [
      ...extensionsOf(report),
      ...further.map((one) => ({ url: extensionUrl('further-identifier'), valueIdentifier: one })),
    ]),
    ...optional('identifier', identifier),
    status: statusOfReport(report),
    type: conceptOfReport(report),
    subject: referenceTo('Patient', patientId),
    date: dateOfReport(report),
    author: [referenceTo('Practitioner', authorId)],
    title: type.title,
    confidentiality,
    ...listed('attester', attesterOf(report)),
    ...listed('relatesTo', [
      ...(addendumOfId === undefined
        ? []
        : [{ code: 'appends' as const, targetReference: referenceTo('Composition', addendumOfId) }]),
      ...(replacesId === undefined
        ? []
        : [{ code: 'replaces' as const, targetReference: referenceTo('Composition', replacesId) }]),
    ]),
    section: sections.map(({ code, title, text }) => ({
      title,
      ...(code !== undefined && { code: concept(SECTION, code) }),
      text: { status: 'additional' as const, div: narrativeOf(text) },
    })),
  };
}

function attesterOf({ signature }: MedicalReport): NonNullable<Composition['attester']> {
  if (!signature) return [];
  const { kind, signerId, signedAt, sha256, format, certSerial } = signature;
  return [
    {
      extension: complexExtension('signature', {
        kind: asCode(kind),
        sha256: asText(sha256),
        format: asText(format),
        certSerial: asText(certSerial),
      }),
      mode: 'legal',
      time: signedAt,
      party: referenceTo('Practitioner', signerId),
    },
  ];
}

function extensionsOf(report: MedicalReport): Extension[] {
  const { id, documentId, appointmentId, episodeId, diagnoses, obscured, enteredInError, deliveredAt } = report;
  return [
    ...(appointmentId === undefined
      ? []
      : [{ url: extensionUrl('appointment'), valueReference: referenceTo('Appointment', appointmentId) }]),
    ...(episodeId === undefined
      ? []
      : [{ url: EPISODE_OF_CARE, valueReference: referenceTo('EpisodeOfCare', episodeId) }]),
    ...(documentId === id
      ? []
      : [{ url: extensionUrl('first-report'), valueReference: referenceTo('Composition', documentId) }]),
    ...diagnoses.map((one) => ({ url: extensionUrl('report-diagnosis'), valueCodeableConcept: diagnosisConcept(one) })),
    ...complexExtension('obscured', {
      reason: asCode(obscured?.reason),
      note: asText(obscured?.note),
      at: asInstant(obscured?.at),
    }),
    ...complexExtension('entered-in-error', {
      reason: asText(enteredInError?.reason),
      at: asInstant(enteredInError?.at),
    }),
    ...(deliveredAt === undefined ? [] : [{ url: extensionUrl('delivered-at'), valueDateTime: deliveredAt }]),
  ];
}
