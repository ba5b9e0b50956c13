import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '../../examples/list-patients');

export interface RunningExample {
  /** The address that it asks the person to open. */
  address: string;
  /** How it ended. */
  ended: Promise<{ code: number | null; stdout: string; stderr: string }>;
  stop(): void;
}

/** `examples/list-patients` as a program of its own, that opens no browser. */
export async function runExample(issuer: string, args: string[]): Promise<RunningExample> {
  const child = spawn(process.execPath, ['list-patients.ts', ...args], {
    cwd: FOLDER,
    env: { PATH: process.env.PATH, ISSUER: issuer, BROWSER: 'none' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, ...output }));
  return { address: await printedAddress(child, output), ended, stop: () => child.kill() };
}

function printedAddress(child: ChildProcess, output: { stderr: string }): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const [address] = /https?:\/\/\S+(?=\n)/.exec(output.stderr) ?? [];
      if (address) resolve(address);
    };
    child.stderr!.on('data', look);
    child.once('close', () => reject(new Error(`the example ended at once:\n${output.stderr}`)));
    child.once('error', reject);
  });
}
