/** Why a password cannot be taken (NIST SP 800-63B-4 section 3.1.1.2): its length, or that others would guess it. */
export type PasswordProblem = 'too-short' | 'too-long' | 'common' | 'about-you';

const SHORTEST_PASSWORD = 8;
const LONGEST_PASSWORD = 256;

/** Of the installation itself: what a guesser would try first here. */
const OWN_WORDS = ['corsia', 'giponext'];
const SHORTEST_WORD = 4;

let commonPasswords: Promise<ReadonlySet<string>> | undefined;

/** Some fifty thousand leaked passwords, read when the first password is chosen. */
function loadCommonPasswords(): Promise<ReadonlySet<string>> {
  commonPasswords ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) => new Set(dictionary['passwords-common'].map((password) => password.toLowerCase())),
  );
  return commonPasswords;
}

/**
 * Lengths count code points after NFKC, the form that is hashed. No rules of composition. Refused is what is on the list
 * of common passwords, and what is little more than the person's name, e-mail or the name of this platform.
 */
export async function passwordProblem(
  password: string,
  about: { email: string; name: string },
): Promise<PasswordProblem | undefined> {
  const normal = password.normalize('NFKC');
  const { length } = [...normal];
  if (length < SHORTEST_PASSWORD) return 'too-short';
  if (length > LONGEST_PASSWORD) return 'too-long';
  const lower = normal.toLowerCase();
  if ((await loadCommonPasswords()).has(lower) || isMonotonous(lower)) return 'common';
  return isAboutYou(lower, about) ? 'about-you' : undefined;
}

/** One character, or a pair of them, over and over; or a run such as 12345678 and abcdefgh. */
function isMonotonous(password: string): boolean {
  if (/^(..?)\1+.?$/u.test(password)) return true;
  const points = [...password].map((character) => character.codePointAt(0)!);
  return [1, -1].some((step) => points.every((point, index) => index === 0 || point - points[index - 1]! === step));
}

/** Whether too little is left without the words that everybody knows of the person. */
function isAboutYou(password: string, { email, name }: { email: string; name: string }): boolean {
  const words = [email, ...email.split(/[^\p{L}\p{N}]+/u), name, ...name.split(/\s+/), ...OWN_WORDS]
    .map((word) => word.normalize('NFKC').toLowerCase())
    .filter((word) => [...word].length >= SHORTEST_WORD)
    .sort((a, b) => b.length - a.length);
  const rest = words.reduce((left, word) => left.replaceAll(word, ''), password);
  return rest !== password && [...rest].length < SHORTEST_WORD;
}
