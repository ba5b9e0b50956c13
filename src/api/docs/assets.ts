import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

interface Asset {
  path: string;
  contentType: string;
  body: Buffer;
  /** The path with a hash of the content, under which it may be cached for ever. */
  url: string;
}

export const styles = asset(
  'docs.css',
  'text/css; charset=utf-8',
  ['base', 'frame', 'text', 'pages'].map((part) => `styles/${part}.css`),
);
export const script = asset('docs.js', 'text/javascript; charset=utf-8');
export const logo = asset('icon.svg', 'image/svg+xml');

function asset(name: string, contentType: string, files: readonly string[] = [name]): Asset {
  const body = Buffer.concat(files.map((file) => readFileSync(new URL(file, import.meta.url))));
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 12);
  const path = `/docs/assets/${name}`;
  return { path, contentType, body, url: `${path}?v=${hash}` };
}
