import { type Access, type Policy, requirePolicy } from '../access/access.ts';
import type { Resource } from '../route.ts';

/** What must be allowed to learn of changes, by the name that the change log has for a resource. */
export type ReadPolicies = ReadonlyMap<string, Policy>;

/** Whoever may read the objects of a resource, or a list of them, may learn of their changes. */
export function readPolicies(resources: readonly Resource[]): ReadPolicies {
  const policies = new Map<string, Policy>();
  for (const { routes } of resources) {
    for (const { method, path, access, listOf } of routes) {
      if (method !== 'GET' || typeof access === 'string') continue;
      const [, own] = /^\/([a-z-]+)\/\{id\}$/.exec(path) ?? [];
      const name = listOf ?? own?.replaceAll('-', '_');
      if (name !== undefined && !policies.has(name)) policies.set(name, access);
    }
  }
  return policies;
}

function mayRead({ scopes, permissions }: Access, { scope, permission }: Policy): boolean {
  return scopes.has(scope) && permissions.has(permission);
}

/**
 * What a caller may learn of, in order: what is asked for, or everything that the token and the role allow.
 * @throws ServiceError insufficient_scope or insufficient_permission for something asked for, or when nothing is left
 */
export function readableBy(access: Access, policies: ReadPolicies, asked: readonly string[] | undefined): string[] {
  for (const name of asked ?? []) requirePolicy(access, policies.get(name)!);
  if (asked) return [...new Set(asked)].sort();
  const names = [...policies].filter(([, policy]) => mayRead(access, policy)).map(([name]) => name);
  const [first] = policies.values();
  if (names.length === 0 && first) requirePolicy(access, first);
  return names.sort();
}
