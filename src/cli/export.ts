import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createAuditLog } from '../api/audit/audit-log.ts';
import { exportWholeClinic } from '../api/exports/whole-clinic.ts';
import { readConfig } from '../config.ts';
import { openAsOwner, openFileStore, openInstallation } from '../installation.ts';
import { openDatabase } from '../platform/database/index.ts';
import { ServiceError } from '../platform/errors.ts';
import { findClinic } from './clinics.queries.ts';
import { type Command, UsageError } from './command.ts';
import { makeExportFolder } from './export-folder.ts';
import { openProgress } from './progress.ts';

const ACTOR = {
  userId: 'corsia export',
  clientId: 'corsia',
  requestId: 'export',
  address: 'local',
  action: 'clinic.export',
};

export const exportCommand: Command = {
  usage: `Usage: corsia export <clinic> --out <folder> [--with-obscured] [--json]

Copies everything of a clinic that the API answers, as of one moment: for each resource a file of JSON objects, one a line, in
order of their id; the PDFs and attachments of reports in medical_reports/; the documents of invoices in invoices/; and their
SHA256SUMS. Accounts, roles and the audit are not in it. The folder must not exist; it is there when it is whole, for its owner
alone. Whose data it holds is in the audit of the clinic.

Options:
  --out <folder>    where it goes
  --with-obscured   reports that are obscured, too, which nobody but their author sees otherwise
  --json            print the outcome as JSON

Ends with 0 when everything is there, 1 when something went wrong, 2 for wrong use.

Examples:
  corsia export sandbox-clinic --out ./sandbox-clinic-export
  corsia export centro-aurora --out /mnt/safe/centro-aurora --with-obscured --json`,
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        out: { type: 'string' },
        'with-obscured': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
    const [clinicId, ...more] = positionals;
    if (!clinicId || more.length > 0) throw new UsageError('The id of one clinic is needed.');
    if (!values.out) throw new UsageError('--out is needed.');
    const out = resolve(values.out);
    const config = readConfig(process.env, { serving: values['with-obscured'] });
    const installation = await openInstallation(config, 'attach', () => {});
    const progress = openProgress();
    const sight = values['with-obscured']
      ? await ownersSight()
      : { database: installation.database, close: async () => {} };
    try {
      const clinic = await findClinic(installation.database, clinicId);
      if (!clinic) throw new ServiceError('not_found', `There is no clinic ${clinicId}.`);
      const tenant = { ...clinic, timeZone: clinic.time_zone, fiscalCodePolicy: clinic.fiscal_code_policy };
      const folder = await makeExportFolder(out);
      const counts: Record<string, number> = {};
      const services = {
        database: sight.database,
        files: openFileStore(config),
        audit: createAuditLog(installation.database),
      };
      const onProgress = (resource: string, done: number, total: number) => {
        counts[resource] = done;
        progress.show(resource, done, total);
      };
      const files = await exportWholeClinic(services, tenant, ACTOR, folder.sink, onProgress)
        .then(folder.finish)
        .catch(async (error: unknown) => {
          await folder.discard();
          throw error;
        });
      progress.end();
      if (values.json) return console.log(JSON.stringify({ clinic: clinicId, folder: out, files, items: counts }));
      const items = Object.values(counts).reduce((sum, count) => sum + count, 0);
      console.log(`${items.toLocaleString('en')} items of ${clinic.name} are in ${files.toLocaleString('en')} files.`);
    } finally {
      progress.end();
      await sight.close();
      await installation.close();
    }

    async function ownersSight() {
      const { url, close } = await openAsOwner(config);
      const database = openDatabase({ url, poolSize: 1, preparedStatements: false, onIdleError: () => {} });
      return { database, close: () => database.close().finally(close) };
    }
  },
};
