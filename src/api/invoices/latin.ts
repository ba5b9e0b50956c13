/** Latin letters that no accent explains, as passports write them. ICAO Doc 9303-3, section 6. */
const UNDECOMPOSABLE: Record<string, string> = {
  Đ: 'D',
  đ: 'd',
  Ł: 'L',
  ł: 'l',
  Œ: 'OE',
  œ: 'oe',
  ı: 'i',
  İ: 'I',
  '€': 'EUR',
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '…': '...',
};

/**
 * Text of the characters that FatturaPA and the standard fonts of PDF have (ISO 8859-1): accents that they lack are left
 * out, other characters become `?`. Line breaks become spaces.
 */
export function toLatin(text: string): string {
  return Array.from(text.normalize('NFC').replace(/\s+/g, ' ').trim(), toLatinCharacter).join('');
}

function toLatinCharacter(character: string): string {
  if (/^[\u0020-\u007e\u00a1-\u00ac\u00ae-\u00ff]$/.test(character)) return character;
  const plain = UNDECOMPOSABLE[character] ?? character.normalize('NFKD').replace(/\p{M}/gu, '');
  return /^[\u0020-\u007e]+$/.test(plain) ? plain : '?';
}

/** As `toLatin`, of ASCII alone. */
export function toAscii(text: string): string {
  return toLatin(text.normalize('NFKD').replace(/\p{M}/gu, '')).replace(/[^\u0020-\u007e]/g, '?');
}
