import type { Bundle, Resource } from '@medplum/fhirtypes';
import type { Criterion } from '../../api/search.ts';
import type { Place } from '../../platform/database/index.ts';
import { requireInteraction } from '../access.ts';
import { parametersIn } from '../appointment/operation-parameters.ts';
import type { FhirCall } from '../call.ts';
import { countOf, readOne, seen } from '../interactions.ts';
import { badValue } from '../refusal.ts';
import type { FhirResource, Operation, OperationAnswer, Versioned } from '../resource.ts';
import { criterionOf, identified, parametersOf } from '../search/query.ts';
import { seenBy } from '../smart.ts';
import { isAllowed, isOfPatients, isStored, referencesIn } from './compartment.ts';

type Resources = ReadonlyMap<string, FhirResource>;

const USUAL_COUNT = 200;
const MOST_COUNT = 500;

/** `Patient/[id]/$everything` (FHIR R4): all that the caller may see of a patient, with who and what it refers to. */
export function everythingOf(resources: () => Resources): Operation {
  return {
    name: 'everything',
    level: 'instance',
    safe: true,
    isNarrowed: true,
    interaction: 'read',
    definition: 'http://hl7.org/fhir/OperationDefinition/Patient-everything',
    documentation:
      'All that the caller may see of the patient but the audit, in pages, with what it refers to. Knows start, end, _type, _since and _count.',
    run: (call, { id, body, query }) =>
      everything(call, seenBy(call.access, resources()), id!, withParameters(body, query)),
  };
}

/** The parameters of an operation, whether they came in the query or in a body. */
export function withParameters(body: unknown, query: URLSearchParams): URLSearchParams {
  const all = new URLSearchParams(query);
  for (const { name, value } of parametersIn(body)) all.append(name, value);
  return all;
}

async function everything(
  call: FhirCall,
  resources: Resources,
  id: string,
  query: URLSearchParams,
): Promise<OperationAnswer> {
  const patient = await readOne(call, resources.get('Patient')!, id);
  const types = wantedOf(query, resources, call);
  const cursor = cursorOf(query);
  const found = await collect(call, resources, {
    id,
    query,
    types: types.filter((type) => type !== 'Patient'),
    cursor,
  });
  const own = cursor || !types.includes('Patient') ? [] : [patient.resource!];
  const entries = [...own, ...found.entries];
  if (!query.has('_type')) entries.push(...(await companions(call, resources, entries)));
  const shown = [patient, ...found.shown];
  return {
    resource: bundleOf(call, id, query, entries, found.next),
    patientIds: [...new Set(shown.flatMap(({ patientIds = [] }) => patientIds))],
    documents: shown.flatMap(({ documents = [] }) => documents),
  };
}

interface Collecting {
  id: string;
  query: URLSearchParams;
  types: readonly string[];
  cursor: ReturnType<typeof cursorOf>;
}

/** A page of what belongs to the patient, one type after the other. */
async function collect(call: FhirCall, resources: Resources, { id, query, types, cursor }: Collecting) {
  const entries: Resource[] = [];
  const shown: ReturnType<typeof seen>[] = [];
  let left = Math.min(MOST_COUNT, Math.max(1, countOf(query, USUAL_COUNT)));
  let after = cursor?.after;
  const start = cursor ? Math.max(0, types.indexOf(cursor.type)) : 0;
  for (const [index, type] of types.entries()) {
    if (index < start) continue;
    if (left === 0) return { entries, shown, next: cursorText(type, undefined) };
    const resource = resources.get(type)!;
    const criteria = await asked(call, resource, resources, id, query);
    const { items, next } = await resource.search!.source.find(call, criteria, { after, limit: left });
    entries.push(...(await resource.present(call, items)));
    shown.push(seen(resource, items));
    if (next) return { entries, shown, next: cursorText(type, next) };
    left -= items.length;
    after = undefined;
  }
  return { entries, shown, next: undefined };
}

/** The types that belong to patients, as far as they are wanted and the caller may see them. @throws FhirRefusal for others */
function wantedOf(query: URLSearchParams, resources: Resources, { access }: FhirCall): string[] {
  const wanted = query.getAll('_type').flatMap((types) => types.split(','));
  const own = [...resources.values()].filter((one) => one.type === 'Patient' || isOfPatients(one));
  for (const type of wanted) {
    const resource = own.find((one) => one.type === type);
    if (!resource) throw badValue('_type', `knows ${own.map((one) => one.type).join(', ')}`);
    requireInteraction(access, resource, 'search');
  }
  return own
    .filter((one) => (wanted.length === 0 ? isAllowed(access, one) : wanted.includes(one.type)))
    .map(({ type }) => type);
}

/** What asks a type for what belongs to the patient, within the time that is asked for. */
async function asked(
  call: FhirCall,
  resource: FhirResource,
  resources: Resources,
  id: string,
  query: URLSearchParams,
): Promise<Criterion[]> {
  const parameters = parametersOf(resource);
  const of = parameters.patient ? 'patient' : 'subject';
  const questions: [string, string][] = [[of, `Patient/${id}`]];
  const [start, end, since] = ['start', 'end', '_since'].map((name) => query.get(name));
  if (start && parameters.date) questions.push(['date', `ge${start}`]);
  if (end && parameters.date) questions.push(['date', `le${end}`]);
  if (since && parameters._lastUpdated) questions.push(['_lastUpdated', `ge${since}`]);
  return Promise.all(questions.map(([name, value]) => criterionOf(call, resource, resources, name, value)));
}

/** Who and what the entries refer to, beside patients and what is theirs. */
async function companions(call: FhirCall, resources: Resources, entries: readonly Resource[]): Promise<Resource[]> {
  const references = referencesIn(entries);
  const brought = await Promise.all(
    [...resources.values()].map(async (resource) => {
      const ids = references.get(resource.type);
      if (!ids || !isStored(resource) || resource.patientsOf || !isAllowed(call.access, resource)) return [];
      const criterion = identified(call, resource, ids);
      const { items } = await resource.search!.source.find(call, [criterion], { limit: ids.size });
      return resource.present(call, items as Versioned[]);
    }),
  );
  return brought.flat();
}

function bundleOf(
  call: FhirCall,
  id: string,
  query: URLSearchParams,
  entries: readonly Resource[],
  next: string | undefined,
): Bundle {
  const path = `${call.base}/Patient/${id}/$everything`;
  const linkOf = (cursor: string | undefined | null) => {
    const parameters = new URLSearchParams(query);
    parameters.delete('_cursor');
    if (cursor) parameters.set('_cursor', cursor);
    return parameters.size > 0 ? `${path}?${parameters}` : path;
  };
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    link: [
      { relation: 'self', url: linkOf(query.get('_cursor')) },
      ...(next === undefined ? [] : [{ relation: 'next', url: linkOf(next) }]),
    ],
    ...(entries.length > 0 && {
      entry: entries.map((resource) => ({
        fullUrl: `${call.base}/${resource.resourceType}/${resource.id}`,
        resource,
        search: { mode: 'match' as const },
      })),
    }),
  };
}

function cursorText(type: string, place: Place | undefined): string {
  return Buffer.from(JSON.stringify([type, place?.id, place?.key])).toString('base64url');
}

function cursorOf(query: URLSearchParams): { type: string; after: Place | undefined } | undefined {
  const given = query.get('_cursor');
  if (given === null) return undefined;
  try {
    const [type, id, key] = JSON.parse(Buffer.from(given, 'base64url').toString()) as [string, number?, string?];
    const isPlace = id == null || (Number.isSafeInteger(id) && (key == null || typeof key === 'string'));
    if (typeof type === 'string' && isPlace)
      return { type, after: id == null ? undefined : { id, key: key ?? undefined } };
  } catch {
    // It is none of ours.
  }
  throw badValue('_cursor', 'is none that this operation answered; begin with its first page');
}
