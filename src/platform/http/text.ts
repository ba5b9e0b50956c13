/**
 * The path of the first string that PostgreSQL cannot store as it stands (NUL, or a lone surrogate), or undefined.
 */
export function findUnstorableText(value: unknown, path = ''): string | undefined {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed() ? path : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, member] of Object.entries(value)) {
    const memberPath = path ? `${path}.${key}` : key;
    const found = findUnstorableText(key, memberPath) ?? findUnstorableText(member, memberPath);
    if (found !== undefined) return found;
  }
  return undefined;
}
