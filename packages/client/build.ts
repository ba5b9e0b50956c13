import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes the package as it is published, in `dist/` or another folder: JavaScript and declarations instead of sources.
 * `npm publish ./dist`
 */
const folder = import.meta.dirname;
const dist = process.argv[2] ?? join(folder, 'dist');
rmSync(dist, { recursive: true, force: true });
const compiler = join(folder, '../../node_modules/typescript/bin/tsc');
execFileSync(process.execPath, [compiler, '-p', folder, '--outDir', dist], { stdio: 'inherit' });

const {
  scripts: _,
  devDependencies: __,
  exports,
  ...published
} = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const compiled = (source: string, ending: string) => source.replace('./src/', './').replace(/\.ts$/, ending);
const entries = Object.entries(exports as Record<string, string>).map(([name, source]) => [
  name,
  { types: compiled(source, '.d.ts'), default: compiled(source, '.js') },
]);
writeFileSync(
  join(dist, 'package.json'),
  `${JSON.stringify({ ...published, exports: Object.fromEntries(entries) }, null, 2)}\n`,
);
copyFileSync(join(folder, 'README.md'), join(dist, 'README.md'));
copyFileSync(join(folder, '../../LICENSE'), join(dist, 'LICENSE'));
