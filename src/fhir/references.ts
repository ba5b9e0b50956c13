import { numberOf } from './ids.ts';
import type { Reader } from './reader.ts';

/** The same body with absolute references to this server made relative; those to others stay as they are, and are refused. */
export function withOwnReferences(value: unknown, base: string): unknown {
  if (Array.isArray(value)) return value.map((member) => withOwnReferences(member, base));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      name === 'reference' && typeof member === 'string' && member.startsWith(`${base}/`)
        ? member.slice(base.length + 1)
        : withOwnReferences(member, base),
    ]),
  );
}

/** The id that a reference names, of one of these types; undefined when there is none. */
export function readReference(
  reference: Reader | undefined,
  types: readonly string[],
): { type: string; id: string } | undefined {
  if (!reference) return undefined;
  reference.ignore('display', 'type');
  const text = reference.text('reference');
  const [, type, id] = /^([A-Z]\w*)\/([A-Za-z0-9.-]{1,64})$/.exec(text ?? '') ?? [];
  if (type !== undefined && id !== undefined && types.includes(type)) return { type, id };
  if (reference.has('reference')) reference.refuse('reference', `must be a reference to ${types.join(' or ')}`);
  return undefined;
}

/** The same as the number of the service behind it. */
export function readNumber(reference: Reader | undefined, type: string): number | undefined {
  const found = readReference(reference, [type]);
  if (!found) return undefined;
  const number = numberOf(found.id);
  if (number === undefined) reference!.refuse('reference', `must be a ${type} of this server`);
  return number;
}
