import { type Queryable, statement } from '../../platform/database/index.ts';

const poll = statement<{ too_soon: boolean }>(
  'device_polls_note',
  `insert into device_polls as p (id_hash, interval_seconds, polled_at, expires_at)
   values ($1, $2, now(), now() + interval '1 hour')
   on conflict (id_hash) do update set
     too_soon = now() < p.polled_at + make_interval(secs => p.interval_seconds - 0.5),
     interval_seconds = p.interval_seconds
       + case when now() < p.polled_at + make_interval(secs => p.interval_seconds - 0.5) then $3::int else 0 end,
     polled_at = now()
   returning too_soon`,
);

/** @returns whether the device asked again before its interval was over; if so, the interval has grown by `step` seconds */
export async function notePoll(db: Queryable, idHash: Buffer, interval: number, step: number): Promise<boolean> {
  return (await db.query(poll, [idHash, interval, step]))[0]!.too_soon;
}
