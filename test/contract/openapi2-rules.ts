/** What `path` holds, by the dotted path to it. */
type Visit = (value: Record<string, unknown>, path: string) => void;

function walk(value: unknown, visit: Visit, path = ''): void {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) visit(value as Record<string, unknown>, path);
  for (const [name, member] of Object.entries(value)) walk(member, visit, path ? `${path}.${name}` : name);
}

const JSON_SCHEMA_ONLY = [
  'anyOf',
  'oneOf',
  'not',
  'nullable',
  'const',
  '$id',
  '$schema',
  '$defs',
  'examples',
  'patternProperties',
];

/**
 * Where a document uses what OpenAPI 2.0 does not know, although validators of the document let some of it through:
 * constructs of later versions, arrays of types, the type null, siblings of references, `allOf` (see docs for clients).
 */
export function unknownToOpenApi2(document: object): string[] {
  const found: string[] = [];
  walk(document, (value, path) => {
    // The names below `properties` and `definitions` are those of members, not of keywords.
    if (/(^|\.)(properties|definitions|example)$/.test(path) || path.includes('.examples.')) return;
    for (const keyword of JSON_SCHEMA_ONLY) {
      const isOfResponse = keyword === 'examples' && /\.responses\.\d{3}$/.test(path);
      if (keyword in value && !isOfResponse) found.push(`${path}.${keyword}`);
    }
    if ('allOf' in value) found.push(`${path}.allOf`);
    if (Array.isArray(value.type) || value.type === 'null') found.push(`${path}.type`);
    if ('$ref' in value && Object.keys(value).length > 1) found.push(`${path}.$ref with siblings`);
    if ('enum' in value && !('type' in value)) found.push(`${path}.enum without a type`);
  });
  return found;
}

/** Enumerations that stand in more than one place without a name: generators make a class of each. */
export function inlineEnumsUsedTwice(document: { definitions: object; paths: object }): string[] {
  const places = new Map<string, string[]>();
  walk(document, (value, path) => {
    if (!Array.isArray(value.enum) || /^definitions\.\w+$/.test(path)) return;
    const values = value.enum.join('|');
    places.set(values, [...(places.get(values) ?? []), path]);
  });
  return [...places].filter(([, paths]) => paths.length > 1).map(([values, paths]) => `${values}: ${paths.join(', ')}`);
}
