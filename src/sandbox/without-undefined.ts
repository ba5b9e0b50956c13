/** The same object without the members that are undefined. */
export function withoutUndefined<T extends object>(fields: T): T {
  const kept = {} as T;
  for (const key of Object.keys(fields) as Array<keyof T>) if (fields[key] !== undefined) kept[key] = fields[key];
  return kept;
}
