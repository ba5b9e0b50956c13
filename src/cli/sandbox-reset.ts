import { parseArgs } from 'node:util';

import { resetClinic } from '../api/sandbox-reset/sandbox-reset.service.ts';
import { readConfig } from '../config.ts';
import { openInstallation } from '../installation.ts';
import { ServiceError } from '../platform/errors.ts';
import { SANDBOX_TENANT } from '../sandbox/accounts.ts';
import { refillClinic } from '../sandbox/index.ts';
import { findClinic } from './clinics.queries.ts';
import { type Command, UsageError } from './command.ts';

const COMMAND = 'corsia sandbox reset';

export const sandboxResetCommand: Command = {
  usage: `Usage: corsia sandbox reset [--tenant <clinic>] [--json]

Puts a sandbox clinic back to what it began with: ${SANDBOX_TENANT}, or another one that is a sandbox. All its records go,
and the seed comes back around the present day, under new ids. People, applications and the audit stay. Servers may run.

Ends with 0 when the clinic was reset, 1 when it is no sandbox or is being reset already, 2 for wrong use.

Examples:
  corsia sandbox reset
  corsia sandbox reset --tenant other-clinic --json`,
  async run(args) {
    const { values } = parseArgs({
      args,
      options: { tenant: { type: 'string', default: SANDBOX_TENANT }, json: { type: 'boolean', default: false } },
    });
    const { tenant, json } = values;
    if (!tenant) throw new UsageError('--tenant is the id of a clinic.');
    const installation = await openInstallation(readConfig(process.env, { serving: false }), 'attach', () => {});
    try {
      const clinic = await findClinic(installation.database, tenant);
      if (!clinic) throw new ServiceError('not_found', `There is no clinic ${tenant}.`);
      const actor = { userId: COMMAND, clientId: 'corsia', requestId: 'sandbox-reset', address: 'local' };
      const db = installation.database.forTenant({
        tenantId: clinic.id,
        timeZone: clinic.time_zone,
        actor: { ...actor, action: 'sandbox.reset' },
      });
      await resetClinic(db, clinic, refillClinic);
      console.log(
        json ? JSON.stringify({ tenant, reset: true }) : `The clinic ${tenant} is as it was in the beginning.`,
      );
    } finally {
      await installation.close();
    }
  },
};
