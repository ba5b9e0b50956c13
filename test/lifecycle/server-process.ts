import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const program = join(import.meta.dirname, '../../bin/corsia.js');

const { HOME = '/', PATH = '' } = process.env;
const bare = { HOME, PATH };

export interface ServerProcess {
  child: ChildProcess;
  output(): string;
  /** Resolves when it says that it serves; rejects with the output when the process ends before. */
  ready: Promise<void>;
  /** The exit code, after the process has ended. */
  ended: Promise<number | null>;
}

/** Another command of `corsia`, run to its end. */
export async function runCli(
  args: string[],
  environment: Record<string, string>,
): Promise<{ code: number; output: string }> {
  const child = spawn(process.execPath, [program, ...args], { env: { ...bare, ...environment } });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk) => (output += chunk));
  const [code] = await once(child, 'close');
  return { code, output };
}

/** `corsia serve` as a process of its own, with nothing of this process's environment but what runs it. */
export function spawnServer(environment: Record<string, string>, ...origin: ('account' | 'api')[]): ServerProcess {
  const child = spawn(process.execPath, [program, 'serve', ...origin], { env: { ...bare, ...environment } });
  let text = '';
  const ready = Promise.withResolvers<void>();
  const listen = (chunk: string) => {
    text += chunk;
    if (/Try next|^Corsia serves/m.test(text)) ready.resolve();
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
