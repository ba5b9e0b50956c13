import PDFDocument from 'pdfkit';
import type { InvoiceDocument } from './document.ts';
import type { Numbered } from './fatturapa.ts';
import type { Customer } from './invoice-parts.schema.ts';
import { toLatin } from './latin.ts';

const TITLES = { TD01: 'Fattura', TD04: 'Nota di credito', TD05: 'Nota di debito', TD06: 'Parcella' } as const;
const MARGIN = 50;
const WIDTH = 495;
const BOTTOM = 780;
/** Left edge and width of the columns of lines. */
const COLUMNS = [
  [50, 250],
  [300, 45],
  [345, 75],
  [420, 50],
  [470, 75],
] as const;

/** Renders a document that is about to be issued. The same document gives the same bytes. @param at when it is issued */
export async function toPdf(document: InvoiceDocument, numbered: Numbered, at: number): Promise<Buffer> {
  const title = `${TITLES[numbered.documentType]} ${numbered.formattedNumber}`;
  const pdf = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    lang: 'it',
    info: { Title: title, Author: toLatin(document.issuer.name), CreationDate: new Date(at) },
  });
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => pdf.on('end', resolve).on('error', reject));
  write(pdf, document, numbered, title);
  pdf.end();
  await ended;
  return Buffer.concat(chunks);
}

type Pdf = InstanceType<typeof PDFDocument>;

function write(pdf: Pdf, document: InvoiceDocument, numbered: Numbered, title: string): void {
  const { issuer, customer, payer } = document;
  paragraph(pdf, [issuer.name], { bold: true, size: 13 });
  paragraph(pdf, [
    place(issuer.address),
    [`P. IVA ${issuer.vatNumber}`, issuer.fiscalCode && `C.F. ${issuer.fiscalCode}`].filter(Boolean).join(' - '),
    issuer.register && `${issuer.register.name} ${issuer.register.province} n. ${issuer.register.number}`,
  ]);
  paragraph(pdf, [`${title} del ${italianDate(numbered.issueDate)}`], { bold: true, size: 15 });
  paragraph(pdf, [
    document.credits &&
      `A storno della fattura ${document.credits.formattedNumber} del ${italianDate(document.credits.issueDate)}: ${document.credits.reason}`,
    document.serviceDate && `Data della prestazione: ${italianDate(document.serviceDate)}`,
  ]);
  paragraph(pdf, ['Spett.le', nameOf(customer)], { bold: true });
  paragraph(pdf, [
    place(customer.address),
    customer.fiscalCode && `C.F. ${customer.fiscalCode}`,
    customer.vatNumber && `P. IVA ${customer.vatNumber}`,
    payer && `Pagante: ${payer.firstName} ${payer.lastName}${payer.fiscalCode ? `, C.F. ${payer.fiscalCode}` : ''}`,
  ]);
  table(pdf, document);
  sums(pdf, document);
  paragraph(pdf, legalTexts(document), { size: 8 });
}

function paragraph(
  pdf: Pdf,
  lines: readonly (string | false | undefined)[],
  { bold = false, size = 10 }: { bold?: boolean; size?: number } = {},
): void {
  pdf.font(bold ? 'Helvetica-Bold' : 'Helvetica').fontSize(size);
  for (const line of lines) if (line) pdf.text(toLatin(line), MARGIN, pdf.y, { width: WIDTH });
  pdf.moveDown(0.7);
}

function table(pdf: Pdf, { lines, stamp }: InvoiceDocument): void {
  pdf.font('Helvetica-Bold').fontSize(9);
  row(pdf, ['Descrizione', 'Q.tà', 'Prezzo', 'IVA', 'Importo']);
  pdf.font('Helvetica');
  for (const { description, quantity, unitCents, amountCents, vat } of lines)
    row(pdf, [
      description,
      String(quantity),
      italianAmount(unitCents),
      vat.nature ?? `${vat.rate}%`,
      italianAmount(amountCents),
    ]);
  if (stamp.charge) {
    const amount = italianAmount(stamp.charge.cents);
    row(pdf, ['Riaddebito imposta di bollo', '1', amount, stamp.charge.nature, amount]);
  }
  pdf.moveDown(1);
}

function row(pdf: Pdf, cells: readonly string[]): void {
  const texts = cells.map(toLatin);
  const height = Math.max(...texts.map((text, index) => pdf.heightOfString(text, { width: COLUMNS[index]![1] - 5 })));
  if (pdf.y + height > BOTTOM) pdf.addPage();
  const top = pdf.y;
  for (const [index, text] of texts.entries()) {
    const [left, width] = COLUMNS[index]!;
    pdf.text(text, left, top, { width: width - 5, align: index === 0 ? 'left' : 'right' });
  }
  pdf.y = top + height + 4;
}

function sums(
  pdf: Pdf,
  { sums: { groups, social, withholding, totalCents, dueCents, taxCents }, terms }: InvoiceDocument,
): void {
  const rows: (readonly [string, number])[] = [
    ...social.map(
      (share) => [`Contributo cassa ${share.type} ${share.fundRate}% (compreso)`, share.amountCents] as const,
    ),
    ...groups.map(
      ({ rate, nature, baseCents }) => [nature ? `Importo ${nature}` : `Imponibile ${rate}%`, baseCents] as const,
    ),
    ...groups.filter(({ nature }) => !nature).map(({ rate, taxCents: tax }) => [`IVA ${rate}%`, tax] as const),
    ['Totale documento EUR', totalCents],
    ...(terms.withholdingRate === undefined
      ? []
      : [
          [
            `Ritenuta d'acconto ${terms.withholdingRate}% su ${italianAmount(withholding.baseCents)}`,
            -withholding.amountCents,
          ] as const,
        ]),
    ...(terms.splitPayment ? [['IVA versata dal committente (scissione dei pagamenti)', -taxCents] as const] : []),
    ['Netto a pagare EUR', dueCents],
  ];
  for (const [label, cents] of rows) {
    const isTotal = /^(Totale|Netto)/.test(label);
    pdf.font(isTotal ? 'Helvetica-Bold' : 'Helvetica').fontSize(isTotal ? 11 : 9);
    if (pdf.y + 16 > BOTTOM) pdf.addPage();
    const top = pdf.y;
    pdf.text(toLatin(label), 200, top, { width: 260, align: 'right' });
    pdf.text(italianAmount(cents), 465, top, { width: 75, align: 'right' });
    pdf.y = top + 16;
  }
  pdf.moveDown(1);
}

function legalTexts({
  sums: { groups },
  stamp,
  issuer,
  channel,
  notes,
  tsOpposition,
}: InvoiceDocument): (string | undefined)[] {
  const paid =
    channel === 'sdi'
      ? 'Imposta di bollo assolta ai sensi del DM 17 giugno 2014.'
      : issuer.virtualStampAuthorisation
        ? `Imposta di bollo assolta in modo virtuale, autorizzazione ${issuer.virtualStampAuthorisation}.`
        : "Imposta di bollo da EUR 2,00 assolta sull'originale.";
  return [
    ...groups.flatMap(({ nature, legalText }) => (nature && legalText ? `${nature}: ${legalText}` : [])),
    stamp.due ? paid : undefined,
    issuer.collectedBy && `Compenso riscosso in nome e per conto del professionista da ${issuer.collectedBy}.`,
    channel === 'sdi'
      ? 'Copia di cortesia: il documento fiscale è quello trasmesso al Sistema di Interscambio.'
      : undefined,
    tsOpposition ? "Il paziente si oppone all'invio dei dati al Sistema Tessera Sanitaria." : undefined,
    notes,
  ];
}

function nameOf({ name, firstName, lastName }: Customer): string {
  return name ?? `${firstName} ${lastName}`;
}

function place(address: Customer['address']): string | undefined {
  if (!address) return undefined;
  const { street, number, zip, municipality, province } = address;
  const first = [street, number].filter(Boolean).join(' ');
  const second = [zip, municipality, province && `(${province})`].filter(Boolean).join(' ');
  return [first, second].filter(Boolean).join(', ');
}

function italianDate(date: string): string {
  return date.split('-').reverse().join('/');
}

/** `-1.234,50` */
function italianAmount(cents: number): string {
  const whole = Math.floor(Math.abs(cents) / 100);
  const grouped = String(whole).replace(/\B(?=(\d{3})+$)/g, '.');
  return `${cents < 0 ? '-' : ''}${grouped},${String(Math.abs(cents) % 100).padStart(2, '0')}`;
}
