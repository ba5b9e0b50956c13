import type { Resource } from '@medplum/fhirtypes';
import type { Criterion } from '../../api/search.ts';
import { requireInteraction } from '../access.ts';
import type { FhirCall } from '../call.ts';
import { FhirRefusal, notSupported } from '../refusal.ts';
import type { FhirResource, Versioned } from '../resource.ts';
import { identified, parametersOf } from './query.ts';

/** What refers to the objects of one page, at most. */
const MOST_REFERRING = 1000;
/** What the objects of one page refer to, of one type. */
const MOST_INCLUDED = 2000;

/** Objects that are brought along, with the resource that they are of. */
interface Brought {
  of: FhirResource;
  items: readonly Versioned[];
  presented: readonly Resource[];
}

type Resources = ReadonlyMap<string, FhirResource>;

/**
 * What the matches refer to, as `_include=Appointment:patient` asks.
 * @throws ServiceError insufficient_permission for what the caller must not read
 */
export async function included(
  call: FhirCall,
  resource: FhirResource,
  resources: Resources,
  wanted: readonly string[],
  matches: readonly Resource[],
): Promise<Brought[]> {
  const names = new Map<string, Set<string>>();
  for (const value of wanted) {
    const { parameter, targets } = pathOf('_include', value, resources, resource.type);
    for (const reference of matches.flatMap((match) => parameter.referred!(match))) {
      const [type, id] = reference?.split('/') ?? [];
      if (type === undefined || id === undefined || !targets.includes(type)) continue;
      names.set(type, (names.get(type) ?? new Set()).add(id));
    }
    for (const type of targets) if (resources.has(type)) requireInteraction(call.access, resources.get(type)!, 'read');
  }
  return Promise.all(
    [...names].map(async ([type, ids]) => {
      const of = resources.get(type)!;
      if (ids.size > MOST_INCLUDED) throw tooMany(type);
      return read(call, of, identified(call, of, ids), ids.size);
    }),
  );
}

/** What refers to the matches, as `_revinclude=Appointment:patient` asks. */
export async function revIncluded(
  call: FhirCall,
  resource: FhirResource,
  resources: Resources,
  wanted: readonly string[],
  matches: readonly Resource[],
): Promise<Brought[]> {
  const brought: Brought[] = [];
  for (const value of wanted) {
    const { of, parameter } = pathOf('_revinclude', value, resources, resource.type);
    requireInteraction(call.access, of, 'search');
    const ids = matches.map(({ id }) => id!);
    if (ids.length === 0) continue;
    brought.push(await read(call, of, { anyOf: parameter.askFor!(resource.type, ids) }, MOST_REFERRING));
  }
  return brought;
}

function tooMany(type: string): FhirRefusal {
  const message = `would bring more than ${MOST_INCLUDED} of ${type}; ask for smaller pages`;
  return new FhirRefusal('invalid_parameter', 'too-costly', `The parameter _include ${message}.`, {
    details: [{ field: '_include', code: 'too_many', message }],
  });
}

async function read(call: FhirCall, of: FhirResource, criterion: Criterion, limit: number): Promise<Brought> {
  const { items } = await of.search!.source.find(call, [criterion], { limit });
  return { of, items, presented: await of.present(call, items) };
}

/**
 * `Appointment:patient:Patient`: the resource that refers, the parameter, and the types that are wanted of it.
 * @param searched the type that is searched, which refers with `_include` and is referred to with `_revinclude`
 * @throws FhirRefusal `not-supported` for what leads nowhere
 */
export function pathOf(name: '_include' | '_revinclude', value: string, resources: Resources, searched: string) {
  const [source = '', parameterName = '', type] = value.split(':');
  const of = resources.get(source);
  const parameter = of && parametersOf(of)[parameterName];
  const targets = parameter?.targets?.filter((target) => type === undefined || target === type) ?? [];
  const leads = name === '_include' ? source === searched : targets.includes(searched);
  const known = parameter?.referred && targets.some((target) => resources.get(target)?.search);
  if (!of || !known || !leads) {
    throw notSupported(`${name} does not know ${value}; it is written like Appointment:patient.`, name);
  }
  return { of, parameter, targets };
}
