import { resources } from '../../src/api/resources.ts';
import type { Route } from '../../src/api/route.ts';
import { minimal, sample } from './right-values.ts';
import { resolve, type Schema } from './schemas.ts';

const routes: readonly Route[] = resources.flatMap((resource) => resource.routes);

/** The path of a route for the sandbox clinic, with each other parameter replaced by `values` or 1. */
export function pathOf(route: Route, values: Record<string, string> = {}): string {
  const path = (route.access === 'signed-in' ? '/v2' : '/v2/tenants/{tenantId}') + route.path;
  return path.replace(
    /\{(\w+)\}/g,
    (_, name: string) => values[name] ?? (name === 'tenantId' ? 'sandbox-clinic' : '1'),
  );
}

export const everyRoute = routes.map((route) => [route.operationId, route] as const);

export const routesWithBody = routes
  .filter((route) => route.body)
  .map((route) => {
    const body = resolve(route.body as Schema);
    // A merge patch has the members of what it patches, and any of them may be null.
    const patched = body.properties
      ? undefined
      : routes.find(({ method, path }) => method === 'PUT' && path === route.path);
    return [
      route.operationId,
      { route, isPatch: patched !== undefined, schema: patched ? resolve(patched.body as Schema) : body },
    ] as const;
  });

export const routesWithQuery = routes
  .filter((route) => route.query)
  .map((route) => [route.operationId, { route, parameters: (route.query as Schema).properties! }] as const);

export const routesWithId = routes
  .filter((route) => /\{\w+\}/.test(route.path))
  .map(
    (route) =>
      [route.operationId, { route, names: [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!) }] as const,
  );

/** A body that the route's schema accepts; undefined for routes without one. */
export function rightBody(route: Route): Record<string, unknown> | undefined {
  return route.body && minimal(resolve(route.body as Schema));
}

/** Right values of the query parameters that the route cannot do without, but for one of them; each begins with `&`. */
export function rightQuery(route: Route, except?: string): string {
  const { properties = {}, required = [] } = (route.query ?? {}) as Schema;
  return required
    .filter((name) => name !== except && properties[name]!.default === undefined)
    .map((name) => `&${name}=${sample(properties[name]!)}`)
    .join('');
}
