import type { FastifyInstance } from 'fastify';
import { assets, assetUrls } from '../pages/assets.ts';

/** Styles, scripts and the icon. */
export function registerAssets(app: FastifyInstance): void {
  for (const asset of assets) {
    app.get(asset.path, async (_request, reply) =>
      reply
        .headers({
          etag: asset.etag,
          'cache-control': 'public, max-age=31536000, immutable',
          'x-content-type-options': 'nosniff',
        })
        .type(asset.contentType)
        .send(asset.body),
    );
  }
  // Browsers look here for the icon of what has none of its own: the provider's self-posting page, a JSON document.
  app.get('/favicon.ico', async (_request, reply) => reply.redirect(assetUrls.icon));
}
