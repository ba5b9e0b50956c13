import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Binary } from '@medplum/fhirtypes';
import { type FileAnswer, fileOf } from '../../api/file-answer.ts';
import { readAttachment } from '../../api/medical-reports/attachments.service.ts';
import { getMedicalReport, getReportPdf } from '../../api/medical-reports/medical-reports.service.ts';
import type { FhirCall } from '../call.ts';
import { documentOf } from '../composition/composition.resource.ts';
import { referenceTo } from '../datatypes.ts';
import { noSuch } from '../refusal.ts';
import { fhirResource, type Versioned } from '../resource.ts';
import { attachmentBinary, fileOfBinary, reportBinary } from './binary-id.ts';

/** A file: the bytes of one id never change. */
interface StoredFile extends Versioned {
  key: string;
  reportId: number;
  document: { id: number; patientId: number };
  contentType: string;
  file: FileAnswer;
}

export const binaryFhir = fhirResource({
  type: 'Binary',
  name: 'files',
  documentation:
    'The files that DocumentReference names: as they are, or as a Binary for whoever accepts application/fhir+json.',
  permissions: { read: 'medical_reports.read' },
  read,
  present: (_call, files: readonly StoredFile[]) => Promise.all(files.map(toBinary)),
  patientsOf: ({ document }: StoredFile) => [document.patientId],
  documentOf: ({ document }: StoredFile) => document,
  fileOf: ({ file, contentType }: StoredFile) => ({ ...file, contentType }),
  summary: ['contentType'],
  mandatory: ['contentType'],
});

/** @throws ServiceError not_found, also for what is obscured for the caller */
async function read(call: FhirCall, id: string): Promise<StoredFile> {
  const asked = fileOfBinary(id);
  if (!asked) throw noSuch('Binary');
  const { reportId, attachmentId } = asked;
  const report = await getMedicalReport(call, reportId);
  const own = { id: reportId, version: 1, reportId, document: documentOf(report) };
  if (attachmentId === undefined) {
    const { content, sha256 } = await getReportPdf(call, reportId);
    const file = fileOf(`referto-${reportId}.pdf`, content, sha256);
    return { ...own, key: reportBinary(reportId), contentType: 'application/pdf', file };
  }
  const file = await readAttachment(call, reportId, attachmentId);
  return { ...own, key: attachmentBinary(reportId, attachmentId), contentType: file.contentType!, file };
}

async function toBinary({ key, reportId, contentType, file }: StoredFile): Promise<Binary> {
  const content = await file.read(0, file.size);
  const bytes = content instanceof Readable ? await buffer(content) : content;
  return {
    resourceType: 'Binary',
    id: key,
    meta: { versionId: '1' },
    contentType,
    securityContext: referenceTo('Composition', reportId),
    data: bytes.toString('base64'),
  };
}
