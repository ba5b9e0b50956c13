import type { Static, TSchema } from 'typebox';
import type { Policy } from './access/access.ts';
import { idOf } from './resource.schema.ts';
import { type Call, type Route, route } from './route.ts';
import { ref } from './schema.ts';

interface ReadOnly<Item extends TSchema, List extends TSchema, Query extends TSchema> {
  tag: string;
  /** Below the tenant, such as `/rooms`. */
  path: string;
  /** In words, such as `room` and `rooms`. */
  one: string;
  many: string;
  /** The name that the change trigger writes. */
  resource: string;
  access: Policy;
  item: Item & { $id: string };
  list: List & { $id: string };
  query: Query;
  expand?: Route['expand'];
  listed(call: Call<unknown, Static<Query>>): Promise<Static<List>>;
  read(call: Call, id: number): Promise<Static<Item> & { version: number }>;
}

/** The two routes of a resource that integrations only read: its list, and one of it by id. */
export function readRoutes<Item extends TSchema, List extends TSchema, Query extends TSchema>({
  tag,
  path,
  one,
  many,
  resource,
  access,
  item,
  list,
  query,
  expand,
  listed,
  read,
}: ReadOnly<Item, List, Query>): Route[] {
  return [
    route({
      method: 'GET',
      path,
      access,
      operationId: `${tag}_List`,
      summary: `List ${many}`,
      description: `The clinic's ${many} in order of their id. They are edited in the clinic's console.`,
      query,
      success: { status: 200, description: `One page of ${many}.`, schema: ref(list) },
      listOf: resource,
      ...(expand && { expand }),
      handler: async (call) => ({ body: (await listed(call as Call<unknown, Static<Query>>)) as never }),
    }),
    route({
      method: 'GET',
      path: `${path}/{id}`,
      access,
      operationId: `${tag}_Get`,
      summary: `Read a ${one}`,
      description: `One ${one} by its id.`,
      params: idOf(one),
      ...(expand && { expand }),
      success: { status: 200, description: `The ${one}.`, schema: ref(item) },
      handler: async (call) => {
        const body = await read(call as Call, call.params.id);
        return { body: body as never, etag: `"${body.version}"` };
      },
    }),
  ];
}
