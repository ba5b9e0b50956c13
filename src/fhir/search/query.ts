import type { Criterion } from '../../api/search.ts';
import { requireInteraction } from '../access.ts';
import type { FhirCall } from '../call.ts';
import { numberOf } from '../ids.ts';
import { byId } from '../presented.ts';
import { badValue, FhirRefusal, notSupported } from '../refusal.ts';
import type { FhirResource } from '../resource.ts';
import { dateParameter, merged, type SearchParameter, tokenParameter } from './parameters.ts';
import { alternativesOf } from './values.ts';

/** Objects that a chained parameter may find before it has to be narrowed. */
const MOST_CHAINED = 1000;
const MOST_ALTERNATIVES = 500;
/** Alternatives that are no list of values each make a statement of their own. */
const MOST_COMPARISONS = 10;

const ID = tokenParameter('The logical id.', ({ code }) => {
  const id = numberOf(code);
  return id === undefined ? [] : [{ field: 'id', op: 'in', values: [id] }];
});
const LAST_UPDATED = dateParameter('updatedAt', 'instant', 'When it changed last.');

/** The search parameters of a resource, those that all have included. */
export function parametersOf({ search }: FhirResource): Record<string, SearchParameter> {
  if (!search) return {};
  return {
    _id: ID,
    ...(!search.withoutLastUpdated && { _lastUpdated: LAST_UPDATED }),
    ...search.parameters,
  };
}

/**
 * What one parameter of a search asks of the resource.
 * @param name with its modifier or chain, such as `family:exact` or `patient.family`
 * @throws FhirRefusal `not-supported` for a parameter that the resource does not have
 */
export async function criterionOf(
  call: FhirCall,
  resource: FhirResource,
  resources: ReadonlyMap<string, FhirResource>,
  name: string,
  value: string,
): Promise<Criterion> {
  const [, own, modifier, further] = /^([\w-]+)(?::([\w-]+))?(?:\.(.+))?$/.exec(name) ?? [];
  const parameter = own === undefined ? undefined : parametersOf(resource)[own];
  if (!parameter) throw notSupported(`${resource.type} is not searched by ${name}.`, name);
  if (further !== undefined) return chained(call, resource, resources, { name, own: own!, modifier, further, value });
  if (value === '') throw badValue(name, 'must not be empty');
  if (modifier === 'missing') return missing(name, value, parameter);
  if (modifier !== undefined && !parameter.modifiers.includes(modifier))
    throw notSupported(`${own} does not know the modifier :${modifier}.`, name);
  const alternatives = alternativesOf(value);
  if (alternatives.length > MOST_ALTERNATIVES) throw badValue(name, `has more than ${MOST_ALTERNATIVES} alternatives`);
  return joined(
    name,
    alternatives.map((one) => parameter.ask(name, one, modifier, call)),
  );
}

/** What asks for the objects that resources refer to, however many. */
export function identified(call: FhirCall, resource: FhirResource, ids: Iterable<string>): Criterion {
  const { ask } = parametersOf(resource)._id!;
  return { anyOf: merged([...ids].flatMap((id) => ask('_id', id, undefined, call).anyOf)) };
}

/** Alternatives as one question: those of one field and operation become one list of values. */
function joined(name: string, asked: ReturnType<SearchParameter['ask']>[]): Criterion {
  const not = asked[0]?.not ?? false;
  if (asked.some((one) => (one.not ?? false) !== not))
    throw badValue(name, 'must have ne before all of its values, or before none');
  const anyOf = merged(asked.flatMap((one) => one.anyOf));
  if (anyOf.length > MOST_COMPARISONS) throw badValue(name, `has more than ${MOST_COMPARISONS} alternatives`);
  return { anyOf, not };
}

function missing(name: string, value: string, { missing: field }: SearchParameter): Criterion {
  if (field === undefined) throw notSupported(`${name} is not supported.`, name);
  if (value !== 'true' && value !== 'false') throw badValue(name, 'must be true or false');
  return { anyOf: [{ field, op: 'missing' }], not: value === 'false' };
}

interface Chain {
  name: string;
  own: string;
  modifier: string | undefined;
  further: string;
  value: string;
}

/** `patient.family=Rossi`: the objects of the other type are looked for first, and must be few. */
async function chained(
  call: FhirCall,
  resource: FhirResource,
  resources: ReadonlyMap<string, FhirResource>,
  { name, own, modifier, further, value }: Chain,
): Promise<Criterion> {
  const { targets = [], askFor } = parametersOf(resource)[own]!;
  if (!askFor) throw notSupported(`${own} is no reference, so nothing can be chained to it.`, name);
  if (further.includes('.')) throw notSupported('Parameters are chained over one reference only.', name);
  const type = modifier ?? (targets.length === 1 ? targets[0]! : undefined);
  if (type === undefined) throw badValue(name, `must say which type is meant, such as ${own}:${targets[0]}.${further}`);
  const target = targets.includes(type) ? resources.get(type) : undefined;
  if (!target?.search) throw notSupported(`${own} does not lead to ${type}.`, name);
  requireInteraction(call.access, target, 'search');
  const criterion = await criterionOf(call, target, resources, further, value);
  const { items, next } = await target.search.source.find(call, [criterion], { limit: MOST_CHAINED });
  if (next) {
    throw new FhirRefusal('invalid_parameter', 'too-costly', `More than ${MOST_CHAINED} match ${further}.`, {
      details: [{ field: name, code: 'too_many', message: `matches more than ${MOST_CHAINED}; narrow it` }],
    });
  }
  const ids = [...byId(await target.present(call, items)).keys()];
  return { anyOf: askFor(type, ids) };
}
