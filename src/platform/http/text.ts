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

/** The first parameter of a URL whose percent-encoding is broken or does not spell UTF-8, or undefined. */
export function findMisencodedParameter(url: string): string | undefined {
  const start = url.indexOf('?');
  if (start < 0 || !url.includes('%', start)) return undefined;
  const isMisencoded = (pair: string) => {
    try {
      decodeURIComponent(pair);
      return false;
    } catch {
      return true;
    }
  };
  return url
    .slice(start + 1)
    .split('&')
    .find(isMisencoded)
    ?.split('=')[0];
}
