import { parseArgs } from 'node:util';
import { type ListedApplicationRow, listAllApplications } from '../account/administration/applications.queries.ts';
import { splitPage } from '../account/console/list-view.ts';
import { STATUSES } from '../account/developer/applications.queries.ts';
import { readConfig } from '../config.ts';
import { openInstallation } from '../installation.ts';
import type { Database } from '../platform/database/index.ts';
import { type Command, UsageError } from './command.ts';

const known = STATUSES.filter((status) => status !== 'draft');

export const appListCommand: Command = {
  usage: `Usage: corsia app list [--status <status>] [--json]

Lists the registrations that were handed in, the newest first: client_id, status, name, developer. A status is
${known.join(', ')}.

Options:
  --status <status>   only these
  --json              print them as JSON

Ends with 0, with 1 when something went wrong, 2 for wrong use.

Examples:
  corsia app list --status submitted
  corsia app list --json`,
  async run(args) {
    const { values } = parseArgs({
      args,
      options: { status: { type: 'string' }, json: { type: 'boolean', default: false } },
    });
    const status = known.find((one) => one === values.status);
    if (values.status !== undefined && !status) throw new UsageError(`--status is one of ${known.join(', ')}.`);
    const installation = await openInstallation(readConfig(process.env, { serving: false }), 'attach', () => {});
    try {
      const rows = await all(installation.database, status ?? '');
      console.log(values.json ? JSON.stringify(rows.map(viewOf)) : rows.map(lineOf).join('\n') || 'None.');
    } finally {
      await installation.close();
    }
  },
};

async function all(database: Database, status: string): Promise<ListedApplicationRow[]> {
  const found: ListedApplicationRow[] = [];
  for (let page = 1; ; page++) {
    const list = { path: '', q: '', page, sort: 'newest', filters: { status } } as const;
    const { rows, more } = splitPage(await listAllApplications(database, list));
    found.push(...rows);
    if (!more) return found;
  }
}

const viewOf = ({ id, name, status, status_at, developer_name }: ListedApplicationRow) => ({
  client_id: id,
  status,
  since: status_at,
  name,
  developer: developer_name ?? undefined,
});

const lineOf = ({ id, name, status, developer_name }: ListedApplicationRow) =>
  `${id}  ${status.padEnd(9)}  ${name}${developer_name ? `  (${developer_name})` : ''}`;
