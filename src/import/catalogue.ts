import { isDeepStrictEqual } from 'node:util';
import Type, { type TObject } from 'typebox';
import type { Changed } from '../api/changed.ts';
import type { ExportSource } from '../api/export-pages.ts';
import { namedSchemas } from '../api/schema.ts';
import type { Tx } from '../platform/database/index.ts';
import type { ErrorDetail } from '../platform/errors.ts';
import { findUnstorableText } from '../platform/http/text.ts';
import { strictCheck } from '../platform/http/validation.ts';
import { externalKeysOf, mergedInto } from './identity.ts';
import { type Importable, type ImportContext, type Outcome, problem, type Row, type RowStore } from './importable.ts';
import { openReferences, type Reference, readAll } from './references.ts';

interface Catalogue<Item extends { id: number }, Input> {
  name: string;
  identity: string;
  /** What the object is, whole. */
  schema: TObject;
  references?: readonly Reference[];
  /** What is there. */
  source: ExportSource<Item>;
  /** Members of what is there that no import decides, beside id, version and times. */
  computed?: readonly string[];
  /** What a row is known by; external ids when left out. */
  keysOf?(row: Row): string[];
  /** The field to blame when a row is known by nothing. */
  keyField?: string;
  /** What the schema cannot say. */
  rules?(input: Input, context: ImportContext): ErrorDetail[];
  insert(tx: Tx, tenantId: string, inputs: Input[]): Promise<number[]>;
  change(tx: Tx, tenantId: string, changed: Changed<Input>[]): Promise<void>;
}

const ASSIGNED = ['id', 'version', 'createdAt', 'updatedAt'];

/** Makes a part of the catalogue importable: it is small, so that all that is there can be held in memory. */
export function catalogue<Item extends { id: number }, Input>(part: Catalogue<Item, Input>): Importable {
  const named = (part.references ?? []).filter(({ within }) => within === undefined);
  const names = Object.fromEntries(
    named.map(({ member, many }) => [member, many ? Type.Array(Type.String()) : Type.String()]),
  );
  return {
    name: part.name,
    identity: part.identity,
    members: Type.Object({ ...part.schema.properties, ...names, externalId: Type.String() }),
    open: (context) => openCatalogue(part, context),
  };
}

async function openCatalogue<Item extends { id: number }, Input>(
  part: Catalogue<Item, Input>,
  context: ImportContext,
): Promise<RowStore> {
  const { tx, tenant } = context;
  const { keysOf = externalKeysOf, keyField = 'externalIds', computed = [] } = part;
  const check = strictCheck(part.schema, namedSchemas());
  const resolve = await openReferences(tx, tenant.id, part.references ?? []);
  const dropped = [...ASSIGNED, ...computed];
  const present = new Map<string, { id: number; content: Row }[]>();
  for (const item of await readAll(tx, tenant.id, part.source)) {
    const content = Object.fromEntries(Object.entries(item).filter(([name]) => !dropped.includes(name)));
    for (const key of keysOf(content)) present.set(key, [...(present.get(key) ?? []), { id: item.id, content }]);
  }
  const seen = new Set<string | number>();

  function decide(row: Row): { id?: number; before?: Row; whole: Row } | ErrorDetail[] {
    const unstorable = findUnstorableText(row);
    if (unstorable !== undefined) return [problem(unstorable, 'invalid_text', 'cannot be stored')];
    const resolved = resolve(row);
    if (Array.isArray(resolved)) return resolved;
    const keys = keysOf(resolved);
    if (keys.length === 0) return [problem(keyField, 'required', 'is needed to know it by')];
    const matching = new Map(keys.flatMap((key) => present.get(key) ?? []).map((one) => [one.id, one]));
    if (matching.size > 1) return [problem(keyField, 'ambiguous', 'is of several that are there')];
    const [own] = matching.values();
    if ([...keys, ...(own ? [own.id] : [])].some((key) => seen.has(key)))
      return [problem('', 'duplicate_in_file', 'is of something that an earlier row is about')];
    const whole = mergedInto(own?.content ?? {}, resolved);
    const details = check(whole);
    if (details.length > 0) return details;
    const broken = part.rules?.(whole as Input, context) ?? [];
    if (broken.length > 0) return broken;
    for (const key of keys) seen.add(key);
    if (own) seen.add(own.id);
    return { whole, ...(own && { id: own.id, before: own.content }) };
  }

  return {
    async store(rows) {
      const created: Input[] = [];
      const changed: Changed<Input>[] = [];
      const outcomes = rows.map((row): Outcome => {
        const decided = decide(row);
        if (Array.isArray(decided)) return decided;
        const { id, before, whole } = decided;
        if (id === undefined) {
          created.push(whole as Input);
          return 'created';
        }
        if (isDeepStrictEqual(before, whole)) return 'unchanged';
        changed.push({ id, input: whole as Input });
        return 'updated';
      });
      if (created.length > 0) await part.insert(tx, tenant.id, created);
      if (changed.length > 0) await part.change(tx, tenant.id, changed);
      return outcomes;
    },
  };
}
