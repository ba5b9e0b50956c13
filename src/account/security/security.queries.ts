import { type Queryable, statement } from '../../platform/database/index.ts';
import { findUnstorableText } from '../../platform/http/text.ts';

export interface EventRow {
  id: number;
  kind: string;
  at: string;
  address: string | null;
  user_agent: string | null;
  detail: Record<string, string>;
}

const insert = statement<unknown>(
  'security_events_insert',
  'insert into security_events (user_id, kind, address, user_agent, detail) values ($1, $2, $3, $4, $5)',
);

export async function insertEvent(
  db: Queryable,
  event: { userId: string; kind: string; address: string; userAgent: string; detail: Record<string, string> },
): Promise<void> {
  await db.query(insert, [event.userId, event.kind, event.address, event.userAgent, event.detail]);
}

const insertByEmail = statement<unknown>(
  'security_events_insert_by_email',
  `insert into security_events (user_id, kind, address, user_agent)
   select id, $2, $3, $4 from users where email = $1`,
);

/** Writes nothing for an address that nobody has; the statement is the same. */
export async function insertEventByEmail(
  db: Queryable,
  event: { email: string; kind: string; address: string; userAgent: string },
): Promise<void> {
  if (findUnstorableText(event.email) !== undefined) return;
  await db.query(insertByEmail, [event.email, event.kind, event.address, event.userAgent]);
}

const list = statement<EventRow>(
  'security_events_list',
  `select id, kind, at, address, user_agent, detail from security_events
    where user_id = $1 and ($2::bigint is null or id < $2) order by id desc limit $3`,
);

/** The newest first. */
export function listEvents(db: Queryable, userId: string, limit: number, before?: number): Promise<EventRow[]> {
  return db.query(list, [userId, before, limit]);
}

const noteDevice = statement<{ added: boolean; others: boolean }>(
  'known_devices_note',
  `insert into known_devices (user_id, device_hash) values ($1, $2)
   on conflict (user_id, device_hash) do update set last_seen_at = now()
   returning xmax = 0 as added,
             exists (select from known_devices d where d.user_id = $1 and d.device_hash <> $2) as others`,
);

/** @returns whether the device was not known before, and whether the person has others */
export async function putDevice(
  db: Queryable,
  userId: string,
  deviceHash: Buffer,
): Promise<{ added: boolean; others: boolean }> {
  return (await db.query(noteDevice, [userId, deviceHash]))[0]!;
}
