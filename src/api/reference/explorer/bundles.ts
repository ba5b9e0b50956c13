import { readFile } from 'node:fs/promises';
import Fastify from 'fastify';

const JAVASCRIPT = 'text/javascript; charset=utf-8';
const CSS = 'text/css; charset=utf-8';

interface Bundle {
  contentType: string;
  /** Read when it is asked for first, and kept. */
  read(): Promise<Buffer>;
}

/** The files of both tools, from the packages that bring them, and our own few lines that start them. */
export const bundles: Readonly<Record<string, Bundle>> = {
  'swagger-ui.css': file(CSS, import.meta.resolve('swagger-ui-dist/swagger-ui.css')),
  'swagger-ui.js': file(JAVASCRIPT, import.meta.resolve('swagger-ui-dist/swagger-ui-bundle.js')),
  'oauth2-redirect.js': file(JAVASCRIPT, import.meta.resolve('swagger-ui-dist/oauth2-redirect.js')),
  'start-swagger-ui.js': file(JAVASCRIPT, new URL('browser/start-swagger-ui.js', import.meta.url)),
  'scalar.js': { contentType: JAVASCRIPT, read: once(readScalar) },
  'start-scalar.js': file(JAVASCRIPT, new URL('browser/start-scalar.js', import.meta.url)),
  'explorer.css': file(CSS, new URL('browser/explorer.css', import.meta.url)),
};

function file(contentType: string, place: string | URL): Bundle {
  return { contentType, read: once(() => readFile(new URL(place))) };
}

function once(read: () => Promise<Buffer>): () => Promise<Buffer> {
  let reading: Promise<Buffer> | undefined;
  return () => {
    reading ??= read();
    return reading;
  };
}

/** Scalar comes as a plugin that carries its bundle inside, and gives it to who asks. */
async function readScalar(): Promise<Buffer> {
  const { default: plugin } = await import('@scalar/fastify-api-reference');
  const carrier = Fastify();
  await carrier.register(plugin, { routePrefix: '/', configuration: { url: '/' } });
  const { rawPayload } = await carrier.inject('/js/scalar.js');
  await carrier.close();
  return rawPayload;
}
