import type { LoadRequest } from './load.ts';
import type { Scenario } from './scenarios.ts';
import type { Server } from './servers.ts';

const ASKED = 5;

/**
 * A comparison is worth something only between servers that do the same work: all but the limit must show the same
 * items, as many as the scenario says.
 * @throws Error naming the server that answers something else
 */
export async function assertAgreement(scenario: Scenario, servers: Server[], requests: LoadRequest[]): Promise<void> {
  const { shows } = scenario;
  if (shows === 0) return;
  for (const request of requests.slice(0, ASKED)) {
    const shown = await Promise.all(
      servers.filter(({ name }) => name !== 'limit').map((server) => idsShown(server, request)),
    );
    const right = shown.every(
      (ids) => (shows === 'some' ? ids.length > 0 : ids.length === shows) && String(ids) === String(shown[0]),
    );
    if (!right)
      throw new Error(`the servers do not agree on ${request.path}: ${shown.map((ids) => `[${ids}]`).join(' ')}`);
  }
}

type Shown = { id: number | string };

async function idsShown(server: Server, { path, headers }: LoadRequest): Promise<(number | string)[]> {
  const response = await fetch(server.url + path, { headers });
  const body = (await response.json()) as Shown | { items: Shown[] } | { entry: { resource: Shown }[] };
  if (response.status !== 200) throw new Error(`${server.name} answers ${path} with ${JSON.stringify(body)}`);
  if ('entry' in body) return body.entry.map(({ resource }) => resource.id);
  return ('items' in body ? body.items : [body]).map(({ id }) => id);
}
