import type { Attachment, DocumentReference } from '@medplum/fhirtypes';
import type { MedicalReport } from '../../api/medical-reports/medical-reports.schema.ts';
import { attachmentBinary, reportBinary } from '../binary/binary-id.ts';
import { conceptOfReport, dateOfReport, statusOfReport } from '../composition/composition.mapper.ts';
import { externalIdentifiers, identityOf, listed, referenceTo } from '../datatypes.ts';

const CONFIDENTIALITY = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality';

/** The files of a medical report: the document as it was signed, then what is attached. Undefined when there are none. */
export function toDocumentReference(report: MedicalReport): DocumentReference | undefined {
  const files = filesOf(report);
  if (files.length === 0) return undefined;
  const { status, type, patientId, authorId, confidentiality, externalIds, addendumOfId, replacesId } = report;
  const { appointmentId, id } = report;
  return {
    ...identityOf('DocumentReference', report),
    ...listed('identifier', externalIdentifiers(externalIds)),
    status: status === 'superseded' ? 'superseded' : status === 'entered_in_error' ? 'entered-in-error' : 'current',
    docStatus: statusOfReport(report),
    type: conceptOfReport(report),
    subject: referenceTo('Patient', patientId),
    date: dateOfReport(report),
    author: [referenceTo('Practitioner', authorId)],
    ...listed('relatesTo', [
      ...(addendumOfId === undefined
        ? []
        : [{ code: 'appends' as const, target: referenceTo('DocumentReference', addendumOfId) }]),
      ...(replacesId === undefined
        ? []
        : [{ code: 'replaces' as const, target: referenceTo('DocumentReference', replacesId) }]),
    ]),
    description: type.title,
    securityLabel: [{ coding: [{ system: CONFIDENTIALITY, code: confidentiality }] }],
    content: files.map((attachment) => ({ attachment })),
    context: {
      related: [
        referenceTo('Composition', id),
        ...(appointmentId === undefined ? [] : [referenceTo('Appointment', appointmentId)]),
      ],
    },
  };
}

function filesOf({ id, type, pdf, signature, attachments }: MedicalReport): Attachment[] {
  const document: Attachment[] =
    pdf && signature
      ? [
          {
            contentType: 'application/pdf',
            url: `Binary/${reportBinary(id)}`,
            size: pdf.bytes,
            title: type.title,
            creation: signature.signedAt,
          },
        ]
      : [];
  const attached = attachments.map((one) => ({
    contentType: one.mediaType,
    url: `Binary/${attachmentBinary(id, one.id)}`,
    size: one.bytes,
    title: one.name,
    creation: one.createdAt,
  }));
  return [...document, ...attached];
}
