import { spawnSync } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const PLACES = [
  '/usr/bin',
  '/usr/local/bin',
  '/snap/bin',
  '/Applications/Chromium.app/Contents/MacOS',
  '/Applications/Google Chrome.app/Contents/MacOS',
];
/** dpkg wants these, and a minimal environment does not have them. */
const SYSTEM_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Where Chromium is on this machine: `CHROMIUM_PATH`, or a known name in a known place. */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  if (environment.CHROMIUM_PATH) return environment.CHROMIUM_PATH;
  const folders = [...(environment.PATH?.split(delimiter) ?? []), ...PLACES];
  const names = process.platform === 'darwin' ? ['Chromium', 'Google Chrome'] : NAMES;
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isExecutable);
}

/**
 * Installs Debian's package, which needs no browser download from elsewhere.
 * @throws Error with one sentence, where that is not possible
 */
export function installChromium(): void {
  if (!isDebian() || process.getuid?.() !== 0) {
    throw new Error('The browser tests need Chromium: install it, or set CHROMIUM_PATH to one.');
  }
  process.stderr.write('Installing Chromium for the browser tests (apt-get install chromium) … ');
  for (const step of [['update'], ['install', '--yes', '--no-install-recommends', 'chromium']]) {
    const { status, stdout, stderr } = spawnSync('apt-get', ['-qq', ...step], {
      env: { ...process.env, PATH: SYSTEM_PATH, DEBIAN_FRONTEND: 'noninteractive' },
      encoding: 'utf8',
    });
    if (status !== 0) {
      process.stderr.write(`failed\n${stdout}${stderr}`);
      throw new Error(`apt-get ${step[0]} failed: install Chromium yourself, or set CHROMIUM_PATH to one.`);
    }
  }
  process.stderr.write('done\n');
}

/** Debian, Ubuntu and their kin. */
function isDebian(): boolean {
  try {
    return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
