import Type from 'typebox';
import { withContentTag } from '../answer.ts';
import { readPolicies } from '../changes/readable.ts';
import { fileTag } from '../file-answer.ts';
import { idOf } from '../resource.schema.ts';
import { type Resource, route } from '../route.ts';
import { id, ref } from '../schema.ts';
import { Export, ExportInput } from './exports.schema.ts';
import { createExport, deleteExport, getExport, getExportFile } from './exports.service.ts';

/** How long a poller should wait for news of an export that is not done, in seconds. */
const RETRY_AFTER = 2;

const file = Type.Object({
  id: id({ description: 'The export.' }),
  name: Type.String({ minLength: 1, maxLength: 100, description: 'The name of the file.' }),
});

const shown = (body: Export) => ({
  body,
  ...((body.status === 'queued' || body.status === 'running') && { retryAfter: RETRY_AFTER }),
});

/** Exports of all of these. */
export function exportsOf(resources: readonly Resource[]): Resource {
  const policies = readPolicies(resources);
  return {
    tag: 'Exports',
    description:
      'Everything that a token may read, as files: for a first copy, which the changes feed keeps up to date.',
    routes: [
      route({
        method: 'POST',
        path: '/exports',
        access: 'clinic',
        operationId: 'Exports_Create',
        summary: 'Begin an export',
        description:
          'Writes what the token may read to files in the background: for each resource one, with the items of its list in order of their id, as of the moment when the file was begun. An application may have two exports under way in a clinic. Take a cursor of the changes feed before, and follow it afterwards.',
        body: ref(ExportInput),
        success: { status: 202, description: 'It is queued. Poll the path in Location.', schema: ref(Export) },
        errors: ['too_many_exports'],
        handler: async (call) => {
          const body = await createExport(call, call.body, policies);
          return { ...shown(body), location: `/exports/${body.id}` };
        },
      }),
      route({
        method: 'GET',
        path: '/exports/{id}',
        access: 'clinic',
        operationId: 'Exports_Get',
        summary: 'See how an export is getting on',
        description:
          'An export of the same user and application. While it is not done, Retry-After tells when to ask again. Files are kept for 24 hours.',
        params: idOf('export'),
        success: { status: 200, description: 'The export.', schema: ref(Export) },
        handler: async (call) => {
          const body = await getExport(call, call.params.id);
          // It shows nobody's data: those are in the files.
          return { ...withContentTag({ body }), ...shown(body), empty: true };
        },
      }),
      route({
        method: 'GET',
        path: '/exports/{id}/files/{name}',
        access: 'clinic',
        operationId: 'Exports_GetFile',
        summary: 'Download a file of an export',
        description:
          'JSON, one item a line. A download that broke off goes on with Range and If-Range. The scope and the permission of the resource are needed still.',
        params: file,
        success: { status: 200, description: 'The file.', contentType: 'application/x-ndjson', isFile: true },
        handler: async (call) => {
          const answer = await getExportFile(call, call.params.id, call.params.name, policies);
          return { body: undefined as never, file: answer, etag: fileTag(answer) };
        },
      }),
      route({
        method: 'DELETE',
        path: '/exports/{id}',
        access: 'clinic',
        operationId: 'Exports_Delete',
        summary: 'Cancel or remove an export',
        description: 'Ends it if it is under way, and removes its files.',
        params: idOf('export'),
        success: { status: 204, description: 'It is gone.' },
        handler: async (call) => {
          await deleteExport(call, call.params.id);
          return { body: undefined };
        },
      }),
    ],
  };
}
