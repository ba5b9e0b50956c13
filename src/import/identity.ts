import { problem } from '../api/catalogue/catalogue-input.ts';
import { mergePatch } from '../api/merge-patch.ts';
import type { ErrorDetail } from '../platform/errors.ts';
import type { Row } from './importable.ts';

interface ExternalId {
  system: string;
  value: string;
}

const isExternalId = (one: unknown): one is ExternalId =>
  typeof one === 'object' &&
  one !== null &&
  typeof (one as ExternalId).system === 'string' &&
  typeof (one as ExternalId).value === 'string';

/** The external ids that a row has, as far as they are any. */
function externalIdsOf(row: Row): ExternalId[] {
  return Array.isArray(row.externalIds) ? row.externalIds.filter(isExternalId) : [];
}

export function externalKeysOf(row: Row): string[] {
  return externalIdsOf(row).map(({ system, value }) => `${system}|${value}`);
}

/**
 * Takes `externalId`, which is `system|value` or a value in the system of the whole file, for what it stands for.
 * @returns the row with `externalIds`, or what is wrong
 */
export function withExternalIds(row: Row, system: string | undefined): Row | ErrorDetail[] {
  const { externalId, ...rest } = row;
  if (externalId === undefined || externalId === null) return row;
  const text = String(externalId);
  const bar = text.indexOf('|');
  if (bar < 0 && system === undefined)
    return [problem('externalId', 'missing_system', 'must be `system|value`, or the option --system names the system')];
  const given = bar < 0 ? { system, value: text } : { system: text.slice(0, bar), value: text.slice(bar + 1) };
  return { ...rest, externalIds: [...externalIdsOf(row), given] };
}

/** What an object is to be: what a row has replaces what is there, null removes it (RFC 7396); external ids gather. */
export function mergedInto(before: Row, row: Row): Row {
  const merged = mergePatch(before, row) as Row;
  if (row.externalIds === undefined || !Array.isArray(row.externalIds)) return merged;
  const known = new Set(externalKeysOf(before));
  const added = row.externalIds.filter((one) => !isExternalId(one) || !known.has(`${one.system}|${one.value}`));
  return { ...merged, externalIds: [...externalIdsOf(before), ...added] };
}
