import type { Readable } from 'node:stream';
import type { Database, Tx } from '../../platform/database/index.ts';
import type { FileStore } from '../../platform/files/index.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { FileAnswer } from '../file-answer.ts';
import { getFile } from '../invoices/invoices.service.ts';
import { readAttachment } from '../medical-reports/attachments.service.ts';
import { getReportPdf } from '../medical-reports/medical-reports.service.ts';
import type { Call } from '../route.ts';
import { type Copying, copyResource } from './copy-resource.ts';
import { exportable } from './exportable.ts';

export interface ExportServices {
  /** Whoever it connects as decides whether what is obscured is seen. */
  database: Database;
  files: FileStore;
  audit: AuditLog;
}

/** Where an export goes. */
export interface ExportSink {
  lines(resource: string, items: readonly object[]): Promise<void>;
  /** @param path with `/` between its parts, none of which comes from a person */
  file(path: string, content: Buffer | Readable): Promise<void>;
}

/**
 * Copies everything of a clinic that the API answers, with the files of reports and invoices, as of one moment.
 * @param onProgress told how many items of a resource are there, with their files
 */
export async function exportWholeClinic(
  { database, files, audit }: ExportServices,
  tenant: Call['tenant'],
  actor: Copying['actor'],
  sink: ExportSink,
  onProgress: (resource: string, done: number, total: number) => void,
): Promise<void> {
  const tenantId = tenant.id;
  await database.snapshot({ tenantId, timeZone: tenant.timeZone }, async (tx) => {
    for (const [resource, what] of Object.entries(exportable)) {
      const total = await what.source.count(tx, tenantId, undefined);
      const filesOf = FILES[resource];
      let done = 0;
      // A resource without items has a file, too.
      await sink.lines(resource, []);
      await copyResource(tx, audit, { tenantId, what, actor }, async (items) => {
        await sink.lines(resource, items);
        for (const item of filesOf ? items : []) await filesOf!({ tx, tenant, files }, item, sink);
        done += items.length;
        onProgress(resource, done, total);
      });
    }
  });
}

interface Reading {
  tx: Tx;
  tenant: Call['tenant'];
  files: FileStore;
}

/** What the items of a resource have besides their lines. */
const FILES: Readonly<Record<string, (reading: Reading, item: { id: number }, sink: ExportSink) => Promise<void>>> = {
  async medical_reports({ tx, tenant, files }, item, sink) {
    const { id, pdf, attachments } = item as { id: number; pdf?: object; attachments: { id: number }[] };
    const call = { db: tx, tenant, files, about: () => {} };
    if (pdf) await sink.file(`medical_reports/${id}.pdf`, (await getReportPdf(call, id)).content);
    for (const attachment of attachments) {
      const file = await readAttachment(call, id, attachment.id);
      await sink.file(`medical_reports/${id}/${attachment.id}${endingOf(file)}`, await contentOf(file));
    }
  },
  async invoices({ tx, tenant }, item, sink) {
    const { id, pdf, xml } = item as { id: number; pdf?: object; xml?: object };
    const call = { db: tx, tenant };
    if (pdf) await sink.file(`invoices/${id}.pdf`, await contentOf((await getFile(call, id, 'pdf')).file));
    if (xml) await sink.file(`invoices/${id}.xml`, await contentOf((await getFile(call, id, 'fatturapa')).file));
  },
};

const contentOf = async (file: FileAnswer): Promise<Buffer | Readable> => file.read(0, file.size);

/** The name itself stands in the line of its report. */
const endingOf = ({ name }: FileAnswer): string => /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0].toLowerCase() ?? '';
