import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const program = join(import.meta.dirname, '../../bin/corsia.js');

export interface ServerProcess {
  child: ChildProcess;
  output(): string;
  /** Resolves when the table of a running sandbox is printed; rejects with the output when the process ends before. */
  ready: Promise<void>;
  /** The exit code, after the process has ended. */
  ended: Promise<number | null>;
}

/** `corsia serve` as a process of its own, with nothing of this process's environment but what runs it. */
export function spawnServer(environment: Record<string, string>): ServerProcess {
  const { HOME = '/', PATH = '' } = process.env;
  const child = spawn(process.execPath, [program, 'serve'], { env: { HOME, PATH, ...environment } });
  let text = '';
  const ready = Promise.withResolvers<void>();
  const listen = (chunk: string) => {
    text += chunk;
    if (text.includes('Try next')) ready.resolve();
  };
  child.stdout.setEncoding('utf8').on('data', listen);
  child.stderr.setEncoding('utf8').on('data', listen);
  const ended = once(child, 'close').then(([code]) => {
    ready.reject(new Error(`the server ended with ${code}:\n${text}`));
    return code as number | null;
  });
  ready.promise.catch(() => {});
  return { child, output: () => text, ready: ready.promise, ended };
}
