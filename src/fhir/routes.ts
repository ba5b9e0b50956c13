import type { FastifyRequest } from 'fastify';
import type { Access } from '../api/access/access.ts';
import type { ServiceError } from '../platform/errors.ts';
import { type Interaction, requireForAll, requireInteraction } from './access.ts';
import type { FhirCall } from './call.ts';
import { create } from './conditional.ts';
import { type FhirAnswer, readFile, readHistory, readOne, readVersion, shownOne } from './interactions.ts';
import { withOwnReferences } from './references.ts';
import type { FhirResource, Operation } from './resource.ts';
import { search } from './search/result.ts';
import type { Settings } from './settings.ts';
import { seenBy } from './smart.ts';

export interface Given {
  query: URLSearchParams;
  settings: Settings;
  params: Record<string, string>;
  request: Pick<FastifyRequest, 'headers' | 'body'>;
  /** Records a refusal of a part that does not refuse the whole. */
  refused(error: ServiceError, action: string): Promise<void>;
}

/** One route below the base, as data: what runs it, and what it asks of the caller. */
export interface FhirRoute {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  /** The name that the audit has for it, such as `fhir.patients.read`. */
  action: string;
  resource?: FhirResource;
  /** @throws ServiceError insufficient_scope or insufficient_permission */
  admit(access: Access): void;
  /** It changes nothing; what it shows is audited. */
  reads: boolean;
  /** It shows nobody's data, and is asked for again and again: not worth an event of the audit. */
  isPoll?: true;
  /** It may show more than it changes: that is audited, too. */
  shows?: boolean;
  /** Its answer is one resource, of which parts may be wanted. */
  narrowed?: boolean;
  bodyLimit?: number;
  run(call: FhirCall, given: Given): Promise<FhirAnswer>;
}

/** The routes of every resource, from what each declares. */
export function resourceRoutes(resources: ReadonlyMap<string, FhirResource>): FhirRoute[] {
  return [...resources.values()].flatMap((resource) => [
    ...readingRoutes(resource, resources),
    ...writingRoutes(resource, resources),
    ...(resource.operations ?? []).flatMap((operation) => operationRoutes(resource, operation)),
  ]);
}

function routeOf(
  resource: FhirResource,
  interaction: Interaction,
  fields: Pick<FhirRoute, 'method' | 'path' | 'reads' | 'run'> & { verb?: string; narrowed?: boolean },
): FhirRoute {
  const { verb = interaction, ...rest } = fields;
  return {
    ...rest,
    path: `/${resource.type}${fields.path}`,
    action: `fhir.${resource.name}.${verb}`,
    resource,
    admit: (access) => requireInteraction(access, resource, interaction),
  };
}

function readingRoutes(resource: FhirResource, resources: ReadonlyMap<string, FhirResource>): FhirRoute[] {
  /** The resource as the caller sees it, with all others. */
  const seen = ({ access }: FhirCall) => {
    const all = seenBy(access, resources);
    return { own: all.get(resource.type)!, all };
  };
  const find: FhirRoute['run'] = (call, { query, settings }) => {
    const { own, all } = seen(call);
    return search(call, own, all, query, settings);
  };
  return [
    routeOf(resource, 'read', {
      method: 'GET',
      path: '/{id}',
      reads: true,
      narrowed: true,
      run: (call, { params, settings }) => (settings.isNative ? readFile : readOne)(call, seen(call).own, params.id!),
    }),
    ...(resource.versions
      ? [
          routeOf(resource, 'read', {
            method: 'GET',
            path: '/{id}/_history/{version}',
            reads: true,
            narrowed: true,
            verb: 'vread',
            run: (call, { params }) => readVersion(call, seen(call).own, params.id!, params.version!),
          }),
          routeOf(resource, 'read', {
            method: 'GET',
            path: '/{id}/_history',
            reads: true,
            verb: 'history',
            run: (call, { params, query }) => readHistory(call, seen(call).own, params.id!, query),
          }),
        ]
      : []),
    ...(resource.search
      ? [
          routeOf(resource, 'search', { method: 'GET', path: '', reads: true, run: find }),
          routeOf(resource, 'search', { method: 'POST', path: '/_search', reads: true, run: find }),
        ]
      : []),
  ];
}

function writingRoutes(resource: FhirResource, resources: ReadonlyMap<string, FhirResource>): FhirRoute[] {
  const { create: creates, update, remove } = resource;
  const routes: FhirRoute[] = [];
  if (creates)
    routes.push(
      routeOf(resource, 'create', {
        method: 'POST',
        path: '',
        reads: false,
        run: (call, { request: { headers, body } }) =>
          create(call, resource, resources, body, headers['if-none-exist'] as string | undefined),
      }),
    );
  if (update)
    routes.push(
      routeOf(resource, 'update', {
        method: 'PUT',
        path: '/{id}',
        reads: false,
        run: async (call, { params, request }) =>
          shownOne(call, resource, await update(call, params.id!, withOwnReferences(request.body, call.base))),
      }),
    );
  if (remove)
    routes.push(
      routeOf(resource, 'delete', {
        method: 'DELETE',
        path: '/{id}',
        reads: false,
        run: async (call, { params }) => {
          await remove(call, params.id!);
          return { status: 204 };
        },
      }),
    );
  return routes;
}

function operationRoutes(resource: FhirResource, operation: Operation): FhirRoute[] {
  const { name, level, safe, interaction, isNarrowed } = operation;
  const path = level === 'type' ? `/$${name}` : `/{id}/$${name}`;
  const routed = (method: 'GET' | 'POST'): FhirRoute => ({
    ...routeOf(resource, interaction, {
      method,
      path,
      reads: safe === true,
      verb: name,
      run: async (call, { params, query, request }) => {
        const body = typeof request.body === 'string' ? undefined : withOwnReferences(request.body, call.base);
        const answer = await operation.run(call, { id: params.id, body, query });
        return { ...answer, status: answer.status ?? 200 };
      },
    }),
    admit: (access) => (isNarrowed ? requireInteraction : requireForAll)(access, resource, interaction),
  });
  return safe ? [routed('GET'), routed('POST')] : [routed('POST')];
}
