/** The placeholders that a body refers to, such as `urn:uuid:...`. */
export function placeholdersIn(value: unknown, known: ReadonlySet<string>, found = new Set<string>()): Set<string> {
  if (typeof value === 'string') {
    if (known.has(value)) found.add(value);
  } else if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) placeholdersIn(member, known, found);
  }
  return found;
}

/** The same body with references to what was created meanwhile. */
export function resolved(value: unknown, places: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return places.get(value) ?? value;
  if (Array.isArray(value)) return value.map((member) => resolved(member, places));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, resolved(member, places)]));
}
