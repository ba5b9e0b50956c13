/**
 * The header that makes a change apply only to the version that it is based on; another one is refused with
 * `version_conflict`.
 * @example corsia.patients.patch({ path: { id }, headers: ifMatch(patient), body: { email } })
 */
export function ifMatch({ version }: { version: number }): { 'If-Match': string } {
  return { 'If-Match': `"${version}"` };
}
