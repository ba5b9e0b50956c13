import { hasValidCheckDigit } from './vat-number.ts';

/** Facts that a fiscal code spells. `birthDate` is `YYYY-MM-DD`; `belfioreCode` is the place of birth, `^[A-Z]\d{3}$`. */
interface CodedFacts {
  lastName: string;
  firstName: string;
  birthDate: string;
  sex: 'M' | 'F';
  belfioreCode: string;
}

const SYNTAX = /^[A-Z]{6}[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]$/;
const MONTHS = 'ABCDEHLMPRST';
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** Letter that stands for each digit in the code of a person whose ordinary code was already taken (omocodia). */
const OMOCODE_LETTERS = 'LMNPQRSTUV';
const DIGIT_POSITIONS = [6, 7, 9, 10, 12, 13, 14];
/** Value of a character in an odd place, by its digit or by its letter's place in the alphabet. DM 23 December 1976. */
const ODD_VALUES = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
/** Latin letters that no accent explains, as passports write them. ICAO Doc 9303-3, section 6. */
const UNDECOMPOSABLE: Record<string, string> = { Æ: 'AE', Đ: 'D', Ł: 'L', Œ: 'OE', Ø: 'OE', Þ: 'TH' };

/** The code as it is stored and compared: upper-case, without white space. */
export function normaliseFiscalCode(text: string): string {
  return text.replace(/\s/g, '').toUpperCase();
}

/** What a normalised code is by its syntax alone: `CF` (16 characters, omocodes too), `CF_PROVISIONAL` (11 digits) or neither. */
export function fiscalCodeKind(code: string): 'CF' | 'CF_PROVISIONAL' | undefined {
  if (/^\d{11}$/.test(code)) return 'CF_PROVISIONAL';
  if (!SYNTAX.test(code)) return undefined;
  const day = Number(withoutOmocodia(code).slice(9, 11));
  return (day >= 1 && day <= 31) || (day >= 41 && day <= 71) ? 'CF' : undefined;
}

/** Whether the last character checks the others. An omocode is checked as it is written, letters included. */
export function hasValidCheckCharacter(code: string): boolean {
  const kind = fiscalCodeKind(code);
  if (kind === 'CF_PROVISIONAL') return hasValidCheckDigit(code);
  return kind === 'CF' && checkCharacter(code.slice(0, 15)) === code[15];
}

/** The ordinary (not omocode) fiscal code of a person. DM 23 December 1976. */
export function composeFiscalCode({ lastName, firstName, birthDate, sex, belfioreCode }: CodedFacts): string {
  const [year, month, day] = birthDate.split('-') as [string, string, string];
  const codedDay = String(Number(day) + (sex === 'F' ? 40 : 0)).padStart(2, '0');
  const code = `${lastNameLetters(lastName)}${firstNameLetters(firstName)}${year.slice(2)}${MONTHS[Number(month) - 1]}${codedDay}${belfioreCode}`;
  return code + checkCharacter(code);
}

/**
 * The known facts that a normalised code contradicts; a fact left out is never contradicted. The code holds two digits of
 * the year, so centuries are not told apart. A provisional or malformed code says nothing of a person: no mismatch.
 */
export function fiscalCodeMismatches(
  code: string,
  person: Partial<CodedFacts>,
): Array<'lastName' | 'firstName' | 'birthDate' | 'sex' | 'birthPlace'> {
  if (fiscalCodeKind(code) !== 'CF') return [];
  const plain = withoutOmocodia(code);
  const codedDay = Number(plain.slice(9, 11));
  const birthDate = `${plain.slice(6, 8)}-${twoDigits(MONTHS.indexOf(plain[8]!) + 1)}-${twoDigits(codedDay % 40)}`;

  const mismatches: ReturnType<typeof fiscalCodeMismatches> = [];
  const { lastName, firstName, sex, belfioreCode } = person;
  if (lastName !== undefined && lastNameLetters(lastName) !== plain.slice(0, 3)) mismatches.push('lastName');
  if (firstName !== undefined && firstNameLetters(firstName) !== plain.slice(3, 6)) mismatches.push('firstName');
  if (person.birthDate !== undefined && person.birthDate.slice(2) !== birthDate) mismatches.push('birthDate');
  if (sex !== undefined && sex !== (codedDay > 40 ? 'F' : 'M')) mismatches.push('sex');
  if (belfioreCode !== undefined && belfioreCode !== plain.slice(11, 15)) mismatches.push('birthPlace');
  return mismatches;
}

function lastNameLetters(lastName: string): string {
  const { consonants, vowels } = lettersOf(lastName);
  return `${consonants}${vowels}XXX`.slice(0, 3);
}

function firstNameLetters(firstName: string): string {
  const { consonants, vowels } = lettersOf(firstName);
  if (consonants.length > 3) return `${consonants[0]}${consonants[2]}${consonants[3]}`;
  return `${consonants}${vowels}XXX`.slice(0, 3);
}

function lettersOf(name: string): { consonants: string; vowels: string } {
  const letters = name
    .toUpperCase()
    .replace(/[ÆĐŁŒØÞ]/g, (letter) => UNDECOMPOSABLE[letter]!)
    .normalize('NFD')
    .replace(/[^A-Z]/g, '');
  return { consonants: letters.replace(/[AEIOU]/g, ''), vowels: letters.replace(/[^AEIOU]/g, '') };
}

/**
 * Every code that a normalised one may have become, or may come from, by omocodia (DM 23 December 1976): the code itself is
 * among them, unless its check character is wrong.
 * @returns nothing for what is no code of 16 characters
 */
export function omocodesOf(code: string): string[] {
  if (!SYNTAX.test(code)) return [];
  let variants = [withoutOmocodia(code).slice(0, 15)];
  for (const position of DIGIT_POSITIONS) {
    variants = variants.flatMap((variant) => {
      const letter = OMOCODE_LETTERS[Number(variant[position])]!;
      return [variant, variant.slice(0, position) + letter + variant.slice(position + 1)];
    });
  }
  return variants.map((variant) => variant + checkCharacter(variant));
}

/** The digits that an omocode's letters stand for; its check character stays that of the omocode. */
export function withoutOmocodia(code: string): string {
  const characters = [...code];
  for (const position of DIGIT_POSITIONS) {
    const digit = OMOCODE_LETTERS.indexOf(characters[position]!);
    if (digit >= 0) characters[position] = String(digit);
  }
  return characters.join('');
}

function checkCharacter(first15: string): string {
  let sum = 0;
  for (let index = 0; index < first15.length; index += 1) {
    const character = first15[index]!;
    const value = character <= '9' ? Number(character) : LETTERS.indexOf(character);
    sum += index % 2 === 0 ? ODD_VALUES[value]! : value;
  }
  return LETTERS[sum % 26]!;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
