import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** Owner of the PostgreSQL processes when it is not the user of this process. Ids are unsigned 32-bit. */
export interface SystemUser {
  uid: number;
  gid: number;
}

/** Runs a command to its end and returns its exit code and everything it wrote. Rejects when it cannot be started. */
export async function run(
  command: string,
  args: string[],
  user?: SystemUser,
): Promise<{ code: number | null; output: string }> {
  const child = spawn(command, args, {
    cwd: '/',
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
    // spawn wants signed ids: macOS' nobody is -2
    ...(user && { uid: user.uid | 0, gid: user.gid | 0 }),
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const closed = once(child, 'close');
  closed.catch(() => {});
  const [code]: [number | null] = (await once(child, 'exit')) as [number | null];
  // on Windows the server that pg_ctl leaves behind inherits the pipes, so that they never close
  await Promise.race([closed, sleep(250, undefined, { ref: false })]);
  child.stdout.destroy();
  child.stderr.destroy();
  return { code, output };
}

/** No secrets, no PG* variables, and the locale without which macOS refuses to start PostgreSQL. */
function environment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP } = process.env;
  return { PATH, LC_ALL: 'C', ...(process.platform === 'win32' && { SystemRoot, TEMP }) };
}
