import type { TSchema } from 'typebox';
import { type Access, requirePolicy } from './access/access.ts';
import { withContentTag } from './answer.ts';
import { commaSeparated, namesIn } from './names.ts';
import type { Answer, Call, Expansion, Route } from './route.ts';
import { namedSchemas } from './schema.ts';

/** What a caller wants of an answer: some of its members only, or other resources beside their ids. */
export interface Shape {
  fields: readonly string[] | undefined;
  expand: readonly (readonly [name: string, expansion: Expansion])[];
}

type Members = Record<string, unknown>;

/** The query parameters of a route whose answer can be shaped. */
export function shapeParameters(route: Route): Record<string, TSchema> {
  const members = membersOf(route);
  if (!members) return {};
  const expansions = Object.entries(route.expand ?? {});
  const needs = expansions.map(([name, { access }]) => `\`${name}\` (${access.scope}, ${access.permission})`);
  return {
    fields: commaSeparated(1000, {
      description:
        'Only these members, with commas between, such as `id`. The others are missing then, also those that are required.',
    }),
    ...(needs.length > 0 && {
      expand: commaSeparated(200, {
        description: `What to bring along beside its id, with commas between: ${needs.join(', ')}.`,
      }),
    }),
  };
}

/** Reads how the answer is wanted. @returns a function that throws invalid_parameter, insufficient_scope or insufficient_permission */
export function shapeReader(route: Route): (query: unknown, access: Access) => Shape | undefined {
  const members = membersOf(route) ?? [];
  const expansions = route.expand ?? {};
  return (query, access) => {
    const { fields, expand } = query as { fields?: string; expand?: string };
    if (fields === undefined && expand === undefined) return undefined;
    const names = new Set(namesIn('expand', expand, Object.keys(expansions)));
    const wanted = [...names].map((name) => [name, expansions[name]!] as const);
    for (const [, expansion] of wanted) requirePolicy(access, expansion.access);
    return { fields: namesIn('fields', fields, members), expand: wanted };
  };
}

/** The answer as it is wanted. What is expanded stays, whether or not `fields` names it. */
export async function shaped(answer: Answer, { fields, expand }: Shape, call: Call): Promise<Answer> {
  const { items } = answer.body as { items?: Members[] };
  const originals = items ?? [answer.body as Members];
  const companions = await Promise.all(
    expand.map(async ([name, expansion]) => {
      const ids = new Set(originals.map((item) => item[`${name}Id`]).filter((id) => typeof id === 'number'));
      return [name, ids.size === 0 ? new Map() : await expansion.read(call, [...ids])] as const;
    }),
  );
  const results = originals.map((item) => {
    const result = fields ? pick(item, fields) : { ...item };
    for (const [name, found] of companions) {
      const companion = found.get(item[`${name}Id`] as number);
      if (companion !== undefined) result[name] = companion;
    }
    return result;
  });
  const wanted = { ...answer, body: items ? { ...(answer.body as Members), items: results } : results[0] };
  // The version, or the content without its companions, is no longer all that decides it.
  return expand.length > 0 && answer.etag ? withContentTag(wanted) : wanted;
}

function pick(item: Members, fields: readonly string[]): Members {
  return Object.fromEntries(fields.filter((name) => name in item).map((name) => [name, item[name]]));
}

/** The members of what a route answers, or of the items of its list; undefined of a route that answers no resource. */
function membersOf({ method, access, success }: Route): string[] | undefined {
  if (method !== 'GET' || access === 'signed-in' || !success.schema) return undefined;
  const body = resolve(success.schema);
  const item = body.properties?.items ? resolve(body.properties.items.items!) : body;
  return Object.keys(item.properties ?? {});
}

interface Resolved {
  $ref?: string;
  properties?: Record<string, Resolved>;
  items?: Resolved;
}

function resolve(schema: unknown): Resolved {
  const { $ref } = schema as Resolved;
  if ($ref === undefined) return schema as Resolved;
  return namedSchemas().find(({ $id }: { $id?: string }) => `${$id}#` === $ref) as Resolved;
}
