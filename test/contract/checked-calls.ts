import type { CallOptions, Platform } from '../harness/platform.ts';
import { type OpenApiDocument, responseChecker } from './check-response.ts';

/** The members of the one error body. */
interface ErrorBody {
  error: string;
  message: string;
  status: number;
  requestId: string;
  details: { field: string; code: string; message: string }[];
  existingId?: number;
  currentVersion?: number;
}

export interface Answer<Body> {
  status: number;
  headers: Headers;
  text: string;
  /** What the test expects it to be: its shape was held against the document already. */
  body: Body & ErrorBody;
}

export type CheckedCall<Body> = (method: string, path: string, options?: CallOptions) => Promise<Answer<Body>>;

/** `platform.call` whose every answer is held against the document that the platform publishes. */
export async function checkedCalls<Body>(platform: Platform): Promise<CheckedCall<Body>> {
  const published = await platform.call('GET', '/swagger/docs/v2', { token: null });
  const check = responseChecker((await published.json()) as OpenApiDocument);
  return async (method, path, options) => {
    const response = await platform.call(method, path, options);
    const { status, headers } = response;
    const text = await response.text();
    check({ method, path, status, headers, text });
    return { status, headers, text, body: isJson(headers) && text !== '' ? JSON.parse(text) : undefined };
  };
}

function isJson(headers: Headers): boolean {
  return headers.get('content-type')?.startsWith('application/json') ?? false;
}
