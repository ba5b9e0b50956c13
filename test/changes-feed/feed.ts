import type { CheckedCall } from '../contract/checked-calls.ts';

export const CHANGES = '/v2/tenants/sandbox-clinic/changes';

export interface Change {
  seq: number;
  resource: string;
  id: number;
  op: 'created' | 'updated' | 'deleted' | 'merged';
  version: number;
  changedAt: string;
}

export interface Feed {
  items: Change[];
  nextCursor: string;
  hasMore: boolean;
}

/** One poll, which must succeed. */
export async function poll(
  call: CheckedCall<Feed>,
  cursor: string | undefined,
  { query = '', token }: { query?: string; token?: string } = {},
): Promise<Feed> {
  const parameters = `${cursor === undefined ? '' : `cursor=${cursor}&`}limit=200${query}`;
  const answer = await call('GET', `${CHANGES}?${parameters}`, { ...(token && { token }) });
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
  return answer.body;
}

/** Everything that there is, from a place on. */
export async function drain(
  call: CheckedCall<Feed>,
  cursor: string | undefined,
  options: { query?: string; token?: string } = {},
): Promise<{ items: Change[]; cursor: string }> {
  const items: Change[] = [];
  for (let at = cursor; ; ) {
    const page = await poll(call, at, options);
    items.push(...page.items);
    at = page.nextCursor;
    if (!page.hasMore) return { items, cursor: at };
  }
}
