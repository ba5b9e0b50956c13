import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, 'tools');

/** Whether `test/tools` holds what its lock file says. */
export function hasTools(): boolean {
  const changed = (path: string) => statSync(join(folder, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return changed('node_modules/.package-lock.json') >= changed('package-lock.json');
}

/**
 * Installs the third-party programs that only tests run; they are kept out of `package.json`, as they would make every
 * installation of Corsia several times larger.
 * @throws Error with one sentence, where that is not possible
 */
export function installTools(): void {
  const { name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  process.stderr.write(`Installing ${name} (npm ci --prefix test/tools) … `);
  const { status, stdout, stderr } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--prefix', folder], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  process.stderr.write(status === 0 ? 'done\n' : `failed\n${stdout}${stderr}`);
  if (status !== 0)
    throw new Error('npm ci --prefix test/tools failed: the tests need what is in test/tools/package.json.');
}
