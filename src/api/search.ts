import type { Condition, listStatements, Place } from '../platform/database/index.ts';
import type { Call } from './route.ts';

/** One way in which a field may answer a question. */
export type Comparison =
  | { op: 'in'; values: readonly (string | number | boolean)[] }
  /** Text: begins with, holds (both without regard to case and accents), or is exactly. */
  | { op: 'starts' | 'contains' | 'exact'; text: string }
  /** Dates and instants: at `from` or later, and before `before`. */
  | { op: 'within'; from?: string; before?: string }
  | { op: 'missing' };

/** A comparison with the field that it looks at. */
export type FieldComparison = Comparison & { field: string };

/** A question: any of the comparisons holds, or with `not` none of them. Without any it is never answered. */
export interface Criterion {
  anyOf: readonly FieldComparison[];
  not?: boolean;
}

/** How a field is looked at in SQL, on the row `r`. */
export type SearchField = (
  comparison: Comparison,
  parameter: (value: unknown) => string,
  options: SearchOptions,
) => string;

export interface SearchOptions {
  /** Whether a page is wanted in another order than that of the ids. */
  sorted: boolean;
}

interface SearchPage {
  after?: Place | undefined;
  limit: number;
  /** One of the list's orders. */
  order?: string | undefined;
}

/** What a resource is found by beyond the parameters of its list; other surfaces of the API search with it. */
export interface Search<Item> {
  fields: readonly string[];
  find(
    call: Pick<Call, 'db' | 'tenant'>,
    criteria: readonly Criterion[],
    page: SearchPage,
  ): Promise<{ items: Item[]; next?: Place | undefined }>;
  count(call: Pick<Call, 'db' | 'tenant'>, criteria: readonly Criterion[]): Promise<number>;
}

/** Lets a list be searched by its fields, in pages that begin behind a place, so that what is added meanwhile moves none. */
export function searchOf<Row extends { id: number }, Item>({
  list,
  fields,
  toItem,
  filter = [],
}: {
  list: ReturnType<typeof listStatements<Row>>;
  fields: Record<string, SearchField>;
  /** Which rows exist for the API. */
  filter?: readonly Condition[];
  toItem(row: Row, tenantId: string): Item;
}): Search<Item> {
  const conditions = (criteria: readonly Criterion[], options: SearchOptions) => [
    ...filter,
    // In one order, so that the same question is the same statement however it is asked.
    ...criteria
      .map((criterion) => conditionOf(criterion, fields, options))
      .map((condition) => ({ ...condition, text: condition.sql(() => '?') }))
      .sort((a, b) => (a.text < b.text ? -1 : Number(a.text > b.text))),
  ];
  return {
    fields: Object.keys(fields),
    async find({ db, tenant }, criteria, { after, limit, order }) {
      const found = await list.behind(
        db,
        tenant.id,
        conditions(criteria, { sorted: Boolean(order) }),
        { after, limit },
        order,
      );
      const items = found.slice(0, limit).map(({ row }) => toItem(row, tenant.id));
      return { items, next: found.length > limit ? found[limit - 1]!.place : undefined };
    },
    count: ({ db, tenant }, criteria) => list.count(db, tenant.id, conditions(criteria, { sorted: false })),
  };
}

function conditionOf(
  { anyOf, not = false }: Criterion,
  fields: Record<string, SearchField>,
  options: SearchOptions,
): Condition {
  return {
    sql(parameter) {
      const any =
        anyOf.map((comparison) => fields[comparison.field]!(comparison, parameter, options)).join(' or ') || 'false';
      return not ? `not coalesce(${any}, false)` : `(${any})`;
    },
  };
}
