import { createHash, randomBytes } from 'node:crypto';
import type { PendingSignIn, TokenSet, TokenStore } from '@corsia/client';
import type { Records } from './records.ts';
import { seal, unseal } from './seal.ts';

/** What is known of a browser, apart from its tokens. */
export interface SessionData {
  /** Proves that a form came from a page of ours. */
  csrfToken: string;
  /** While somebody signs in: what the answer must fit, and where they were going. */
  pending?: PendingSignIn & { returnTo: string };
  person?: { name: string; clinic: string };
}

export interface Session {
  /** The value of the cookie. */
  id: string;
  data: SessionData;
  /** Where the SDK keeps the tokens of this session. They never leave the server. */
  tokens: TokenStore;
  change(data: Partial<SessionData>): Promise<void>;
  /** Gives it another id, and its whole time: whoever knew the old one (session fixation) knows nothing. */
  renewId(): Promise<void>;
  end(): Promise<void>;
}

export interface Sessions {
  /** The session of a cookie, or a new one. */
  open(id: string | undefined): Promise<Session>;
}

const KEY_BYTES = 32;
const LIFETIME_MS = 8 * 3_600_000;
/** Of somebody who only looked at the first page. */
const NOBODYS_LIFETIME_MS = 1_800_000;

export function createSessions({ records, key }: { records: Records; key: Uint8Array }): Sessions {
  if (key.length !== KEY_BYTES) throw new Error(`The key of the sessions must have ${KEY_BYTES} bytes.`);
  const inTurn = turns();
  const read = async (place: string) => {
    const sealed = await records.read(place);
    return sealed === undefined ? undefined : unseal(sealed, key, place);
  };
  const write = (place: string, value: unknown, expiresAt: number) =>
    records.write(place, seal(value, key, place), expiresAt);

  const forget = async (id: string) => {
    await Promise.all([records.remove(place(id)), records.remove(tokenPlace(id))]);
  };

  return {
    async open(cookie) {
      const kept = cookie === undefined ? undefined : ((await read(place(cookie))) as Kept | undefined);
      let expiresAt = kept?.expiresAt ?? Date.now() + NOBODYS_LIFETIME_MS;
      const session = { id: kept && cookie ? cookie : newId(), data: kept?.data ?? { csrfToken: newId() } };
      const save = () => write(place(session.id), { data: session.data, expiresAt } satisfies Kept, expiresAt);
      if (!kept) await save();
      const tokens: TokenStore = {
        read: async () => (await read(tokenPlace(session.id))) as TokenSet | undefined,
        write: (set) => (set ? write(tokenPlace(session.id), set, expiresAt) : records.remove(tokenPlace(session.id))),
        exclusively: (work) => inTurn(session.id, work),
      };
      return Object.assign(session, {
        tokens,
        async change(data: Partial<SessionData>) {
          session.data = { ...session.data, ...data };
          await save();
        },
        async renewId() {
          const before = session.id;
          const moving = await tokens.read();
          session.id = newId();
          session.data = { ...session.data, csrfToken: newId() };
          expiresAt = Date.now() + LIFETIME_MS;
          await tokens.write(moving);
          await save();
          await forget(before);
        },
        end: () => forget(session.id),
      });
    },
  };
}

/** One after the other for each key. With several processes, the database or Redis has to do this instead. */
function turns() {
  const last = new Map<string, Promise<unknown>>();
  return <Result>(key: string, work: () => Promise<Result>): Promise<Result> => {
    const mine = (last.get(key) ?? Promise.resolve()).then(work);
    const over = mine
      .catch(() => {})
      .then(() => {
        if (last.get(key) === over) last.delete(key);
      });
    last.set(key, over);
    return mine;
  };
}

interface Kept {
  data: SessionData;
  expiresAt: number;
}

const newId = () => randomBytes(32).toString('base64url');
/** Who reads the store cannot take over a session: it does not have the ids, only their hashes. */
const place = (id: string) => createHash('sha256').update(id).digest('base64url');
const tokenPlace = (id: string) => `${place(id)}.tokens`;
