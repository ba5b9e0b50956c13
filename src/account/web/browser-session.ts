import { ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Provider } from 'oidc-provider';
import type { Database } from '../../platform/database/index.ts';
import { SESSION_SECONDS } from '../oidc/lifetimes.ts';
import { destroyGrants } from '../sessions/sessions.queries.ts';
import { type Origin, originFrom, passingGrants, touchSession } from '../sessions/sessions.ts';
import { findActiveUser, type UserRow } from '../users/users.queries.ts';

type ProtocolSession = InstanceType<Provider['Session']>;

export interface SignedInPerson {
  user: UserRow;
  /** Of this browser; stays the same while the person does. */
  sessionUid: string;
  /** When they last proved who they are, in seconds since the epoch. */
  signedInAt: number;
  /** How they did (RFC 8176). */
  amr: readonly string[];
}

/**
 * The account site's sessions are those of the authorization server: signing in here is single sign-on for applications,
 * and signing out anywhere ends both.
 */
export interface BrowserSessions {
  /** @returns undefined when nobody is; who was disabled meanwhile is signed out */
  signedInPerson(request: FastifyRequest, reply: FastifyReply): Promise<SignedInPerson | undefined>;
  /** The same, but sends the browser to the sign-in page when nobody is: the caller then returns the reply. */
  requirePerson(request: FastifyRequest, reply: FastifyReply): Promise<SignedInPerson | undefined>;
  /** Signs a person in. Whoever else was signed in in this browser is signed out. */
  startSession(request: FastifyRequest, reply: FastifyReply, login: { user: UserRow; amr: string[] }): Promise<void>;
  /** Signs out, and ends the connections of applications that were not to outlast the session. */
  endSession(request: FastifyRequest, reply: FastifyReply): Promise<void>;
}

export function createBrowserSessions({
  provider,
  database,
  secure,
}: {
  provider: Provider;
  database: Database;
  /** Whether the account origin is https. */
  secure: boolean;
}): BrowserSessions {
  const cookieName = provider.cookieName('session');

  /** The protocol's own reading and writing of the cookie, on a response of its own: Fastify's answer is not begun yet. */
  function protocolContext(request: FastifyRequest) {
    const response = new ServerResponse(request.raw);
    const context = provider.createContext(request.raw, response);
    context.cookies.secure = secure;
    return {
      context,
      setCookie(reply: FastifyReply, value: string | null, expires?: Date): void {
        context.cookies.set(cookieName, value, {
          signed: true,
          httpOnly: true,
          sameSite: 'lax',
          overwrite: true,
          secure,
          ...(expires && { expires }),
        });
        for (const line of [response.getHeader('set-cookie') ?? []].flat()) reply.header('set-cookie', String(line));
      },
    };
  }

  async function destroy(session: ProtocolSession): Promise<void> {
    const passing = passingGrants(session);
    if (passing.length > 0) await destroyGrants(database, passing);
    await session.destroy();
  }

  async function signedInPerson(request: FastifyRequest, reply: FastifyReply): Promise<SignedInPerson | undefined> {
    const { context, setCookie } = protocolContext(request);
    const session = await provider.Session.get(context);
    if (!session.accountId) return undefined;
    const user = await findActiveUser(database, session.accountId);
    if (!user) {
      await destroy(session);
      setCookie(reply, null);
      return undefined;
    }
    await touchSession(database, { uid: session.uid, userId: user.id }, originOf(request));
    return { user, sessionUid: session.uid, signedInAt: session.loginTs ?? 0, amr: session.amr ?? [] };
  }

  return {
    signedInPerson,
    async requirePerson(request, reply) {
      const person = await signedInPerson(request, reply);
      if (person) return person;
      const to = request.method === 'GET' ? request.url : request.url.split('?')[0]!;
      reply.redirect(`/sign-in?${new URLSearchParams({ to })}`, 303);
      return undefined;
    },
    async startSession(request, reply, { user, amr }) {
      const { context, setCookie } = protocolContext(request);
      const found = await provider.Session.get(context);
      const stays = found.accountId === user.id;
      if (found.accountId && !stays) await destroy(found);
      const session = stays ? found : new provider.Session();
      session.loginAccount({ accountId: user.id, amr });
      // A new id after each sign-in, so that one that somebody knew before is worth nothing (session fixation).
      if (stays) session.resetIdentifier();
      await session.save(SESSION_SECONDS);
      await touchSession(database, { uid: session.uid, userId: user.id }, originOf(request));
      setCookie(reply, session.jti, new Date(session.exp * 1000));
    },
    async endSession(request, reply) {
      const { context, setCookie } = protocolContext(request);
      const session = await provider.Session.get(context);
      if (session.accountId) await destroy(session);
      setCookie(reply, null);
    },
  };
}

/** From where a request came. */
export function originOf({ ip, headers }: FastifyRequest): Origin {
  return originFrom(ip, headers['user-agent']);
}
