import { isUtf8 } from 'node:buffer';
import type { FastifyInstance } from 'fastify';
import { type ErrorDetail, ServiceError } from '../errors.ts';
import { findUnstorableText } from './text.ts';

const JSON_TYPES = ['application/json', 'application/merge-patch+json'];
const MOST_LEVELS = 32;

/**
 * Replaces Fastify's JSON parser by one that refuses what it would let through: invalid UTF-8 (RFC 8259 section 8.1),
 * text that cannot be stored, members named like the prototype, and nesting without end.
 */
export function useStrictJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  acceptJson(app, JSON_TYPES);
}

/** Takes JSON under these media types, as strictly. */
export function acceptJson(app: FastifyInstance, mediaTypes: string[]): void {
  app.addContentTypeParser(mediaTypes, { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, parseJson(body as Buffer));
    } catch (error) {
      done(error as Error, undefined);
    }
  });
}

function parseJson(body: Buffer): unknown {
  if (!isUtf8(body)) throw new ServiceError('invalid_request', 'The body is not valid UTF-8.');
  const text = body.toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ServiceError('invalid_request', 'The body is not valid JSON.', { cause: error });
  }
  refuse('The body has a member that is not allowed.', findRefusedMember(value));
  const field = text.includes('\\u') ? findUnstorableText(value) : undefined;
  refuse(
    'A text holds a character that cannot be stored.',
    field === undefined
      ? undefined
      : { field, code: 'invalid_text', message: 'NUL and unpaired surrogates are not allowed' },
  );
  return value;
}

function refuse(message: string, detail: ErrorDetail | undefined): void {
  if (detail) throw new ServiceError('invalid_request', message, { details: [detail] });
}

/** Looks no deeper than `MOST_LEVELS`, so that no body exhausts the stack, here or in what works on the body later. */
function findRefusedMember(value: unknown, path: readonly string[] = []): ErrorDetail | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (path.length === MOST_LEVELS) {
    return { field: path[0]!, code: 'too_deep', message: `must not nest deeper than ${MOST_LEVELS} levels` };
  }
  for (const [name, member] of Object.entries(value)) {
    const memberPath = [...path, name];
    if (name === '__proto__')
      return { field: memberPath.join('.'), code: 'unknown_field', message: 'is not known here' };
    const refused = findRefusedMember(member, memberPath);
    if (refused) return refused;
  }
  return undefined;
}
