#!/usr/bin/env node
// Plain JavaScript on purpose: it must run on whatever Node the machine has, to reach the pinned Node 24.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const program = new URL('../src/cli/program.ts', import.meta.url);
const major = Number(process.versions.node.split('.')[0]);

if (major >= 24) {
  await import(program.href);
} else {
  const pinned = fileURLToPath(
    new URL(`../node_modules/.bin/node${process.platform === 'win32' ? '.cmd' : ''}`, import.meta.url),
  );
  if (!existsSync(pinned)) {
    console.error('Corsia runs on Node 24 or newer; its pinned copy is missing. Run `npm ci` without --omit=optional.');
    process.exit(1);
  }
  const child = spawn(pinned, [fileURLToPath(program), ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}
