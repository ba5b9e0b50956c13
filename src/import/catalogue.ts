import { isDeepStrictEqual } from 'node:util';
import Type from 'typebox';
import { problem } from '../api/catalogue/catalogue-input.ts';
import { type CataloguePart, writtenMembers } from '../api/catalogue/catalogue-part.ts';
import type { Changed } from '../api/changed.ts';
import { namedSchemas } from '../api/schema.ts';
import type { ErrorDetail } from '../platform/errors.ts';
import { findUnstorableText } from '../platform/http/text.ts';
import { strictCheck } from '../platform/http/validation.ts';
import { externalKeysOf, mergedInto } from './identity.ts';
import type { Importable, ImportContext, Outcome, Row, RowStore } from './importable.ts';
import { isNamed, openReferences, readAll } from './references.ts';

interface Catalogue {
  name: string;
  identity: string;
  /** What a row is known by; external ids when left out. */
  keysOf?(row: Row): string[];
  /** The field to blame when a row is known by nothing. */
  keyField?: string;
}

/** Makes a part of the catalogue importable: it is small, so that all that is there can be held in memory. */
export function catalogue<Item extends { id: number; version: number }, Input>(
  part: CataloguePart<Item, Input>,
  { name, identity, ...keys }: Catalogue,
): Importable {
  const named = (part.references ?? []).filter(isNamed).filter(({ within }) => within === undefined);
  const names = Object.fromEntries(
    named.map(({ member, many }) => [member, many ? Type.Array(Type.String()) : Type.String()]),
  );
  return {
    name,
    identity,
    members: Type.Object({ ...part.schema.properties, ...names, externalId: Type.String() }),
    open: (context) => openCatalogue(part, keys, context),
  };
}

async function openCatalogue<Item extends { id: number; version: number }, Input>(
  part: CataloguePart<Item, Input>,
  { keysOf = externalKeysOf, keyField = 'externalIds' }: Pick<Catalogue, 'keysOf' | 'keyField'>,
  { tx, tenant }: ImportContext,
): Promise<RowStore> {
  const check = strictCheck(part.schema, namedSchemas());
  const resolve = await openReferences(tx, tenant.id, (part.references ?? []).filter(isNamed));
  const present = new Map<string, { id: number; content: Row }[]>();
  for (const item of await readAll(tx, tenant.id, part.source)) {
    const content = writtenMembers(part, item);
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
    const broken = part.rules?.(whole as Input) ?? [];
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
