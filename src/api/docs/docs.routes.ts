import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { matchesAny } from '../../platform/http/preconditions.ts';
import { chooseLanguage, languages } from '../../platform/i18n.ts';
import { COMPRESSION } from '../compression.ts';
import { logo, script, styles } from './assets.ts';
import type { Installation } from './live.ts';
import { pathOf, SLUGS } from './navigation.ts';
import { buildSite, type Doc, type Site } from './site.ts';

const SECURITY_HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};

const hidden = {
  schema: { hide: true },
  compress: { ...COMPRESSION, customTypes: /^(text|application\/(json|xml))/ },
};

/** The documentation, in both languages. */
export function serveDocs(app: FastifyInstance, installation: Installation): void {
  let site: Site | undefined;
  const ready = () => {
    site ??= buildSite(installation);
    return site;
  };
  const serve = (request: FastifyRequest, reply: FastifyReply) => {
    const found = ready().docs.get(request.url.split('?')[0]!);
    return found ? send(found(), request, reply) : undefined;
  };

  const addresses = SLUGS.map((slug) => [slug === 'index' ? '/docs' : `/docs/${slug}`, slug] as const);
  for (const [path, slug] of [['/', 'index'] as const, ...addresses]) {
    app.get(path, { schema: { hide: true } }, (request, reply) => {
      const language = chooseLanguage({ acceptLanguage: request.headers['accept-language'] ?? '' });
      return reply
        .header('vary', 'accept-language')
        .header('cache-control', 'no-cache')
        .redirect(pathOf(language, slug));
    });
  }
  for (const path of ['/sitemap.xml', '/robots.txt']) app.get(path, hidden, serve);
  for (const language of languages) {
    app.get(pathOf(language, 'index'), hidden, serve);
    app.get(`/${language}/docs/*`, hidden, (request, reply) => {
      if ((request.params as { '*': string })['*'] === '') return reply.redirect(pathOf(language, 'index'), 301);
      return serve(request, reply) ?? send(ready().notFound[language](), request, reply.code(404));
    });
  }
  for (const { path, contentType, body } of [styles, script, logo]) {
    app.get(path, hidden, (_request, reply) =>
      reply
        .headers({ ...SECURITY_HEADERS, 'cache-control': 'public, max-age=31536000, immutable' })
        .type(contentType)
        .send(body),
    );
  }
}

function send({ contentType, body, etag }: Doc, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const found = reply.statusCode !== 404;
  reply.headers({ ...SECURITY_HEADERS, 'cache-control': found ? 'public, max-age=300' : 'no-store' });
  if (found) reply.header('etag', etag);
  if (found && matchesAny(request.headers['if-none-match'] ?? '', etag)) return reply.code(304).send();
  return reply.type(contentType).serializer(String).send(body);
}
