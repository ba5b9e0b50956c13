import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

export type Asset = { path: string; contentType: string; body: Buffer; etag: string };

const styles = asset(
  'styles.css',
  'text/css; charset=utf-8',
  ['base', 'components', 'buttons', 'forms', 'second-factor', 'pages'].map((part) => `styles/${part}.css`),
);
/** Of the pages behind the sign-in alone, after the other. */
const portal = asset(
  'portal.css',
  'text/css; charset=utf-8',
  ['portal', 'console', 'tables', 'console-forms', 'catalogue'].map((part) => `styles/${part}.css`),
);
const passkeys = asset('passkeys.js', 'text/javascript; charset=utf-8', [
  // Its bundle for browsers, which the package's exports do not name.
  new URL('../dist/bundle/index.umd.min.js', import.meta.resolve('@simplewebauthn/browser')),
  'passkeys.js',
]);
const theme = asset('theme.js', 'text/javascript; charset=utf-8');
const post = asset('post.js', 'text/javascript; charset=utf-8');
const icon = asset('icon.svg', 'image/svg+xml');

/** The files that pages ask for. Their addresses carry a hash of the content, so they may be cached for ever. */
export const assets: readonly Asset[] = [
  styles.asset,
  portal.asset,
  theme.asset,
  passkeys.asset,
  post.asset,
  icon.asset,
];

export const assetUrls = {
  styles: styles.url,
  portal: portal.url,
  theme: theme.url,
  passkeys: passkeys.url,
  post: post.url,
  icon: icon.url,
};

function asset(name: string, contentType: string, files: (string | URL)[] = [name]): { asset: Asset; url: string } {
  const body = Buffer.concat(files.map((file) => readFileSync(new URL(file, import.meta.url))));
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 12);
  const path = `/assets/${name}`;
  return { asset: { path, contentType, body, etag: `"${hash}"` }, url: `${path}?v=${hash}` };
}
