/** Offices that number outside the provinces (001-100). */
const SPECIAL_OFFICES = new Set([120, 121, 888, 999]);

/**
 * What is wrong with a VAT number (partita IVA, DPR 633/1972, art. 35), `undefined` when nothing is. It is 7 digits of
 * serial, 3 of office, 1 of check. The text is taken as it is: no `IT` prefix, no white space.
 */
export function vatNumberProblem(text: string): 'syntax' | 'check_digit' | 'office' | undefined {
  if (!/^\d{11}$/.test(text)) return 'syntax';
  if (!hasValidCheckDigit(text)) return 'check_digit';
  const office = Number(text.slice(7, 10));
  if ((office < 1 || office > 100) && !SPECIAL_OFFICES.has(office)) return 'office';
  return undefined;
}

/**
 * Whether the last of 11 digits checks the ten before it, in a VAT number as in a provisional fiscal code.
 * DM 23 December 1976. All zeros satisfy the sum and are still nobody's number: refused.
 */
export function hasValidCheckDigit(digits: string): boolean {
  if (/^0+$/.test(digits)) return false;
  let sum = 0;
  for (const [index, digit] of [...digits].entries()) {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}
