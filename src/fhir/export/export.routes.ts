import type { Export } from '../../api/exports/exports.schema.ts';
import { deleteExport, getExport, getFurtherFile, nameOf, queueExport } from '../../api/exports/exports.service.ts';
import { requireScope } from '../access.ts';
import type { FhirCall } from '../call.ts';
import { withParameters } from '../everything/everything.ts';
import { requireNumber } from '../ids.ts';
import type { FhirAnswer } from '../interactions.ts';
import { badValue, FhirRefusal, notSupported } from '../refusal.ts';
import type { FhirResource } from '../resource.ts';
import type { FhirRoute, Given } from '../routes.ts';
import { DELETED, exportName, fhirExports } from './export-source.ts';
import { exportedTypes } from './export-types.ts';

type Resources = ReadonlyMap<string, FhirResource>;

/** How long a poller should wait for news of an export that is not done, in seconds. */
const RETRY_AFTER = '2';
const FORMATS = new Set(['application/fhir+ndjson', 'application/ndjson', 'ndjson']);
const KNOWN = new Set(['_outputFormat', '_since', '_type', '_format', '_pretty']);
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

/** FHIR Bulk Data Access: everything that the caller may see as files, with what was deleted meanwhile. */
export function exportRoutes(resources: Resources): FhirRoute[] {
  const further = fhirExports(resources, '');
  const began = (level: 'system' | 'patient', path: string, method: 'GET' | 'POST'): FhirRoute => ({
    ...common('create', method, path),
    reads: false,
    run: (call, given) => begin(call, given, resources, level),
  });
  return [
    ...(['GET', 'POST'] as const).flatMap((method) => [
      began('system', '/$export', method),
      began('patient', '/Patient/$export', method),
    ]),
    {
      ...common('get', 'GET', '/$export-status/{id}'),
      reads: true,
      isPoll: true,
      run: (call, { params }) => tell(call, requireNumber('export', params.id!)),
    },
    {
      ...common('delete', 'DELETE', '/$export-status/{id}'),
      reads: false,
      async run(call, { params }) {
        await deleteExport(call, requireNumber('export', params.id!));
        return { status: 202 };
      },
    },
    {
      ...common('getFile', 'GET', '/$export-files/{id}/{type}'),
      reads: true,
      async run(call, { params }) {
        const name = nameOf(exportName(params.type!));
        const file = await getFurtherFile(call, requireNumber('export', params.id!), name, further);
        return {
          status: 200,
          file: { ...file, name: `${params.type}.ndjson`, contentType: 'application/fhir+ndjson' },
        };
      },
    },
  ];
}

function common(verb: string, method: FhirRoute['method'], path: string) {
  return { method, path, action: `fhir.exports.${verb}`, admit: requireScope };
}

/** Queues an export, and says where to ask for it. */
async function begin(
  call: FhirCall,
  { query, settings, request: { body } }: Given,
  resources: Resources,
  level: 'system' | 'patient',
): Promise<FhirAnswer> {
  const asked = withParameters(typeof body === 'string' ? undefined : body, query);
  for (const name of asked.keys())
    if (!KNOWN.has(name) && settings.strict) throw notSupported(`An export does not know ${name}.`, name);
  const format = asked.get('_outputFormat');
  if (format !== null && !FORMATS.has(format.replace(' ', '+')))
    throw badValue('_outputFormat', 'must be application/fhir+ndjson');
  const since = asked.get('_since')?.replace(' ', '+');
  if (since !== undefined && !(INSTANT.test(since) && !Number.isNaN(Date.parse(since))))
    throw badValue('_since', 'must be an instant with its offset');
  const wanted = asked.getAll('_type').flatMap((types) => types.split(','));
  const types = exportedTypes(call.access, resources, level, wanted);
  const names = [...types, ...(since === undefined ? [] : [DELETED])].map(exportName);
  const { id } = await queueExport(call, names, since);
  return { status: 202, headers: { 'content-location': `${call.base}/$export-status/${id}` } };
}

/** How an export is getting on; once it is done, where its files are. @throws ServiceError not_found */
async function tell(call: FhirCall, id: number): Promise<FhirAnswer> {
  const found = await getExport(call, id, true);
  if (found.status === 'queued' || found.status === 'running')
    return { status: 202, headers: { 'retry-after': RETRY_AFTER, 'x-progress': progressOf(found) } };
  if (found.status === 'expired')
    throw new FhirRefusal('not_found', 'not-found', 'The files of this export were removed; begin another one.');
  if (found.error)
    throw new FhirRefusal('internal_error', 'exception', `The export failed: ${found.error.message}`, { status: 500 });
  return { status: 200, json: manifestOf(call, found), headers: { expires: new Date(found.expiresAt).toUTCString() } };
}

const progressOf = ({ status, progress: { done } }: Export) =>
  status === 'queued' ? 'queued' : `${done} resources written`;

/** What FHIR Bulk Data Access calls the complete status. Types without anything have no file. */
function manifestOf({ base }: FhirCall, { id, createdAt, resources, files }: Export): object {
  const typeOf = (resource: string) => resource.slice(exportName('').length);
  const types = resources.map(typeOf).filter((type) => type !== DELETED);
  const output = files
    .filter(({ count }) => count > 0)
    .map(({ resource, count }) => {
      const type = typeOf(resource);
      return { type: type === DELETED ? 'Bundle' : type, url: `${base}/$export-files/${id}/${type}`, count };
    });
  return {
    transactionTime: new Date(createdAt).toISOString(),
    request: `${base}/$export?_type=${types.join(',')}`,
    requiresAccessToken: true,
    output: output.filter(({ type }) => type !== 'Bundle'),
    deleted: output.filter(({ type }) => type === 'Bundle'),
    error: [],
  };
}
