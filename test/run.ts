import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { findChromium, installChromium } from './install-chromium.ts';
import { hasTools, installTools } from './install-tools.ts';

/** `npm test`: makes sure of a browser and of the tools, then runs every test. Arguments go to vitest. */
try {
  if (!findChromium()) installChromium();
  if (!hasTools()) installTools();
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}

const root = join(import.meta.dirname, '..');
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const child = spawn(process.execPath, [vitest, 'run', ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' });
// Ctrl-C reaches both; what is sent to this process alone is passed on.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code) => process.exit(code ?? 1));
