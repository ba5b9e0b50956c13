import { FhirRefusal } from '../refusal.ts';
import type { FhirRoute } from '../routes.ts';

const METHODS = ['DELETE', 'POST', 'PUT', 'GET'] as const;
const MOST_ENTRIES = 100;

/** One request of a Bundle, with the route that it takes. */
export interface Entry {
  index: number;
  fullUrl: string | undefined;
  route: FhirRoute;
  params: Record<string, string>;
  query: URLSearchParams;
  headers: Record<string, string | undefined>;
  body: unknown;
}

/** What stands in the way of an entry, before it is looked at any further. */
export interface Unreadable {
  index: number;
  problem: FhirRefusal;
}

export interface Requests {
  type: 'batch' | 'transaction';
  entries: (Entry | Unreadable)[];
}

/** @throws FhirRefusal for what is no Bundle of requests */
export function readRequests(body: unknown, base: string, routes: readonly FhirRoute[]): Requests {
  const { resourceType, type, entry = [] } = (body ?? {}) as { resourceType?: string; type?: string; entry?: unknown };
  if (resourceType !== 'Bundle' || (type !== 'batch' && type !== 'transaction'))
    throw wrong('Bundle.type', 'must be a Bundle of type batch or transaction');
  if (!Array.isArray(entry) || entry.length > MOST_ENTRIES)
    throw wrong('Bundle.entry', `must have at most ${MOST_ENTRIES} entries`);
  return { type, entries: entry.map((one, index) => readEntry(one, index, base, routes)) };
}

function readEntry(given: unknown, index: number, base: string, routes: readonly FhirRoute[]): Entry | Unreadable {
  const place = `Bundle.entry[${index}]`;
  const { request, resource, fullUrl } = (given ?? {}) as Record<string, unknown>;
  const { method, url, ifMatch, ifNoneMatch, ifNoneExist } = (request ?? {}) as Record<string, unknown>;
  if (typeof method !== 'string' || typeof url !== 'string' || !METHODS.includes(method as never))
    return { index, problem: wrong(`${place}.request`, `must have a url and a method of ${METHODS.join(', ')}`) };
  const relative = url.startsWith(`${base}/`) ? url.slice(base.length) : `/${url.replace(/^\//, '')}`;
  const [path = '', search = ''] = relative.split('?', 2);
  for (const route of routes) {
    const params = route.method === method ? matched(route.path, path) : undefined;
    if (!params) continue;
    const headers = {
      'if-match': text(ifMatch),
      'if-none-match': text(ifNoneMatch),
      'if-none-exist': text(ifNoneExist),
    };
    const query = new URLSearchParams(search);
    return { index, fullUrl: text(fullUrl), route, params, query, headers, body: resource };
  }
  return { index, problem: new FhirRefusal('not_found', 'not-supported', `There is no ${method} ${path}.`) };
}

/** What the names in a path such as `/Patient/{id}` stand for; undefined for another path. */
function matched(pattern: string, path: string): Record<string, string> | undefined {
  const names = pattern.split('/');
  const parts = path.split('/');
  if (names.length !== parts.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, name] of names.entries()) {
    const part = parts[index]!;
    if (name.startsWith('{')) params[name.slice(1, -1)] = part;
    else if (name !== part) return undefined;
  }
  return params;
}

const text = (value: unknown) => (typeof value === 'string' ? value : undefined);

function wrong(field: string, message: string): FhirRefusal {
  return new FhirRefusal('invalid_request', 'structure', `${field} ${message}.`, {
    details: [{ field, code: 'invalid', message }],
  });
}
