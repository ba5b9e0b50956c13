import type { FastifyInstance } from 'fastify';
import { bundles } from './bundles.ts';
import { type ExplorerLanguage, type ExplorerOptions, explorerPage, type Tool } from './explorer.page.ts';

const PAGES: readonly { path: string; tool: Tool; language: ExplorerLanguage }[] = [
  { path: '/swagger', tool: 'swagger-ui', language: 'en' },
  { path: '/specs/scalar.html', tool: 'scalar', language: 'it' },
  { path: '/en/specs/scalar.html', tool: 'scalar', language: 'en' },
];

/**
 * Swagger UI at `/swagger`, Scalar at `/specs/scalar.html` and `/en/specs/scalar.html`: from our own files, with nothing
 * asked of anybody but this installation.
 */
export function serveExplorer(app: FastifyInstance, options: ExplorerOptions): void {
  const policy = policyFor(options.accountUrl);
  for (const { path, tool, language } of PAGES) {
    app.get(path, { schema: { hide: true } }, async (request, reply) => {
      const { application } = request.query as { application?: string };
      const page = explorerPage({ ...options, path, tool, language, filledIn: application === 'sandbox' });
      return reply
        .headers({
          'content-security-policy': policy,
          'cache-control': 'no-cache',
          'referrer-policy': 'no-referrer',
          'x-content-type-options': 'nosniff',
          'x-frame-options': 'DENY',
        })
        .type('text/html; charset=utf-8')
        .serializer(String)
        .send(String(page));
    });
  }
  // Where the sign-in comes back to, as it is registered for applications: the page hands the code to its opener.
  app.get('/swagger/oauth2-redirect.html', { schema: { hide: true } }, async (_request, reply) =>
    reply
      .headers({ 'content-security-policy': policy, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
      .type('text/html; charset=utf-8')
      .serializer(String)
      .send(
        '<!doctype html><title>Swagger UI</title><link rel="icon" href="data:,"><script src="/explorer/oauth2-redirect.js"></script>',
      ),
  );
  for (const [name, { contentType, read }] of Object.entries(bundles)) {
    app.get(`/explorer/${name}`, { schema: { hide: true } }, async (_request, reply) =>
      reply
        .headers({ 'cache-control': 'public, max-age=3600', 'x-content-type-options': 'nosniff' })
        .type(contentType)
        .send(await read()),
    );
  }
}

/** Both tools put styles on their elements; beyond that nothing is allowed that is not of this installation. */
function policyFor(accountUrl: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src 'self' ${accountUrl}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
