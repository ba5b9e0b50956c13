import { timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Corsia, SignInNeededError } from '@corsia/client';
import formBody from '@fastify/formbody';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { appointmentRoutes } from './appointments.routes.ts';
import { bookingRoutes } from './booking.routes.ts';
import { html } from './html.ts';
import { layout } from './layout.ts';
import { patientRoutes } from './patients.routes.ts';
import { problemPage } from './problems.ts';
import type { Session, Sessions } from './sessions.ts';
import { signInRoutes } from './sign-in.routes.ts';
import type { Answer, Route, Visit } from './visit.ts';

export interface AppOptions {
  /** Where browsers find this, such as `https://front-desk.example.org`. */
  baseUrl: string;
  /** Where people come back to from the account origin after signing out; they stay there when left out. */
  afterSignOut?: string;
  /** The account origin, to which forms may lead. */
  issuer: string;
  /** The platform; each request uses it with the tokens of its session. */
  corsia: Corsia;
  sessions: Sessions;
}

const STYLE = readFileSync(new URL('style.css', import.meta.url));

export function buildApp(options: AppOptions): FastifyInstance {
  const { baseUrl, issuer, corsia, sessions } = options;
  const app = Fastify({ bodyLimit: 16 * 1024 });
  const cookie = sessionCookie(baseUrl.startsWith('https:'));
  app.register(formBody);

  app.addHook('onSend', async (_request, reply) => {
    reply.headers({
      'content-security-policy': `default-src 'none'; style-src 'self'; img-src data:; form-action 'self' ${issuer}; base-uri 'none'; frame-ancestors 'none'`,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
  });
  app.get('/style.css', async (_request, reply) => reply.type('text/css').send(STYLE));

  const routes: Route[] = [...signInRoutes(options), ...patientRoutes, ...appointmentRoutes, ...bookingRoutes];
  for (const { method, url, handler } of routes)
    app.route({
      method,
      url,
      handler: async (request, reply) => {
        const visit = await visitOf(request);
        const answer = await answerOf(visit, method, handler).catch(async (error: unknown) => {
          if (error instanceof SignInNeededError) await visit.session.change({ person: undefined });
          return problemPage(error, visit);
        });
        return send(reply, answer, visit.session);
      },
    });
  return app;

  async function visitOf(request: FastifyRequest): Promise<Visit> {
    const session = await sessions.open(cookie.read(request));
    return {
      session,
      corsia: corsia.withStore(session.tokens),
      path: request.url,
      params: strings(request.params),
      query: strings(request.query),
      form: strings(request.body),
    };
  }

  function send(reply: FastifyReply, answer: Answer, session: Session): FastifyReply {
    reply.header('set-cookie', cookie.write(session.id)).header('cache-control', 'no-store');
    if ('redirect' in answer) return reply.redirect(String(answer.redirect), 303);
    const { title, body, status = 200 } = answer;
    return reply
      .code(status)
      .type('text/html; charset=utf-8')
      .send(layout(title, body, session).text);
  }
}

async function answerOf(visit: Visit, method: Route['method'], handler: Route['handler']): Promise<Answer> {
  if (method === 'GET' || isOurs(visit)) return handler(visit);
  return { title: 'Please try again', body: html`<p>This form is not of the present session.</p>`, status: 403 };
}

function isOurs({ session, form }: Visit): boolean {
  const [sent, expected] = [Buffer.from(form.csrf ?? ''), Buffer.from(session.data.csrfToken)];
  return sent.length === expected.length && timingSafeEqual(sent, expected);
}

/** Scripts cannot read it, other sites cannot have it sent with a form, and it never travels without https but on this computer. */
function sessionCookie(isSecure: boolean) {
  // The prefix has browsers refuse it from other hosts and without `Secure`. Of one host, all ports share cookies.
  const name = isSecure ? '__Host-front-desk' : 'front-desk';
  return {
    read: ({ headers }: FastifyRequest) =>
      headers.cookie
        ?.split('; ')
        .find((pair) => pair.startsWith(`${name}=`))
        ?.slice(name.length + 1),
    write: (id: string) => `${name}=${id}; Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`,
  };
}

/** What was sent once and is text; nothing else is of use here. */
function strings(sent: unknown): Record<string, string> {
  const entries = Object.entries((sent ?? {}) as Record<string, unknown>);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
