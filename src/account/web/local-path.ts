/**
 * Where a page may lead on after it was told so in its own address: a path of this origin and nothing else. Browsers read
 * `\` as `/` and skip tabs and line ends (WHATWG URL section 4.4), so the path is read as they do.
 */
export function localPath(wanted: unknown, fallback: string): string {
  if (typeof wanted !== 'string' || !wanted.startsWith('/')) return fallback;
  const here = 'http://this.origin';
  if (!URL.canParse(wanted, here)) return fallback;
  const { origin, pathname, search, hash } = new URL(wanted, here);
  return origin === here && !pathname.startsWith('//') ? `${pathname}${search}${hash}` : fallback;
}
