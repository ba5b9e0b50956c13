import PDFDocument from 'pdfkit';
import type { Patient } from '../patients/patients.schema.ts';
import type { Practitioner } from '../practitioners/practitioners.schema.ts';
import type { MedicalReport } from './medical-reports.schema.ts';
import { invalid } from './medical-reports.service.ts';
import { toPrintable } from './printable-text.ts';

export interface Rendering {
  report: Pick<MedicalReport, 'id' | 'version' | 'type' | 'sections' | 'diagnoses'> &
    Pick<MedicalReport, 'attachments' | 'addendumOfId' | 'replacesId'>;
  patient: Pick<Patient, 'firstName' | 'lastName' | 'birthDate' | 'fiscalCode'>;
  author: Pick<Practitioner, 'firstName' | 'lastName' | 'title' | 'registerNumber' | 'registerProvince'>;
  clinic: string;
  /** RFC 3339 on the clinic's clock. */
  signedAt: string;
}

const MARGIN = 56;

/**
 * The report as a PDF in Italian, the language of the document. The same input gives the same bytes.
 * @throws ServiceError validation_failed naming a field whose text cannot be shown
 */
export function renderReport({ report, patient, author, clinic, signedAt }: Rendering): Promise<Buffer> {
  const shown = (field: string, text: string): string => {
    const printable = toPrintable(text);
    if (printable === undefined) throw invalid(field, 'not_printable', 'holds a character that the PDF cannot show');
    return printable;
  };
  const title = shown('type.title', report.type.title);
  const signer = shown(
    'authorId',
    [author.title, author.firstName, author.lastName].filter((part) => part !== undefined).join(' '),
  );
  const document = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    bufferPages: true,
    lang: 'it-IT',
    info: { Title: title, Author: signer, Creator: 'Corsia', CreationDate: new Date(signedAt) },
  });
  const finished = collect(document);
  const heading = (text: string) =>
    document.moveDown().font('Helvetica-Bold').fontSize(11).text(text).font('Helvetica');
  const line = (label: string, text: string | undefined) => {
    if (text === undefined) return;
    document.font('Helvetica-Bold').fontSize(10).text(`${label}: `, { continued: true });
    document.font('Helvetica').text(text);
  };

  document.font('Helvetica-Bold').fontSize(13).text(shown('clinic', clinic)).moveDown();
  document.fontSize(16).text(title).moveDown(0.5);
  line('Paziente', shown('patientId', `${patient.lastName} ${patient.firstName}`));
  line('Data di nascita', patient.birthDate && italianDay(patient.birthDate));
  line('Codice fiscale', patient.fiscalCode && shown('patientId', patient.fiscalCode));
  line('Referto n.', `${report.id} (LOINC ${shown('type.loinc', report.type.loinc)})`);
  line('Integra il referto n.', report.addendumOfId?.toString());
  line('Sostituisce il referto n.', report.replacesId?.toString());
  report.sections.forEach(({ title: head, text }, index) => {
    heading(shown(`sections.${index}.title`, head));
    document.fontSize(10).text(shown(`sections.${index}.text`, text), { align: 'left', lineGap: 2 });
  });
  if (report.diagnoses.length > 0) heading('Diagnosi');
  report.diagnoses.forEach(({ system, code, text }, index) => {
    document.fontSize(10).text(shown(`diagnoses.${index}`, `${system} ${code}: ${text}`));
  });
  if (report.attachments.length > 0) heading('Allegati');
  report.attachments.forEach(({ name, sha256 }, index) => {
    document.fontSize(9).text(`${shown(`attachments.${index}.name`, name)} (SHA-256 ${sha256})`);
  });
  document.moveDown(2).fontSize(10);
  line('Firmato da', signer);
  const { registerNumber, registerProvince } = author;
  line('Albo', registerNumber && shown('authorId', [registerProvince, registerNumber].filter(Boolean).join(' ')));
  line('Data e ora della firma', `${italianDay(signedAt)} ${signedAt.slice(11, 19)} (UTC${signedAt.slice(-6)})`);
  numberPages(document, report);
  document.end();
  return finished;
}

function numberPages(document: PDFKit.PDFDocument, { id, version }: Rendering['report']): void {
  const { count } = document.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    document.switchToPage(page);
    // Below the margin, where text would otherwise begin another page.
    document.page.margins.bottom = 0;
    const text = `Referto n. ${id}, versione ${version}: pagina ${page + 1} di ${count}`;
    document.fontSize(8).text(text, MARGIN, document.page.height - MARGIN / 2, { lineBreak: false });
  }
}

function collect(document: PDFKit.PDFDocument): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.on('error', reject);
  });
}

/** `2026-11-21...` as `21/11/2026`. */
function italianDay(text: string): string {
  const [year, month, day] = text.slice(0, 10).split('-');
  return `${day}/${month}/${year}`;
}
