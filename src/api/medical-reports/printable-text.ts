/** What Windows-1252, the encoding of the fonts that every PDF reader has, holds beside Latin-1. */
const BESIDE_LATIN_1 = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';

/** Said with other letters without saying something else. */
const SPELLED: Record<string, string> = {
  '≥': '>=',
  '≤': '<=',
  '≠': '<>',
  '≈': '~',
  '→': '->',
  '←': '<-',
  '↑': '(+)',
  '↓': '(-)',
  '−': '-',
  '‐': '-',
  '‑': '-',
  ʼ: "'",
  '′': "'",
  '″': '"',
  μ: 'µ',
  α: 'alfa',
  β: 'beta',
  γ: 'gamma',
  δ: 'delta',
  κ: 'kappa',
  λ: 'lambda',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ħ: 'h',
  ı: 'i',
  '\t': '    ',
  '\r\n': '\n',
  '\r': '\n',
  '\u2028': '\n',
  '\u2029': '\n',
};

/** The text as a PDF can show it: letters lose accents that the encoding lacks. @returns undefined when something cannot be shown */
export function toPrintable(text: string): string | undefined {
  let printable = '';
  for (const { segment } of new Intl.Segmenter('it').segment(text.normalize('NFC'))) {
    const shown = SPELLED[segment] ?? lettersOf(segment);
    if (shown === undefined) return undefined;
    printable += shown;
  }
  return printable;
}

function lettersOf(segment: string): string | undefined {
  if (isEncoded(segment)) return segment;
  const plain = segment
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replaceAll('\u2044', '/');
  const spelled = [...plain].map((letter) => SPELLED[letter] ?? letter).join('');
  return plain !== '' && isEncoded(spelled) ? spelled : undefined;
}

function isEncoded(text: string): boolean {
  return [...text].every(
    (letter) => letter === '\n' || /[\x20-\x7e\xa0-\xff]/.test(letter) || BESIDE_LATIN_1.includes(letter),
  );
}
