import type { Criterion, Search } from '../../api/search.ts';

/** Where objects of a resource are found. */
export type Source<Item> = Pick<Search<Item>, 'find' | 'count'>;

/** Only those that answer some questions besides. */
export function among<Item>({ find, count }: Source<Item>, always: readonly Criterion[]): Source<Item> {
  return {
    find: (call, criteria, page) => find(call, [...always, ...criteria], page),
    count: (call, criteria) => count(call, [...always, ...criteria]),
  };
}
