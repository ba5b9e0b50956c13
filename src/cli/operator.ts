import { administratorOnTheServer } from '../account/administration/on-the-server.ts';
import { createAccountMail } from '../account/mail/account-mail.ts';
import { readConfig } from '../config.ts';
import { openInstallation } from '../installation.ts';
import { UsageError } from './command.ts';
import { readEmail } from './person-options.ts';

type Operator = Awaited<ReturnType<typeof administratorOnTheServer>>;

/** Options of what an administrator decides on the server. */
export const OPERATOR_OPTIONS = { as: { type: 'string' }, reason: { type: 'string' } } as const;

/** @throws UsageError */
export function readOrder(
  positionals: readonly string[],
  { as, reason }: { as?: string | undefined; reason?: string | undefined },
) {
  const [clientId, ...more] = positionals;
  if (!clientId || more.length > 0) throw new UsageError('One client_id is needed.');
  const text = reason?.trim();
  if (!text) throw new UsageError('--reason is needed: it is in the audit, and in the mail to the developer.');
  return { clientId, reason: text, email: readEmail('--as', as) };
}

/** Does something in the name of an administrator. */
export async function asOperator<Result>(
  email: string,
  work: (operator: Operator) => Promise<Result>,
): Promise<Result> {
  const config = readConfig();
  const { accountUrl } = config;
  const { database, sealer, close } = await openInstallation(config, 'attach', () => {});
  try {
    const mail = createAccountMail({ sealer, wake: () => {} });
    return await work(await administratorOnTheServer({ database, sealer, mail, accountUrl }, email));
  } finally {
    await close();
  }
}
