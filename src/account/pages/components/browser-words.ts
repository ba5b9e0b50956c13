import type { Messages } from '../messages.ts';

/** The name of a browser at the beginning of a line, where nothing may be known of it. */
export function browserWords(browser: string, { sessions }: Messages): string {
  if (browser !== '') return browser;
  return sessions.unknownBrowser.charAt(0).toUpperCase() + sessions.unknownBrowser.slice(1);
}
