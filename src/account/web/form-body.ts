/** What a form posted: repeated names become arrays. */
export type FormBody = Record<string, string | string[] | undefined>;

/** A field's text; empty when it is missing or came more than once. */
export function textOf(body: FormBody, name: string): string {
  const value = body[name];
  return typeof value === 'string' ? value : '';
}
