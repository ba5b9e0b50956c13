import { CorsiaError } from './errors.ts';
import type { Exports } from './generated/sdk.gen.ts';
import type {
  Agenda,
  Appointment,
  Episode,
  Export,
  ExportFile,
  Invoice,
  Issuer,
  Location,
  MedicalReport,
  Patient,
  Practitioner,
  PriceList,
  PriceListItem,
  Room,
  Treatment,
} from './generated/types.gen.ts';
import type { Sleep } from './waiting.ts';

/** What can be copied as a whole, and what its items are. */
export interface Exported {
  agendas: Agenda;
  appointments: Appointment;
  episodes: Episode;
  invoices: Invoice;
  issuers: Issuer;
  locations: Location;
  medical_reports: MedicalReport;
  patients: Patient;
  practitioners: Practitioner;
  price_list_items: PriceListItem;
  price_lists: PriceList;
  rooms: Room;
  treatments: Treatment;
}

type Calls = Pick<Exports, 'create' | 'get' | 'getFile' | 'delete'>;

const LOOK_EVERY_MS = 1000;

/**
 * Has an export written, reads it line by line, and removes it.
 * @throws CorsiaError when it failed, or is not whole
 */
export async function* copyOf<Name extends keyof Exported>(
  exports: Calls,
  sleep: Sleep,
  resource: Name,
  signal?: AbortSignal,
): AsyncGenerator<Exported[Name], void> {
  const begun = await exports.create({ body: { resources: [resource] } });
  const path = { id: begun.id };
  try {
    const { name, count } = await written(exports, sleep, begun, signal);
    const stream = await exports.getFile({ path: { ...path, name }, parseAs: 'stream' });
    let read = 0;
    for await (const line of linesOf(stream as unknown as ReadableStream<Uint8Array>)) {
      read++;
      yield JSON.parse(line) as Exported[Name];
    }
    if (read !== count) throw new CorsiaError(`The export has ${count} items, and ${read} came.`);
  } finally {
    // Nobody needs it any more; the server removes it by itself a day later.
    await exports.delete({ path }).catch(() => {});
  }
}

async function written(exports: Calls, sleep: Sleep, begun: Export, signal?: AbortSignal): Promise<ExportFile> {
  let job = begun;
  while (job.status === 'queued' || job.status === 'running') {
    await sleep(LOOK_EVERY_MS, signal);
    job = await exports.get({ path: { id: begun.id } });
  }
  const [file] = job.files;
  if (!file) throw new CorsiaError(job.error?.message ?? `The export is ${job.status}.`);
  return file;
}

async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string, void> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      const lines = (rest + decoder.decode(value, { stream: true })).split('\n');
      rest = lines.pop()!;
      yield* lines;
    }
    if (rest !== '') yield rest;
  } finally {
    await reader.cancel();
  }
}
