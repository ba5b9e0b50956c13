import { ServiceError } from '../../platform/errors.ts';
import { invalid, namesIn } from '../names.ts';
import type { Call } from '../route.ts';
import type { ChangeList, ChangesQuery } from './changes.schema.ts';
import { type Cursor, readCursor, writeCursor } from './cursor.ts';
import { type FeedEnd, readChanges } from './feed.queries.ts';
import { type ReadPolicies, readableBy } from './readable.ts';

/** Deletions are remembered this long, and so a cursor is good this long. */
export const RETENTION_DAYS = 90;
/** A cursor behind which nothing happened is answered again, so that the answer stays the same: 304. */
const RENEWED_AFTER_SECONDS = 3600;
const DAY_SECONDS = 86_400;
const BEGINNING = { xid: '0', seq: 0 };

/**
 * What changed since the cursor, of what the caller may read, in an order in which nothing is ever added behind a reader.
 * @throws ServiceError cursor_expired, insufficient_scope, insufficient_permission, invalid_parameter
 */
export async function listChanges(
  { access, db, tenant, listState, now }: Pick<Call, 'access' | 'db' | 'tenant' | 'listState' | 'now'>,
  query: ChangesQuery,
  policies: ReadPolicies,
): Promise<ChangeList> {
  const resources = readableBy(access, policies, namesIn('resources', query.resources, [...policies.keys()]));
  const seconds = Math.floor(now().epochMilliseconds / 1000);
  const next = (place: Pick<Cursor, 'xid' | 'seq'>) =>
    writeCursor(tenant.id, { xid: place.xid, seq: place.seq, issuedAt: seconds, resources });
  if (query.cursor === 'now') {
    const { horizon } = await readChanges(db, tenant.id, BEGINNING, [], 0);
    return { items: [], nextCursor: next({ xid: horizon, seq: 0 }), hasMore: false };
  }
  const cursor = query.cursor === undefined ? undefined : acceptCursor(tenant.id, query.cursor, resources, seconds);
  const end = cursor && (await listState.feedEnd(db, tenant.id, access.userId));
  if (cursor && end?.gaps.some((gap) => isWithin(cursor, gap)))
    throw expired('The cursor is of another life of the database.');
  const { changes, horizon } =
    end && endsAt(cursor, end)
      ? { changes: [], horizon: end.horizon }
      : await readChanges(db, tenant.id, cursor ?? BEGINNING, resources, query.limit + 1);
  // The database was restored from a copy, and counts from somewhere else.
  if (cursor && BigInt(cursor.xid) > BigInt(horizon)) throw expired('The cursor is of another life of the database.');
  const hasMore = changes.length > query.limit;
  const items = changes.slice(0, query.limit);
  const kept =
    cursor && items.length === 0 && covers(cursor, resources) && seconds - cursor.issuedAt < RENEWED_AFTER_SECONDS;
  return {
    items: items.map(({ seq, resource, resource_id, op, version, changed_at }) => ({
      seq,
      resource,
      id: resource_id,
      op,
      version,
      changedAt: changed_at,
    })),
    nextCursor: kept ? query.cursor! : next(hasMore ? items.at(-1)! : { xid: horizon, seq: 0 }),
    hasMore,
  };
}

/** @throws ServiceError cursor_expired when something may be missing behind it, invalid_parameter for what is no cursor */
function acceptCursor(tenantId: string, text: string, resources: readonly string[], seconds: number): Cursor {
  const cursor = readCursor(tenantId, text);
  if (!cursor) throw invalid('cursor', 'invalid_cursor', 'is no cursor that was answered here');
  if (seconds - cursor.issuedAt > RETENTION_DAYS * DAY_SECONDS)
    throw expired(`The cursor is older than ${RETENTION_DAYS} days.`);
  const missing = resources.find((name) => !cursor.resources.includes(name));
  if (missing !== undefined) throw expired(`The cursor does not cover ${missing}.`);
  return cursor;
}

/** Whether it is for these and no others, given that it covers them. */
function covers(cursor: Cursor, resources: readonly string[]): boolean {
  return cursor.resources.length === resources.length;
}

/** Whether nothing stands behind the cursor, of whatever resource. */
function endsAt(cursor: Cursor, { horizon, xid, seq }: FeedEnd): boolean {
  const at = BigInt(cursor.xid);
  if (at > BigInt(horizon)) return false;
  return xid === null || BigInt(xid) < at || (BigInt(xid) === at && seq <= cursor.seq);
}

/** Whether what it saw was lost when the database was restored from a copy. */
function isWithin({ xid, seq }: Cursor, { after, before }: FeedEnd['gaps'][number]): boolean {
  const at = BigInt(xid);
  return at < BigInt(before) && (at > BigInt(after) || (at === BigInt(after) && seq > 0));
}

function expired(why: string): ServiceError {
  return new ServiceError('cursor_expired', `${why} Read the lists anew, and go on from a new cursor.`);
}
