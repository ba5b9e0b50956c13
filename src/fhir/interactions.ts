import type { Bundle, BundleEntry, Resource } from '@medplum/fhirtypes';
import type { FileAnswer } from '../api/file-answer.ts';
import type { PastVersion } from '../api/versions/versions.ts';
import { ServiceError } from '../platform/errors.ts';
import type { FhirCall } from './call.ts';
import { versionOf } from './ids.ts';
import { badValue, FhirRefusal, noSuch } from './refusal.ts';
import type { FhirResource, Versioned } from './resource.ts';

/** What an interaction answers, before it is put into the form that was asked for. */
export interface FhirAnswer {
  status: number;
  resource?: Resource | undefined;
  /** Instead of a resource: something that FHIR has no type for. */
  json?: object;
  headers?: Readonly<Record<string, string>>;
  /** Instead of a resource: the bytes of a file, in their own format. */
  file?: FileAnswer;
  /** The version, for the entity tag. */
  version?: number;
  lastModified?: string;
  /** Of what was created or changed, below the base. */
  location?: string;
  patientIds?: readonly number[];
  documents?: readonly { id: number; patientId: number }[];
  warnings?: readonly string[];
}

/** The answer that shows one object. */
export async function shownOne(
  call: FhirCall,
  resource: FhirResource,
  item: Versioned,
  { status = 200, supersededAt }: { status?: number; supersededAt?: string } = {},
): Promise<FhirAnswer> {
  const [presented] = await resource.present(call, [item], () => supersededAt);
  return {
    status,
    resource: presented,
    version: item.version,
    ...(item.updatedAt !== undefined && { lastModified: item.updatedAt }),
    location: `${resource.type}/${presented!.id}/_history/${item.version}`,
    warnings: resource.warningsOf?.(item) ?? [],
    ...seen(resource, [item]),
  };
}

/** Whose data these show, and of which documents. */
export function seen(resource: FhirResource, items: readonly Versioned[]) {
  const { patientsOf = () => [], documentOf = () => undefined } = resource;
  // Documents name their patients each for itself, as any may be obscured later.
  const documents = items.flatMap((item) => documentOf(item) ?? []);
  const others = items.filter((item) => !documentOf(item));
  return { patientIds: [...new Set(others.flatMap(patientsOf))], ...(documents.length > 0 && { documents }) };
}

/** @throws ServiceError not_found; FhirRefusal `deleted` (410) of what is gone */
export async function readOne(call: FhirCall, resource: FhirResource, id: string): Promise<FhirAnswer> {
  return shownOne(call, resource, await present(call, resource, id));
}

/** The bytes of a file in their own format. @throws ServiceError not_found */
export async function readFile(call: FhirCall, resource: FhirResource, id: string): Promise<FhirAnswer> {
  const item = await resource.read(call, id);
  return { status: 200, file: resource.fileOf!(item), ...seen(resource, [item]) };
}

/** @throws ServiceError not_found of a version that never was, or is not kept any more; FhirRefusal `deleted` (410) */
export async function readVersion(
  call: FhirCall,
  resource: FhirResource,
  id: string,
  versionId: string,
): Promise<FhirAnswer> {
  const wanted = versionOf(versionId);
  const { item: current, deletion } = await presentOrDeleted(call, resource, id);
  if (current && current.version === wanted) return shownOne(call, resource, current);
  const past = wanted === undefined ? undefined : await resource.versions?.one(call, id, wanted);
  if (!past || (!current && !deletion)) throw noSuch(`version of ${resource.type}`);
  if (!past.item) throw deleted(resource);
  return shownOne(call, resource, past.item, { supersededAt: past.at });
}

const MOST_VERSIONS = 200;
const USUAL_VERSIONS = 50;

/** The versions of one object, the latest first. */
export async function readHistory(
  call: FhirCall,
  resource: FhirResource,
  id: string,
  query: URLSearchParams,
): Promise<FhirAnswer> {
  const { item: current, deletion } = await presentOrDeleted(call, resource, id);
  const limit = Math.min(MOST_VERSIONS, countOf(query, USUAL_VERSIONS));
  const behind = query.has('_cursor') ? versionOf(query.get('_cursor')!) : undefined;
  if (query.has('_cursor') && behind === undefined) throw badValue('_cursor', 'is none that was answered');
  const since = query.has('_since') ? Date.parse(query.get('_since')!) : undefined;
  if (Number.isNaN(since)) throw badValue('_since', 'must be an instant');
  const newest = current?.version ?? deletion!.version + 1;
  const first: PastVersion<Versioned>[] =
    current && behind === undefined ? [{ version: current.version, item: current, at: current.updatedAt! }] : [];
  const stored = (await resource.versions?.before(call, id, behind ?? newest, limit + 1)) ?? [];
  const versions = [...first, ...stored];
  const page = versions.slice(0, limit).filter(({ item, at }) => !(Date.parse(item?.updatedAt ?? at) < since!));
  const items = page.flatMap(({ item }) => item ?? []);
  const endings = new Map(stored.map(({ item, at }) => [item, at]));
  const presented = await resource.present(call, items, (item) => endings.get(item));
  const path = `${call.base}/${resource.type}/${id}`;
  const entry = page.map((past) => historyEntry(path, resource.type, past, presented[items.indexOf(past.item!)]));
  const more = versions.length > limit && page.length === limit;
  const self = `${path}/_history?_count=${limit}`;
  const bundle: Bundle = {
    resourceType: 'Bundle',
    type: 'history',
    link: [
      { relation: 'self', url: self },
      ...(more ? [{ relation: 'next', url: `${self}&_cursor=${page.at(-1)!.version}` }] : []),
    ],
    entry,
  };
  return { status: 200, resource: bundle, ...seen(resource, items) };
}

/** The number of entries that is asked for. @throws FhirRefusal for what is no number */
export function countOf(query: URLSearchParams, usual: number): number {
  const given = query.get('_count');
  if (given === null) return usual;
  if (!/^\d{1,9}$/.test(given)) throw badValue('_count', 'must be a number');
  return Number(given);
}

function historyEntry(
  path: string,
  type: string,
  { version, item, at }: PastVersion<Versioned>,
  resource: Resource | undefined,
): BundleEntry {
  const method = item ? (version === 1 ? 'POST' : 'PUT') : 'DELETE';
  const status = { POST: '201', PUT: '200', DELETE: '204' }[method];
  const id = path.slice(path.lastIndexOf('/') + 1);
  return {
    fullUrl: path,
    ...(resource && { resource }),
    request: { method, url: method === 'POST' ? type : `${type}/${id}` },
    response: { status, etag: `W/"${version}"`, lastModified: item?.updatedAt ?? at },
  };
}

/** @throws ServiceError not_found; FhirRefusal `deleted` (410) */
async function present(call: FhirCall, resource: FhirResource, id: string): Promise<Versioned> {
  const { item } = await presentOrDeleted(call, resource, id);
  if (item) return item;
  throw deleted(resource);
}

/** @throws ServiceError not_found of what neither is nor was */
async function presentOrDeleted(
  call: FhirCall,
  resource: FhirResource,
  id: string,
): Promise<{ item: Versioned; deletion?: undefined } | { item?: undefined; deletion: PastVersion<Versioned> }> {
  try {
    return { item: await resource.read(call, id) };
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code !== 'not_found') throw error;
    if (resource.tellDeletion === false) throw error;
    const deletion = await resource.versions?.deletion(call, id);
    if (!deletion) throw error;
    return { deletion };
  }
}

function deleted({ type }: FhirResource): FhirRefusal {
  return new FhirRefusal('not_found', 'deleted', `This ${type} was deleted.`, { status: 410 });
}
