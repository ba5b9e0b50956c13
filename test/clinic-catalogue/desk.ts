import { afterAll, beforeAll, expect } from 'vitest';
import { MANAGER, signedIn } from '../developer/console.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import type { UserAgent, Visit } from '../oauth/user-agent.ts';

export const HERE = '/clinic/catalogue';
export const TENANT = '/v2/tenants/sandbox-clinic';
export const SAVE = 'do=save';
export const NEW_TREATMENT = {
  code: 'ECO-NEW',
  name: 'Ecografia addominale',
  branch: 'radiology',
  durationMinutes: '25',
};

export type Desk = ReturnType<typeof catalogueDesk>;

/** A manager at the catalogue's pages, on a platform of the file's own, and the API that reads what they write. */
export function catalogueDesk() {
  let platform: Platform;
  let manager: UserAgent;
  beforeAll(async () => {
    platform = await startPlatform();
    manager = await signedIn(platform, MANAGER);
  });
  afterAll(() => platform.close());

  async function read<Body = Record<string, unknown>>(path: string): Promise<Body> {
    const response = await platform.call('GET', `${TENANT}${path}`);
    expect(response.status, path).toBe(200);
    return (await response.json()) as Body;
  }
  const firstOf = async (list: string) =>
    (await read<{ items: { id: number; name: string }[] }>(`/${list}?limit=1`)).items[0]!;
  const add = async (path: string, fields: Record<string, string>, tick: string[] = []) =>
    manager.submit(await manager.open(`${HERE}/${path}/new`), { fields, tick, press: SAVE });
  const change = async (path: string, fields: Record<string, string>, tick: string[] = []) =>
    manager.submit(await manager.open(`${HERE}/${path}`), { fields, tick, press: SAVE });

  return {
    get platform() {
      return platform;
    },
    get manager() {
      return manager;
    },
    read,
    firstOf,
    add,
    change,
  };
}

/** What the page says is wrong. */
export const problemsOn = ({ html }: Visit): string[] =>
  [...html.matchAll(/<li><a href="#([^"]+)">([^<]+)<\/a><\/li>/g)].map(([, field, words]) => `${field}: ${words}`);

export function idOf(visit: Visit): number {
  const id = /\/clinic\/catalogue\/[\w-]+\/(\d+)$/.exec(visit.url.pathname)?.[1];
  if (id === undefined)
    throw new Error(`nothing was created but ${visit.status} on ${visit.url}:\n${problemsOn(visit)}`);
  return Number(id);
}
