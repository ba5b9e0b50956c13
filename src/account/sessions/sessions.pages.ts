import { goTo, type PageRoute } from '../console/page-route.ts';
import { sessionsPage } from '../pages/sessions.page.ts';
import { browserName } from '../security/browser-name.ts';
import { listSessions } from './sessions.queries.ts';
import { endSessions, sessionKey } from './sessions.ts';

const HERE = '/profile/sessions';

/** Where a person is signed in, and signing out there. */
export const sessionsPages: readonly PageRoute[] = [
  {
    path: HERE,
    requires: 'signed-in',
    async show({ services, person, user, context, form, done }) {
      const current = sessionKey(person.sessionUid);
      const rows = await listSessions(services.database, user.id);
      return sessionsPage({
        ...form(HERE),
        context,
        timeZone: user.time_zone,
        sessions: rows
          .map((row) => ({
            key: row.uid_hash.toString('base64url'),
            browser: browserName(row.user_agent, ''),
            address: row.address,
            firstSeen: row.first_seen_at,
            lastSeen: row.last_seen_at,
            current: row.uid_hash.equals(current),
          }))
          .sort((a, b) => Number(b.current) - Number(a.current)),
        done: done === 'ended' || done === 'endedOthers' ? done : undefined,
      });
    },
    async submit({ services, person, user, origin, field }) {
      const { database, sealer, security } = services;
      const end = field('end');
      if (!end) return goTo(HERE);
      const others = { except: sessionKey(person.sessionUid) };
      const which = end === 'others' ? others : { ...others, only: Buffer.from(end, 'base64url') };
      const ended = await database.transaction(async (tx) => {
        const count = await endSessions(tx, sealer, user.id, which);
        if (count > 0) await security.note(tx, user.id, 'session-ended', origin, { count: String(count) });
        return count;
      });
      return ended === 0 ? goTo(HERE) : goTo(HERE, end === 'others' ? 'endedOthers' : 'ended');
    },
  },
];
