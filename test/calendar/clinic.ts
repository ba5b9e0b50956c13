import { type Answer, type CheckedCall, checkedCalls } from '../contract/checked-calls.ts';
import type { CallOptions } from '../harness/platform.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';

export const CLINIC = '/v2/tenants/sandbox-clinic';

// biome-ignore lint/suspicious/noExplicitAny: the shape of every answer is held against the published document
export type Body = any;

export interface Clinic {
  platform: Platform;
  call: CheckedCall<Body>;
  /** Below the sandbox clinic; the body of a success, else the test fails. */
  get(path: string, options?: CallOptions): Promise<Body>;
  post(path: string, body?: object, options?: CallOptions): Promise<Answer<Body>>;
  /** The id of what the catalogue calls by this name: a treatment by code, others by name or last name. */
  id(kind: 'treatments' | 'agendas' | 'rooms' | 'practitioners' | 'locations' | 'price-lists', name: string): number;
  close(): Promise<void>;
}

const KINDS = ['treatments', 'agendas', 'rooms', 'practitioners', 'locations', 'price-lists'] as const;

export async function startClinic(options: Parameters<typeof startPlatform>[0] = {}): Promise<Clinic> {
  const platform = await startPlatform(options);
  const call = await checkedCalls<Body>(platform);
  const get: Clinic['get'] = async (path, callOptions) => {
    const answer = await call('GET', CLINIC + path, callOptions);
    if (answer.status !== 200) throw new Error(`GET ${path}: ${answer.status} ${answer.text}`);
    return answer.body;
  };
  const ids = new Map<string, number>();
  for (const kind of KINDS)
    for (const item of (await get(`/${kind}?limit=200`)).items)
      ids.set(`${kind} ${item.code ?? item.name ?? item.lastName}`, item.id);
  return {
    platform,
    call,
    get,
    post: (path, body, callOptions) => call('POST', CLINIC + path, { ...(body && { body }), ...callOptions }),
    id(kind, name) {
      const id = ids.get(`${kind} ${name}`);
      if (id === undefined) throw new Error(`the sandbox has no ${kind} named ${name}`);
      return id;
    },
    close: () => platform.close(),
  };
}
