import { spawn } from 'node:child_process';

const OPENERS: Partial<Record<NodeJS.Platform, [command: string, ...args: string[]]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/** Opens the person's own browser; BROWSER=none leaves it to them. */
export function openBrowser(address: URL): void {
  console.error(`Sign in here, if the browser does not open by itself:\n${address}\n`);
  if (process.env.BROWSER === 'none') return;
  const [command, ...args] = OPENERS[process.platform] ?? ['xdg-open'];
  const child = spawn(command, [...args, address.href], { stdio: 'ignore', detached: true });
  child.on('error', () => {}); // No opener here: the address is printed above.
  child.unref();
}
