import { parseArgs } from 'node:util';
import { createAdministrator, LINK_HOURS } from '../account/invitations/invitations.ts';
import { readConfig } from '../config.ts';
import { openInstallation } from '../installation.ts';
import type { Command } from './command.ts';
import { readEmail, readLanguage, readName } from './person-options.ts';

const COMMAND = 'corsia admin create';

export const adminCreateCommand: Command = {
  usage: `Usage: corsia admin create --email <e-mail> --name <name> [options]

Makes somebody an administrator of this installation, and prints a link that sets the password: it works once, within
${LINK_HOURS} hours. This is how the first administrator comes to be; what is done is in the audit of the administration.

Options:
  --grant               somebody who has an account becomes an administrator, too; refused otherwise
  --language <en|it>    of pages and mails; en otherwise
  --reason <text>       for the audit
  --json                print the outcome as JSON

Ends with 0 when the person is an administrator, 1 when the address is taken or something else went wrong, 2 for wrong use.

Examples:
  corsia admin create --email anna@clinic.example --name "Anna Bianchi"
  corsia admin create --email anna@clinic.example --name "Anna Bianchi" --grant --json`,
  async run(args) {
    const { values } = parseArgs({
      args,
      options: {
        email: { type: 'string' },
        name: { type: 'string' },
        grant: { type: 'boolean', default: false },
        language: { type: 'string', default: 'en' },
        reason: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const person = {
      email: readEmail('--email', values.email),
      name: readName('--name', values.name),
      language: readLanguage(values.language),
    };
    const reason = values.reason?.trim() || 'On the command line of the server.';
    const config = readConfig();
    const installation = await openInstallation(config, 'attach', () => {});
    try {
      const { database } = installation;
      const made = await createAdministrator({ database, accountUrl: config.accountUrl }, person, {
        command: COMMAND,
        reason,
        grant: values.grant,
      });
      if (values.json) return console.log(JSON.stringify({ ...made, email: person.email }));
      console.log(`${person.email} is an administrator${made.granted === 'already' ? ' already' : ''}.`);
      if (made.link) console.log(`Set the password within ${LINK_HOURS} hours:\n${made.link}`);
    } finally {
      await installation.close();
    }
  },
};
