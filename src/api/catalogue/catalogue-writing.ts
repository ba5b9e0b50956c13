import { isDeepStrictEqual } from 'node:util';
import { type Tx, violatedConstraint } from '../../platform/database/index.ts';
import { type ErrorDetail, ServiceError } from '../../platform/errors.ts';
import { strictCheck } from '../../platform/http/validation.ts';
import { mergePatch } from '../merge-patch.ts';
import { found } from '../pages.ts';
import { namedSchemas } from '../schema.ts';
import { existingIds, lockVersion } from './catalogue.queries.ts';
import { problem } from './catalogue-input.ts';
import { type CataloguePart, type Reference, writtenMembers } from './catalogue-part.ts';

/** What may be there only once in a clinic: the index that says so, and the field to blame. */
const UNIQUE: Record<string, string> = {
  treatments_code: 'code',
  practitioners_user: 'userId',
  price_list_items_key: 'validFrom',
};

/** How one person at a time writes the objects of a part. */
export function catalogueWriting<Item extends { id: number; version: number }, Input>(
  part: CataloguePart<Item, Input>,
) {
  let check: ReturnType<typeof strictCheck> | undefined;

  async function judged(tx: Tx, tenantId: string, before: object, members: object): Promise<Input> {
    const whole = mergePatch(before, members) as object;
    check ??= strictCheck(part.schema, namedSchemas());
    const malformed = check(whole);
    if (malformed.length > 0) throw refused(malformed);
    const wrong = [
      ...(part.rules?.(whole as Input) ?? []),
      ...(await danglingReferences(tx, tenantId, part.references ?? [], whole)),
    ];
    if (wrong.length > 0) throw refused(wrong);
    return whole as Input;
  }

  return {
    /** @throws ServiceError validation_failed with a detail for each field */
    async create(tx: Tx, tenantId: string, members: object): Promise<number> {
      const input = await judged(tx, tenantId, {}, members);
      return (await uniquely(() => part.insert(tx, tenantId, [input])))[0]!;
    },

    /**
     * Changes members of an object, as a JSON merge patch does; what it does not name stays.
     * @param version of the object that the person saw
     * @returns whether anything is different now
     * @throws ServiceError not_found, version_conflict, validation_failed with a detail for each field
     */
    async change(tx: Tx, tenantId: string, id: number, version: number, members: object): Promise<boolean> {
      const before = writtenMembers(part, await lockedItem(tx, tenantId, part, id, version));
      const input = await judged(tx, tenantId, before, members);
      if (isDeepStrictEqual(before, input)) return false;
      await uniquely(() => part.change(tx, tenantId, [{ id, input }]));
      return true;
    },
  };
}

/** @throws ServiceError not_found, version_conflict */
export async function lockedItem<Item extends { id: number; version: number }>(
  tx: Tx,
  tenantId: string,
  { table, reading }: Pick<CataloguePart<Item, never>, 'table' | 'reading'>,
  id: number,
  version: number,
): Promise<Item> {
  const currentVersion = found(await lockVersion(tx, tenantId, table, id), 'object');
  if (currentVersion !== version) {
    throw new ServiceError('version_conflict', 'It was changed meanwhile.', { extra: { currentVersion } });
  }
  return found(await reading.find(tx, tenantId, id), 'object');
}

async function danglingReferences(
  tx: Tx,
  tenantId: string,
  references: readonly Reference[],
  whole: object,
): Promise<ErrorDetail[]> {
  const problems: ErrorDetail[] = [];
  for (const { within, sets, to } of references) {
    const named = holdersOf(whole as Record<string, unknown>, within).flatMap(([holder, path]) =>
      [holder[sets] ?? []].flat().map((id) => ({ id, field: path + sets })),
    );
    const known = await existingIds(tx, tenantId, to, [...new Set(named.map(({ id }) => id))]);
    for (const { id, field } of named) {
      if (!known.has(id)) problems.push(problem(field, 'not_found', 'is not of this clinic'));
    }
  }
  return problems;
}

/** Where a reference stands: the object, or each item of one of its lists; with the path to it. */
export function holdersOf(
  row: Record<string, unknown>,
  within: string | undefined,
): [holder: Record<string, unknown>, path: string][] {
  if (within === undefined) return [[row, '']];
  const list = row[within];
  if (!Array.isArray(list)) return [];
  return list.flatMap((one, index): [Record<string, unknown>, string][] =>
    typeof one === 'object' && one !== null ? [[one as Record<string, unknown>, `${within}.${index}.`]] : [],
  );
}

async function uniquely<Result>(write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    const field = UNIQUE[violatedConstraint(error) ?? ''];
    if (field === undefined) throw error;
    throw refused([problem(field, 'taken', 'is of another one already')], error);
  }
}

function refused(details: ErrorDetail[], cause?: unknown): ServiceError {
  return new ServiceError('validation_failed', 'Some fields are not right.', { details, cause });
}
