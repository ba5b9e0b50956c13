import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect } from 'vitest';

const EXAMPLES = join(import.meta.dirname, '../../examples');

export interface Program {
  child: ChildProcess;
  /** What it has printed so far. */
  output(): string;
  /** What the first match of a pattern in its output captured; fails when it ends before. */
  printed(pattern: RegExp): Promise<string>;
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** An example as a program of its own, such as `patient-sync/patient-sync.ts`. */
export function runProgram(file: string, env: Record<string, string>, args: string[] = []): Program {
  const child = spawn(process.execPath, [join(EXAMPLES, file), ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const looks = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      for (const look of looks) look();
    });
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal }));
  const printed = (pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(text);
        if (!match) return;
        looks.delete(look);
        resolve(match[1] ?? match[0]);
      };
      looks.add(look);
      look();
      void ended.then(() => reject(new Error(`it ended without ${pattern}:\n${text}`)));
    });
  return { child, ended, printed, output: () => text };
}

/** Runs a program to its end, which must be a good one. @returns what it printed */
export async function runToEnd(...program: Parameters<typeof runProgram>): Promise<string> {
  const { ended, output } = runProgram(...program);
  const { code, signal } = await ended;
  expect({ code, signal, output: output() }).toMatchObject({ code: 0, signal: null });
  return output();
}
