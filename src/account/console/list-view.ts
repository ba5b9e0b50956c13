import type { ListView } from '../pages/components/data-table.ts';

const PAGE_SIZE = 25;
/** Further pages are found by searching. */
const MOST_PAGES = 400;
const LONGEST_SEARCH = 100;

interface ListOf<Sort extends string, Filter extends string> {
  path: string;
  /** The first is the order of who asks for none. */
  sorts: readonly Sort[];
  /** What each filter may be set to. */
  filters?: Record<Filter, readonly string[]>;
}

/** What a list's address asks for; what nobody offers is left out. */
export function listView<Sort extends string, Filter extends string = never>(
  query: Readonly<Record<string, string>>,
  { path, sorts, filters }: ListOf<Sort, Filter>,
): ListView & { sort: Sort; filters: Record<Filter, string> } {
  const page = Number(query.page ?? 1);
  return {
    path,
    q: (query.q ?? '').trim().slice(0, LONGEST_SEARCH),
    sort: sorts.find((sort) => sort === query.sort) ?? sorts[0]!,
    page: Number.isInteger(page) && page >= 1 && page <= MOST_PAGES ? page : 1,
    filters: Object.fromEntries(
      Object.entries<readonly string[]>(filters ?? {}).map(([name, allowed]) => [
        name,
        allowed.includes(query[name] ?? '') ? query[name]! : '',
      ]),
    ) as Record<Filter, string>,
  };
}

/** One row more than a page holds, so that it is known whether another follows. */
export const pageOf = ({ page }: ListView): [limit: number, offset: number] => [PAGE_SIZE + 1, (page - 1) * PAGE_SIZE];

export function splitPage<Row>(rows: readonly Row[]): { rows: readonly Row[]; more: boolean } {
  return { rows: rows.slice(0, PAGE_SIZE), more: rows.length > PAGE_SIZE };
}

/** A pattern for LIKE that finds the text anywhere; empty for no search. */
export function containing(text: string): string {
  return text === '' ? '' : `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
}
