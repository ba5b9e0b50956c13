import type { OpenApi2, Operation, Parameter } from './strict-openapi2.ts';

const header = (name: string, description: string): Parameter => ({
  name,
  in: 'header',
  type: 'string',
  required: false,
  description,
});
const IF_MATCH = header('If-Match', 'The entity tag that the change is based on; another version is refused with 409.');
const IF_NONE_MATCH = header('If-None-Match', 'The entity tag of the last answer; 304 when nothing changed since.');
const IDEMPOTENCY_KEY = header(
  'Idempotency-Key',
  'Made by the caller, unique for what is to be done once: a repetition with the same key gets the same answer.',
);

const ETAG = { type: 'string', description: 'Of this answer, for If-None-Match and If-Match.' };
const LOCATION = { type: 'string', description: 'The path of what was created.' };
const RETRY_AFTER = { type: 'integer', description: 'Seconds to wait.' };

/** Describes the headers that routes share: what they are is decided by their method and their answers. */
export function addHeaders(document: OpenApi2): void {
  for (const operations of Object.values(document.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      const places = [...(operation.parameters ?? [])];
      const at = places.findLastIndex((parameter) => parameter.in === 'path') + 1;
      places.splice(at, 0, ...parametersOf(method, operation));
      operation.parameters = places;
      describeAnswers(method, operation);
    }
  }
}

function parametersOf(method: string, { responses }: Operation): Parameter[] {
  if (method === 'get') return [IF_NONE_MATCH];
  const checksVersion = method !== 'post' || responses['409']?.description.includes('`version_conflict`');
  return [...(checksVersion ? [IF_MATCH] : []), ...(method === 'post' ? [IDEMPOTENCY_KEY] : [])];
}

function describeAnswers(method: string, { responses }: Operation): void {
  for (const [status, response] of Object.entries(responses)) {
    if (status === '201') response.headers = { ETag: ETAG, Location: LOCATION };
    else if (status === '200' && method !== 'post') response.headers = { ETag: ETAG };
    else if (status === '429' || status === '503') response.headers = { 'Retry-After': RETRY_AFTER };
  }
}
