import { describe, expect, it } from 'vitest';
import { assets, assetUrls } from './assets.ts';

const sheet = (name: string) => String(assets.find(({ path }) => path === `/assets/${name}`)?.body);
const styles = sheet('styles.css');

describe('assets', () => {
  it('have addresses that change with their content', () => {
    for (const { path, etag } of assets) {
      expect(Object.values(assetUrls)).toContain(`${path}?v=${etag.replaceAll('"', '')}`);
    }
  });

  it.each(['styles.css', 'portal.css'])('%s is small and asks nobody else for anything', (name) => {
    const css = sheet(name);
    expect(Buffer.byteLength(css)).toBeGreaterThan(1000);
    expect(Buffer.byteLength(css)).toBeLessThan(20_000);
    expect(css).not.toMatch(/@import|url\(|\/\/|!important/);
  });
});

/** Every colour token of the stylesheet: [light, dark]. */
const tokens = new Map(
  [...styles.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(([, name, light, dark]) => [
    name,
    [light, dark],
  ]),
);

describe.each(['light', 'dark'])('contrast in the %s theme (WCAG 2.2)', (theme) => {
  const color = (name: string) => tokens.get(name)?.[theme === 'light' ? 0 : 1] ?? expect.fail(`no token ${name}`);

  it.each([
    ...['ink', 'soft'].flatMap((text) => ['paper', 'surface', 'sunken'].map((ground) => [text, ground, 7])),
    ...['paper', 'surface', 'sunken', 'accent-tint'].map((ground) => ['accent', ground, 4.5]),
    ...['accent', 'accent-strong'].map((ground) => ['on-accent', ground, 4.5]),
    ...['danger', 'warning', 'done'].flatMap((tone) => [
      [tone, 'surface', 4.5],
      [tone, `${tone}-tint`, 4.5],
      ['ink', `${tone}-tint`, 7],
    ]),
    ['edge', 'surface', 3],
    ['soft', 'line', 4.5],
  ] as [string, string, number][])('%s on %s is at least %d', (text, ground, ratio) => {
    const [lighter = 0, darker = 0] = [luminance(color(text)), luminance(color(ground))].sort((a, b) => b - a);
    expect((lighter + 0.05) / (darker + 0.05)).toBeGreaterThanOrEqual(ratio);
  });
});

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
