import { isUtf8 } from 'node:buffer';
import type { FastifyInstance } from 'fastify';
import { ServiceError } from '../errors.ts';
import { findUnstorableText } from './text.ts';

const JSON_TYPES = ['application/json', 'application/merge-patch+json'];

/**
 * Replaces Fastify's JSON parser by one that refuses what it would let through: invalid UTF-8 (RFC 8259 section 8.1),
 * text that cannot be stored, and members named like the prototype.
 */
export function useStrictJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(JSON_TYPES, { parseAs: 'buffer' }, (_request, body, done) => {
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
    value = JSON.parse(text, text.includes('__proto__') ? refusePrototype : undefined);
  } catch (error) {
    if (error instanceof ServiceError) throw error;
    throw new ServiceError('invalid_request', 'The body is not valid JSON.', { cause: error });
  }
  const field = text.includes('\\u') ? findUnstorableText(value) : undefined;
  if (field !== undefined) {
    throw new ServiceError('invalid_request', 'A text holds a character that cannot be stored.', {
      details: [{ field, code: 'invalid_text', message: 'NUL and unpaired surrogates are not allowed.' }],
    });
  }
  return value;
}

function refusePrototype(key: string, value: unknown): unknown {
  if (key !== '__proto__') return value;
  throw new ServiceError('invalid_request', 'The body has a member that is not allowed.', {
    details: [{ field: key, code: 'unknown_field', message: 'This member is not allowed.' }],
  });
}
