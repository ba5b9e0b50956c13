import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ServiceError } from '../../platform/errors.ts';
import { findUnstorableText } from '../../platform/http/text.ts';
import { forbiddenPage } from '../pages/forbidden.page.ts';
import { originOf, type SignedInPerson } from '../web/browser-session.ts';
import { type FormBody, textOf } from '../web/form-body.ts';
import { personContext, personForm } from '../web/portal.ts';
import { requireRecentPerson } from '../web/recent-sign-in.ts';
import { sendPage } from '../web/send-page.ts';
import { type ConsoleServices, type PageAnswer, type PageCall, type PageRoute, REQUIREMENTS } from './page-route.ts';

/** Beside its file, a form has at most this many fields of this size. */
const MOST_FIELDS = 50;
const MOST_FIELD_BYTES = 64 * 1024;
/** What a form with a file may be longer than the file: nobody reads on to the end of a longer one. */
const MOST_BESIDE_FILE = 128 * 1024;

/** Makes declared pages real: who is signed in, whether they may, and whether a form is ours, in this order. */
export function registerPages(app: FastifyInstance, services: ConsoleServices, routes: readonly PageRoute[]): void {
  const withFile = routes.filter(({ fileBytes }) => fileBytes !== undefined);
  for (const route of routes) if (!withFile.includes(route)) registerPage(app, services, route);
  // Only where a file is expected is `multipart/form-data` a known type.
  app.register(async (scope) => {
    await scope.register(multipart, { throwFileSizeLimit: false });
    for (const route of withFile) registerPage(scope, services, route);
  });
}

function registerPage(app: FastifyInstance, services: ConsoleServices, route: PageRoute): void {
  const { path, requires, recent, show, submit } = route;

  async function admit(request: FastifyRequest, reply: FastifyReply): Promise<SignedInPerson | undefined> {
    const mustBeRecent = recent === 'always' || (recent === 'show' && request.method === 'GET');
    const person = mustBeRecent
      ? await requireRecentPerson(services.sessions, request, reply)
      : await services.sessions.requirePerson(request, reply);
    if (!person) return undefined;
    if (REQUIREMENTS[requires](person.user)) {
      if (findUnstorableText({ ...(request.params as object), ...(request.query as object) }) !== undefined) {
        throw new ServiceError('invalid_request', 'The address holds characters that cannot be stored.');
      }
      return person;
    }
    const context = personContext(services, request, person, '/');
    sendPage(reply.code(403), forbiddenPage({ context, requires, email: person.user.email }));
    return undefined;
  }

  if (show) {
    app.get(path, async (request, reply) => {
      const person = await admit(request, reply);
      if (!person) return reply;
      return send(reply, await show(callOf(services, request, person)));
    });
  }
  if (submit) {
    app.post(path, async (request, reply) => {
      const person = await admit(request, reply);
      if (!person) return reply;
      const { body, file } = await readForm(request, route.fileBytes);
      if (!services.formTokens.isValid(body.xsrf, person.sessionUid)) {
        const context = personContext(services, request, person, '/');
        return sendPage(reply.code(403), forbiddenPage({ context, requires: 'own-form', email: person.user.email }));
      }
      if (findUnstorableText(body) !== undefined) {
        throw new ServiceError('invalid_request', 'The form holds characters that cannot be stored.');
      }
      const values = (name: string) => [body[name] ?? []].flat().map((value) => value.normalize('NFC').trim());
      const answer = await submit({
        ...callOf(services, request, person),
        field: (name) => (typeof body[name] === 'string' ? values(name)[0]! : ''),
        secret: (name) => textOf(body, name),
        values,
        file,
      });
      return send(reply, answer);
    });
  }
}

function callOf(services: ConsoleServices, request: FastifyRequest, person: SignedInPerson): PageCall {
  const query = Object.fromEntries(
    Object.entries(request.query as Record<string, unknown>).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
  const { done, ...address } = query;
  // The switch of language leads to this page, but not to the sentence that it said once.
  const search = new URLSearchParams(address).toString();
  const path = request.url.split('?')[0]! + (search && `?${search}`);
  return {
    services,
    person,
    user: person.user,
    context: personContext(services, request, person, path),
    params: request.params as Record<string, string>,
    query,
    origin: originOf(request),
    form: (action) => personForm(services, person, action),
    done,
  };
}

function send(reply: FastifyReply, answer: PageAnswer): FastifyReply {
  if ('to' in answer) return reply.redirect(answer.to, 303);
  if ('send' in answer) return answer.send(reply);
  if ('page' in answer) return sendPage(reply.code(answer.status).headers(answer.headers ?? {}), answer.page);
  return sendPage(reply, answer);
}

async function readForm(
  request: FastifyRequest,
  fileBytes: number | undefined,
): Promise<{ body: FormBody; file: Buffer | 'too-large' | undefined }> {
  if (fileBytes === undefined || !request.isMultipart()) {
    return { body: (request.body ?? {}) as FormBody, file: undefined };
  }
  if (Number(request.headers['content-length'] ?? 0) > fileBytes + MOST_BESIDE_FILE) {
    throw new ServiceError('payload_too_large', 'The form is too large.');
  }
  const body: FormBody = {};
  let file: Buffer | 'too-large' | undefined;
  const limits = { fileSize: fileBytes, files: 1, fields: MOST_FIELDS, fieldSize: MOST_FIELD_BYTES };
  try {
    for await (const part of request.parts({ limits })) {
      if (part.type === 'field') {
        const before = body[part.fieldname];
        const value = String(part.value);
        body[part.fieldname] = before === undefined ? value : [before, value].flat();
        continue;
      }
      const chunks: Buffer[] = [];
      for await (const chunk of part.file) chunks.push(chunk as Buffer);
      const content = Buffer.concat(chunks);
      if (part.file.truncated) file = 'too-large';
      else if (content.length > 0) file = content;
    }
  } catch (error) {
    throw new ServiceError('invalid_request', 'The form could not be read.', { cause: error });
  }
  return { body, file };
}
