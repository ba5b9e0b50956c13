import { parseArgs } from 'node:util';
import type { Command } from './command.ts';
import { forgetPlace, openClient, readPlace, STORE_HELP, STORE_OPTION } from './sign-in-store.ts';

export const logoutCommand: Command = {
  usage: `Usage: corsia logout [options]

Ends the sign-in of \`corsia login\`, at the server too if that can be reached, and forgets the tokens.

Options:
${STORE_HELP}
  --json                  print the outcome as JSON

Ends with 0, also when nobody was signed in, 1 when the tokens cannot be removed, 2 for wrong use.

Examples:
  corsia logout`,
  async run(args) {
    const { values } = parseArgs({ args, options: { ...STORE_OPTION, json: { type: 'boolean', default: false } } });
    const place = await readPlace(values.store);
    if (place) {
      await (await openClient(values.store, place)).signOut();
      await forgetPlace(values.store);
    }
    const words = place ? `Signed out of ${place.issuer}.` : 'Nobody was signed in.';
    console.log(values.json ? JSON.stringify({ signedOut: place !== undefined }) : words);
  },
};
