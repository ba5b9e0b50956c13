import { parseArgs } from 'node:util';
import { rotateSigningKeys } from '../account/oidc/signing-keys.ts';
import { readConfig } from '../config.ts';
import { openInstallation } from '../installation.ts';
import { ServiceError } from '../platform/errors.ts';
import type { Command } from './command.ts';

export const keysRotateCommand: Command = {
  usage: `Usage: corsia keys rotate [--now] [--json]

Running servers follow within half a minute. What was signed before stays valid until it expires. Keys that were published
less than an hour ago do not sign yet, as clients may not have fetched them; --now lets them sign all the same.

Options:
  --now    let the next keys sign at once
  --json   print the outcome as JSON

Ends with 0 when new keys sign, 1 when they may not yet or something went wrong, 2 for wrong use.

Examples:
  corsia keys rotate
  corsia keys rotate --now`,
  async run(args) {
    const { values } = parseArgs({
      args,
      options: { now: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
    });
    const installation = await openInstallation(readConfig(), 'attach', () => {});
    try {
      const rotation = await rotateSigningKeys(installation.database, installation.sealer, {
        force: values.now,
      });
      if (rotation.kind === 'too-soon') {
        throw new ServiceError(
          'invalid_request',
          `The next keys were published lately. Try again in ${rotation.minutes} minutes, or use --now.`,
        );
      }
      if (values.json) return console.log(JSON.stringify({ rotated: true }));
      console.log('New keys sign from now on. Those before them verify for two more days.');
    } finally {
      await installation.close();
    }
  },
};
