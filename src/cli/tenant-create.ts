import { parseArgs } from 'node:util';
import { clinicIdFrom, isClinicId, isTimeZone, SANDBOX_TIME_ZONE } from '../account/invitations/clinic-input.ts';
import { createClinic, LINK_HOURS, onTheServer } from '../account/invitations/invitations.ts';
import { createAccountMail } from '../account/mail/account-mail.ts';
import { readConfig } from '../config.ts';
import { openInstallation } from '../installation.ts';
import { fillNewClinic } from '../sandbox/index.ts';
import { type Command, UsageError } from './command.ts';
import { readEmail, readLanguage, readName } from './person-options.ts';

const COMMAND = 'corsia tenant create';

export const tenantCreateCommand: Command = {
  usage: `Usage: corsia tenant create --name <name> --manager <e-mail> [options]

Makes a clinic with the default roles and the account of its manager, whole or not at all. Prints a link that sets the
manager's password, which is sent by mail, too: it works once, within ${LINK_HOURS} hours.

Options:
  --id <id>               lower-case letters, digits and hyphens, 64 at most; made from the name otherwise. It never changes:
                          it is part of every address of the clinic's API
  --manager-name <name>   the e-mail address otherwise
  --sandbox               a clinic of invented data, which can be reset
  --time-zone <name>      of the clinic's calendars; Europe/Rome otherwise
  --fiscal-codes <policy> lenient stores a code with a wrong check character and warns, strict refuses it; lenient otherwise
  --language <en|it>      of the manager's pages and mails; it otherwise
  --reason <text>         for the audit of the administration
  --json                  print the outcome as JSON

Ends with 0 when the clinic was made, 1 when its id or the manager's address is taken or something else went wrong, 2 for
wrong use.

Examples:
  corsia tenant create --name "Centro Medico Aurora" --manager anna@aurora.example --manager-name "Anna Bianchi"
  corsia tenant create --name "Aurora, prove" --id aurora-sandbox --sandbox --manager prove@aurora.example --json`,
  async run(args) {
    const { values } = parseArgs({
      args,
      options: {
        name: { type: 'string' },
        id: { type: 'string' },
        manager: { type: 'string' },
        'manager-name': { type: 'string' },
        sandbox: { type: 'boolean', default: false },
        'time-zone': { type: 'string', default: SANDBOX_TIME_ZONE },
        'fiscal-codes': { type: 'string', default: 'lenient' },
        language: { type: 'string', default: 'it' },
        reason: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const { sandbox } = values;
    const name = readName('--name', values.name);
    const id = readId(values.id ?? clinicIdFrom(name));
    const timeZone = readTimeZone(values['time-zone'], sandbox);
    const fiscalCodePolicy = readPolicy(values['fiscal-codes']);
    const email = readEmail('--manager', values.manager);
    const manager = {
      email,
      name: readName('--manager-name', values['manager-name'] ?? email.slice(0, 100)),
      language: readLanguage(values.language),
    };
    const reason = values.reason?.trim() || 'On the command line of the server.';
    const config = readConfig();
    const { accountUrl } = config;
    const installation = await openInstallation(config, 'attach', () => {});
    try {
      const { database, sealer } = installation;
      const mail = createAccountMail({ sealer, wake: () => {} });
      const { link, userId } = await createClinic(
        { database, accountUrl, mail },
        { id, name, manager, sandbox, timeZone, fiscalCodePolicy },
        fillNewClinic,
        onTheServer(COMMAND, reason),
      );
      if (values.json) return console.log(JSON.stringify({ id, name, sandbox, manager: { userId, email, link } }));
      console.log(`The ${sandbox ? 'sandbox ' : ''}clinic ${id} is there. ${email} manages it.`);
      console.log(`Set the password within ${LINK_HOURS} hours:\n${link}`);
    } finally {
      await installation.close();
    }
  },
};

/** @throws UsageError */
function readId(id: string): string {
  if (isClinicId(id)) return id;
  throw new UsageError(
    `--id must have lower-case letters, digits and hyphens between them, 64 characters at most, not "${id}".`,
  );
}

/** @throws UsageError */
function readTimeZone(name: string, sandbox: boolean): string {
  if (sandbox && name !== SANDBOX_TIME_ZONE) {
    throw new UsageError(`A sandbox clinic is in ${SANDBOX_TIME_ZONE}: leave --time-zone out.`);
  }
  if (isTimeZone(name)) return name;
  throw new UsageError(`--time-zone must be a name such as Europe/Rome, not "${name}".`);
}

/** @throws UsageError */
function readPolicy(policy: string): 'lenient' | 'strict' {
  if (policy === 'lenient' || policy === 'strict') return policy;
  throw new UsageError(`--fiscal-codes must be lenient or strict, not "${policy}".`);
}
