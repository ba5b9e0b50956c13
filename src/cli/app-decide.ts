import { parseArgs } from 'node:util';
import { decideRegistration } from '../account/administration/on-the-server.ts';
import type { Command } from './command.ts';
import { asOperator, OPERATOR_OPTIONS, readOrder } from './operator.ts';

const SAME = `The rules, mails and audit are those of the administrators' page. --as names the administrator who decides.`;

export const appApproveCommand: Command = {
  usage: `Usage: corsia app approve <client_id> --as <e-mail> --reason <text> [options]

Approves a registration that was handed in, and prints its client_id and first secret: nobody sees that one again.
${SAME}

Options:
  --as <e-mail>     of an administrator
  --reason <text>   for the audit, and for the developer
  --leave-secret    leave the secret to its developer, who can look at it once
  --json            print the outcome as JSON

Ends with 0 when it is approved, 1 when nothing waits for a decision or something went wrong, 2 for wrong use.

Examples:
  corsia app approve 5b0c4a5e-... --as anna@clinic.example --reason "Contract 2026-14"
  corsia app approve 5b0c4a5e-... --as anna@clinic.example --reason "Contract 2026-14" --leave-secret --json`,
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        ...OPERATOR_OPTIONS,
        'leave-secret': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
    const { email, ...order } = readOrder(positionals, values);
    const reveal = !values['leave-secret'];
    const { name, secret } = await asOperator(email, (operator) =>
      decideRegistration(operator, 'granted', { ...order, reveal }),
    );
    if (values.json)
      return console.log(
        JSON.stringify({ client_id: order.clientId, client_secret: secret, name, status: 'approved' }),
      );
    console.log(`${name} is approved.\nclient_id:     ${order.clientId}`);
    if (secret) console.log(`client_secret: ${secret}`);
  },
};

export const appRejectCommand: Command = {
  usage: `Usage: corsia app reject <client_id> --as <e-mail> --reason <text> [--json]

Rejects a registration that was handed in; its developer may correct it and hand it in again.
${SAME}

Ends with 0 when it is rejected, 1 when nothing waits for a decision or something went wrong, 2 for wrong use.

Examples:
  corsia app reject 5b0c4a5e-... --as anna@clinic.example --reason "The privacy page is missing"`,
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { ...OPERATOR_OPTIONS, json: { type: 'boolean', default: false } },
    });
    const { email, ...order } = readOrder(positionals, values);
    const { name } = await asOperator(email, (operator) =>
      decideRegistration(operator, 'refused', { ...order, reveal: false }),
    );
    const outcome = { client_id: order.clientId, name, status: 'rejected' };
    console.log(values.json ? JSON.stringify(outcome) : `${name} is rejected.`);
  },
};
