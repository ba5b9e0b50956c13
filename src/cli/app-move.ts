import { parseArgs } from 'node:util';
import { moveOnTheServer } from '../account/administration/on-the-server.ts';
import type { Command } from './command.ts';
import { asOperator, OPERATOR_OPTIONS, readOrder } from './operator.ts';

/** Suspend, reinstate and revoke: the same command with other words. */
function moveCommand(move: Parameters<typeof moveOnTheServer>[1], meaning: string): Command {
  return {
    usage: `Usage: corsia app ${move} <client_id> --as <e-mail> --reason <text> [--json]

${meaning}
The rules, mails and audit are those of the administrators' page. --as names the administrator who decides.

Ends with 0 when it is done, 1 when the status of the application does not allow it or something went wrong, 2 for wrong use.

Examples:
  corsia app ${move} 5b0c4a5e-... --as anna@clinic.example --reason "Asked for by the clinic"`,
    async run(args) {
      const { values, positionals } = parseArgs({
        args,
        allowPositionals: true,
        options: { ...OPERATOR_OPTIONS, json: { type: 'boolean', default: false } },
      });
      const { email, ...order } = readOrder(positionals, values);
      const status = await asOperator(email, (operator) => moveOnTheServer(operator, move, order));
      const outcome = { client_id: order.clientId, status };
      console.log(values.json ? JSON.stringify(outcome) : `${order.clientId} is ${status}.`);
    },
  };
}

export const appSuspendCommand = moveCommand(
  'suspend',
  'Ends every token of an approved application; nobody can sign in with it until it is reinstated.',
);
export const appReinstateCommand = moveCommand('reinstate', 'Lets a suspended application work again.');
export const appRevokeCommand = moveCommand('revoke', 'Ends an application for good, with every token of it.');
