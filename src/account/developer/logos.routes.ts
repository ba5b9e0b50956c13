import type { FastifyInstance } from 'fastify';
import type { Queryable } from '../../platform/database/index.ts';
import { ServiceError } from '../../platform/errors.ts';
import { findLogo } from './applications.queries.ts';
import { logoPath } from './logo-path.ts';

/** The pictures of applications, for everybody: the pages of the protocol show them before anybody is signed in. */
export function registerLogos(app: FastifyInstance, { database }: { database: Queryable }): void {
  app.get(logoPath(':hash'), async (request, reply) => {
    const { hash } = request.params as { hash: string };
    const logo = /^[0-9a-f]{64}$/.test(hash) ? await findLogo(database, hash) : undefined;
    if (!logo) throw new ServiceError('not_found', 'There is no such picture.');
    return reply
      .headers({
        'cache-control': 'public, max-age=31536000, immutable',
        'content-disposition': 'inline',
        // A picture that somebody brought is shown as nothing but a picture.
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'same-origin',
      })
      .type(logo.content_type)
      .send(logo.content);
  });
}
