import { globSync, readFileSync } from 'node:fs';

const isTest = (path: string) => /\.(test|fixture)\.ts$/.test(path);
const textsOf = (paths: readonly string[]) => paths.map((path) => readFileSync(path, 'utf8'));

/** The ways in which the source names what it refuses: the code of an error, that of a detail, and helpers that take both. */
const RAISED = [
  /\bServiceError\(\s*'([a-z_]+)'/g,
  /\bcode: '([a-z_]+)'/g,
  /\bcode(?:: | = )[^',;]+ \? '([a-z_]+)' : '([a-z_]+)'/g,
  // What a search found in the way.
  /\breturn '([a-z]+_[a-z_]+)'/g,
  /\b(?:broken|invalid|wrong|fail)\([^;]*?,\s*'([a-z_]+)'\s*[,)]/g,
];

/** Every code in the source of the API, in order. */
export function raisedCodes(sources: readonly string[] = apiSources()): string[] {
  const codes = sources.flatMap((text) =>
    RAISED.flatMap((pattern) => [...text.matchAll(pattern)].flatMap(([, ...found]) => found.filter(Boolean))),
  );
  return [...new Set(codes as string[])].sort();
}

function apiSources(): string[] {
  return textsOf(globSync('src/api/**/*.ts').filter((path) => !isTest(path)));
}

/** What tests say, but for the one that asks. */
export function testTexts(except: string): string {
  const paths = [...globSync('test/**/*.ts'), ...globSync('src/**/*.test.ts')];
  return textsOf(paths.filter((path) => !path.endsWith(except))).join('\n');
}

/** The codes that no test has in a string; one of a single word must end it, as prose has such words, too. */
export function untested(codes: readonly string[], tests: string): string[] {
  const expected = (code: string) => new RegExp(`[ '"\`]${code}${code.includes('_') ? '\\b' : `['"\`]`}`);
  return codes.filter((code) => !expected(code).test(tests));
}
