/** The alternatives of a parameter's value: `a,b` are two, `a\,b` is one (FHIR R4, 3.1.1.4.0.1). */
export function alternativesOf(value: string): string[] {
  return splitAt(value, ',');
}

/** Splits at a character that no backslash stands before. The escapes stay, for whoever splits further. */
function splitAt(value: string, separator: string): string[] {
  const parts = [''];
  for (let index = 0; index < value.length; index += 1) {
    const character = value[index]!;
    if (character === '\\') {
      parts[parts.length - 1] += character + (value[index + 1] ?? '');
      index += 1;
    } else if (character === separator) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts;
}

/** A value without its escapes. */
export function unescaped(value: string): string {
  return value.replace(/\\([\\,|$])/g, '$1');
}

/** A token as it was asked for: `system` is undefined for any, and '' for none; `code` is '' for any of the system. */
export interface Token {
  system: string | undefined;
  code: string;
}

export function tokenOf(value: string): Token {
  const [first = '', ...rest] = splitAt(value, '|');
  if (rest.length === 0) return { system: undefined, code: unescaped(first) };
  return { system: unescaped(first), code: unescaped(rest.join('|')) };
}
