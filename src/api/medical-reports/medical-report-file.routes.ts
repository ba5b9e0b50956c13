import Type from 'typebox';
import { withContentTag } from '../answer.ts';
import { fileOf, fileTag } from '../file-answer.ts';
import { idOf } from '../resource.schema.ts';
import { type Route, route } from '../route.ts';
import { id, ref } from '../schema.ts';
import * as attachments from './attachments.service.ts';
import { ReportAttachment, ReportAttachmentList } from './medical-reports.schema.ts';
import { getMedicalReport, getReportPdf } from './medical-reports.service.ts';
import { mayRead, mayWrite } from './shown.ts';

const report = idOf('medical report');
const attachment = Type.Object({
  id: id({ description: 'The medical report.' }),
  attachmentId: id({ description: 'The attachment.' }),
});

export const reportFileRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/medical-reports/{id}/pdf',
    access: mayRead,
    operationId: 'MedicalReports_Pdf',
    summary: 'Read a signed report as a PDF',
    description: 'The very bytes that were rendered when it was signed, whole or in a range. A draft has none.',
    params: report,
    success: { status: 200, description: 'The PDF.', contentType: 'application/pdf', isFile: true },
    handler: async (call) => {
      const { patientId, content, sha256 } = await getReportPdf(call, call.params.id);
      const file = fileOf(`referto-${call.params.id}.pdf`, content, sha256);
      return { body: undefined as never, file, etag: fileTag(file), patientIds: [patientId] };
    },
  }),
  route({
    method: 'GET',
    path: '/medical-reports/{id}/attachments',
    access: mayRead,
    operationId: 'MedicalReports_ListAttachments',
    summary: 'List the attachments of a report',
    description: 'All of them, in order of their id.',
    params: report,
    success: { status: 200, description: 'The attachments.', schema: ref(ReportAttachmentList) },
    handler: async (call) => {
      const { attachments: items, patientId } = await getMedicalReport(call, call.params.id);
      const body = { items };
      return { ...withContentTag({ body }), body, patientIds: [patientId] };
    },
  }),
  route({
    method: 'POST',
    path: '/medical-reports/{id}/attachments',
    access: mayWrite,
    operationId: 'MedicalReports_AddAttachment',
    summary: 'Attach a file to a draft',
    description:
      'One file of at most 20 MB, sent as `multipart/form-data`: PDF, JPEG, PNG, WebP, TIFF, HEIC or DICOM, told by its content. The report gets a new version.',
    params: report,
    upload: {
      description: 'The file, with its name.',
      admit: (call) => attachments.admitAttachment(call, call.params.id),
    },
    success: { status: 201, description: 'The new attachment.', schema: ref(ReportAttachment) },
    errors: ['version_conflict', 'report_signed', 'validation_failed'],
    handler: async (call) => {
      const body = await attachments.addAttachment(call, call.params.id, call.upload!);
      return { body, location: `/medical-reports/${call.params.id}/attachments/${body.id}` };
    },
  }),
  route({
    method: 'GET',
    path: '/medical-reports/{id}/attachments/{attachmentId}',
    access: mayRead,
    operationId: 'MedicalReports_GetAttachment',
    summary: 'Read an attachment',
    description: 'The file as it was sent, whole or in a range. Its kind is in Content-Type.',
    params: attachment,
    success: { status: 200, description: 'The file.', contentType: 'application/octet-stream', isFile: true },
    handler: async (call) => {
      const { id: reportId, attachmentId } = call.params;
      const { patientId } = await getMedicalReport(call, reportId);
      const file = await attachments.readAttachment(call, reportId, attachmentId);
      return { body: undefined as never, file, etag: fileTag(file), patientIds: [patientId] };
    },
  }),
  route({
    method: 'DELETE',
    path: '/medical-reports/{id}/attachments/{attachmentId}',
    access: mayWrite,
    operationId: 'MedicalReports_DeleteAttachment',
    summary: 'Take a file off a draft',
    description: 'The content is removed for good, and the report gets a new version.',
    params: attachment,
    success: { status: 204, description: 'Deleted.' },
    errors: ['version_conflict', 'report_signed'],
    handler: async (call) => {
      await attachments.deleteAttachment(call, call.params.id, call.params.attachmentId);
      return { body: undefined };
    },
  }),
];
