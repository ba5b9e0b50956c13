import { createHash } from 'node:crypto';
import type { Bundle, BundleEntry, Resource } from '@medplum/fhirtypes';
import type { Criterion } from '../../api/search.ts';
import type { Place } from '../../platform/database/index.ts';
import type { FhirCall } from '../call.ts';
import { countOf, type FhirAnswer, seen } from '../interactions.ts';
import { warnings } from '../outcome.ts';
import { badValue, FhirRefusal, notSupported } from '../refusal.ts';
import type { FhirResource, Versioned } from '../resource.ts';
import { SETTING_PARAMETERS, type Settings, subsetOf } from '../settings.ts';
import { included, pathOf, revIncluded } from './includes.ts';
import { criterionOf } from './query.ts';

const USUAL_COUNT = 50;
const MOST_COUNT = 200;
const MOST_PARAMETERS = 40;

/** A search as it was understood. */
interface Understood {
  criteria: Criterion[];
  /** What was understood, in the order in which it was asked, for the links. */
  kept: URLSearchParams;
  ignored: string[];
  order: string;
  includes: string[];
  revIncludes: string[];
  total: boolean;
}

/**
 * Searches, and answers a page of what was found.
 * @throws FhirRefusal for values that cannot be, and with `handling=strict` for parameters that are not supported
 */
export async function search(
  call: FhirCall,
  resource: FhirResource,
  resources: ReadonlyMap<string, FhirResource>,
  query: URLSearchParams,
  settings: Settings,
): Promise<FhirAnswer> {
  const { source } = resource.search!;
  const asked = await understand(call, resource, resources, query, settings);
  const limit = Math.min(MOST_COUNT, countOf(query, USUAL_COUNT));
  const counting = limit === 0 || settings.summary === 'count';
  const after = placeOf(query, asked.kept);
  const [found, total] = await Promise.all([
    counting
      ? undefined
      : source.find(call, asked.criteria, { after, limit, order: asked.order }).catch(refuseForged(after)),
    counting || asked.total ? source.count(call, asked.criteria) : undefined,
  ]);
  const items = found?.items ?? [];
  const matches = await resource.present(call, items);
  const others = await companions(call, resource, resources, asked, matches);
  const more = found?.next && cursorOf(found.next, asked.kept);
  const bundle: Bundle = {
    resourceType: 'Bundle',
    type: 'searchset',
    ...(total !== undefined && { total }),
    link: linksOf(`${call.base}/${resource.type}`, asked.kept, query, more),
    ...entriesOf(
      call.base,
      matches.map((one) => subsetOf(one, resource, settings)),
      others.resources,
      asked.ignored,
    ),
  };
  const shown = seen(resource, items);
  return {
    status: 200,
    resource: bundle,
    patientIds: [...new Set([...shown.patientIds, ...others.patientIds])],
    documents: [...(shown.documents ?? []), ...others.documents],
  };
}

function entriesOf(base: string, matches: readonly Resource[], others: readonly Resource[], ignored: string[]) {
  const entryOf =
    (mode: 'match' | 'include') =>
    (resource: Resource): BundleEntry => ({
      fullUrl: `${base}/${resource.resourceType}/${resource.id}`,
      resource,
      search: { mode },
    });
  const entry: BundleEntry[] = [...matches.map(entryOf('match')), ...others.map(entryOf('include'))];
  if (ignored.length > 0) entry.push({ resource: warnings(ignored), search: { mode: 'outcome' } });
  // FHIR has no empty arrays.
  return entry.length > 0 ? { entry } : {};
}

async function companions(
  call: FhirCall,
  resource: FhirResource,
  resources: ReadonlyMap<string, FhirResource>,
  { includes, revIncludes }: Understood,
  matches: readonly Resource[],
) {
  const brought = [
    ...(await included(call, resource, resources, includes, matches)),
    ...(await revIncluded(call, resource, resources, revIncludes, matches)),
  ];
  const known = new Set(matches.map(({ resourceType, id }) => `${resourceType}/${id}`));
  const others = new Map<string, Resource>();
  for (const one of brought.flatMap(({ presented }) => presented)) {
    const name = `${one.resourceType}/${one.id}`;
    if (!known.has(name)) others.set(name, one);
  }
  const shown = brought.map(({ of, items }) => seen(of, items as Versioned[]));
  return {
    resources: [...others.values()],
    patientIds: shown.flatMap(({ patientIds }) => patientIds),
    documents: shown.flatMap(({ documents = [] }) => documents),
  };
}

async function understand(
  call: FhirCall,
  resource: FhirResource,
  resources: ReadonlyMap<string, FhirResource>,
  query: URLSearchParams,
  { strict }: Settings,
): Promise<Understood> {
  if (query.size > MOST_PARAMETERS) throw notSupported(`A search has at most ${MOST_PARAMETERS} parameters.`);
  const kept = new URLSearchParams();
  const understood: Understood = {
    criteria: [],
    kept,
    ignored: [],
    order: '',
    includes: [],
    revIncludes: [],
    total: false,
  };
  for (const [name, value] of query) {
    try {
      await take(understood, name, value);
      if (name !== '_cursor' && !SETTING_PARAMETERS.has(name)) kept.append(name, value);
      if (name === '_elements' || name === '_summary') kept.append(name, value);
    } catch (error) {
      if (strict || !(error instanceof FhirRefusal) || error.issue !== 'not-supported') throw error;
      understood.ignored.push(`${error.message} The parameter ${name} was ignored.`);
    }
  }
  return understood;

  async function take(into: Understood, name: string, value: string): Promise<void> {
    if (SETTING_PARAMETERS.has(name) || name === '_count' || name === '_cursor') return;
    if (name === '_sort') into.order = orderOf(resource, value);
    else if (name === '_total') into.total = totalOf(value);
    else if (name === '_include' || name === '_revinclude') {
      pathOf(name, value, resources, resource.type);
      (name === '_include' ? into.includes : into.revIncludes).push(value);
    } else into.criteria.push(await criterionOf(call, resource, resources, name, value));
  }
}

function totalOf(value: string): boolean {
  if (!['none', 'estimate', 'accurate'].includes(value)) throw badValue('_total', 'must be none, estimate or accurate');
  return value !== 'none';
}

/** The order of the list that `_sort` asks for. */
function orderOf({ type, search }: FhirResource, value: string): string {
  const orders: Record<string, string> = {
    _id: 'id',
    ...(!search!.withoutLastUpdated && !search!.inIdOrder && { _lastUpdated: 'updatedAt' }),
    ...search!.sort,
  };
  const [, sign, name] = /^(-?)([\w-]+)$/.exec(value) ?? [];
  const order = name === undefined ? undefined : orders[name];
  if (order === undefined || (search!.inIdOrder && sign === '-')) {
    const names = Object.keys(orders).join(', ');
    throw notSupported(`${type} is sorted by one of ${names}.`, '_sort');
  }
  return order === 'id' && sign === '' ? '' : `${sign}${order}`;
}

function linksOf(
  path: string,
  kept: URLSearchParams,
  query: URLSearchParams,
  more: string | undefined,
): Bundle['link'] {
  const url = (cursor?: string | null) => {
    const parameters = new URLSearchParams(kept);
    if (cursor) parameters.append('_cursor', cursor);
    return parameters.size > 0 ? `${path}?${parameters}` : path;
  };
  return [
    { relation: 'self', url: url(query.get('_cursor')) },
    { relation: 'first', url: url() },
    ...(more === undefined ? [] : [{ relation: 'next', url: url(more) }]),
  ];
}

/** Where the next page begins, for this question and no other. */
function cursorOf({ id, key }: Place, kept: URLSearchParams): string {
  return Buffer.from(JSON.stringify([fingerprint(kept), id, key])).toString('base64url');
}

function placeOf(query: URLSearchParams, kept: URLSearchParams): Place | undefined {
  const given = query.get('_cursor');
  if (given === null) return undefined;
  try {
    const [question, id, key] = JSON.parse(Buffer.from(given, 'base64url').toString()) as unknown[];
    const isPlace = Number.isSafeInteger(id) && (key == null || typeof key === 'string');
    if (question === fingerprint(kept) && isPlace)
      return { id: id as number, key: (key as string | null) ?? undefined };
  } catch {
    // It is none of ours, as is one of another question.
  }
  throw unknownCursor();
}

const unknownCursor = () => badValue('_cursor', 'is none that this search answered; begin with its first page');

/** What the database cannot read of a place (SQLSTATE class 22) was never answered. */
function refuseForged(after: Place | undefined): (error: unknown) => never {
  return (error) => {
    const { code } = error as { code?: unknown };
    throw after && typeof code === 'string' && /^22\w{3}$/.test(code) ? unknownCursor() : error;
  };
}

/** Changes of how much of a page is wanted leave its place where it is. */
function fingerprint(kept: URLSearchParams): string {
  const asked = [...kept].filter(([name]) => name !== '_count');
  return createHash('sha256').update(JSON.stringify(asked)).digest('base64url').slice(0, 12);
}
