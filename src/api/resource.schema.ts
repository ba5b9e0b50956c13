import Type, { type TObject, type TSchema } from 'typebox';
import { ExternalId, id, instant, named, oneOf, ref } from './schema.ts';

/** What the server assigns to every resource. */
export const assigned = {
  id: id(),
  version: Type.Integer({ minimum: 1, description: 'Grows with every change; the entity tag is made of it.' }),
  createdAt: instant(),
  updatedAt: instant(),
};

export const externalIds = Type.Array(ref(ExternalId), { maxItems: 20 });

/** The query of every list. */
export const listQuery = {
  offset: Type.Integer({ minimum: 0, maximum: 10_000_000, default: 0, description: 'How many to skip.' }),
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 50, description: 'How many to answer at most.' }),
  includeTotal: Type.Optional(Type.Boolean({ description: 'Count all that match, too.' })),
  updatedSince: Type.Optional(
    instant({ description: 'Changed at or after this instant. Re-read a few minutes of overlap.' }),
  ),
};

/** The order of a list: by id, or by one of these, each also descending. What they mean is in the list's `orders`. */
export function sortBy(...names: string[]) {
  // No enumeration: generators would make a type of it for each list.
  const described = ['id', ...names].map((name) => `\`${name}\``).join(', ');
  return Type.Optional(
    Type.String({
      pattern: `^-?(${['id', ...names].join('|')})$`,
      minLength: 1,
      maxLength: 20,
      description: `Order: ${described}; with \`-\` before it descending. By \`id\` when left out.`,
    }),
  );
}

/** One page of a named resource, itself named `<Name>List`. */
export function pageOf<Item extends TSchema & { $id: string }>(item: Item, what: string) {
  return named(
    `${item.$id}List`,
    Type.Object(
      {
        items: Type.Array(ref(item)),
        offset: Type.Integer(),
        limit: Type.Integer(),
        hasMore: Type.Boolean({ description: 'Whether there are more behind these.' }),
        total: Type.Optional(Type.Integer({ description: 'With `includeTotal=true`.' })),
      },
      { description: `One page of ${what}.` },
    ),
  );
}

/** The path parameter of one resource. */
export function idOf(what: string): TObject<{ id: ReturnType<typeof id> }> {
  return Type.Object({ id: id({ description: `The ${what}.` }) });
}

/** An amount of euro with at most two decimals. */
export function money(description: string) {
  return Type.Number({ minimum: 0, maximum: 99_999_999.99, description });
}

export const Currency = named('Currency', oneOf(['EUR']));
