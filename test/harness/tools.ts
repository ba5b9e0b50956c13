import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(join(import.meta.dirname, '../tools/package.json'));

/** A module of `test/tools`, the third-party programs that only tests run. */
export function requireTool<Exports>(name: string): Exports {
  return require(name) as Exports;
}

/** A file of a package there. Undefined where the package has nothing for this platform. */
export function fileOfTool(name: string, path: string): string | undefined {
  const modules = require.resolve.paths(name)!;
  return modules.map((folder) => join(folder, name, path)).find(existsSync);
}
