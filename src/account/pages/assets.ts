import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

export type Asset = { path: string; contentType: string; body: Buffer; etag: string };

const styles = asset(
  'styles.css',
  'text/css; charset=utf-8',
  ['base', 'components', 'buttons', 'forms', 'pages'].map((part) => `styles/${part}.css`),
);
const theme = asset('theme.js', 'text/javascript; charset=utf-8');
const icon = asset('icon.svg', 'image/svg+xml');

/** The files every page asks for. Their addresses carry a hash of the content, so they may be cached for ever. */
export const assets: readonly Asset[] = [styles.asset, theme.asset, icon.asset];

export const assetUrls = { styles: styles.url, theme: theme.url, icon: icon.url };

function asset(name: string, contentType: string, files = [name]): { asset: Asset; url: string } {
  const body = Buffer.concat(files.map((file) => readFileSync(new URL(file, import.meta.url))));
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 12);
  const path = `/assets/${name}`;
  return { asset: { path, contentType, body, etag: `"${hash}"` }, url: `${path}?v=${hash}` };
}
