import { create } from 'xmlbuilder2';
import type { DocumentLine, InvoiceDocument, InvoiceHead } from './document.ts';
import type { Customer, InvoiceIssuer } from './invoice-parts.schema.ts';
import { toAscii, toLatin } from './latin.ts';
import { decimal } from './money.ts';
import { WITHHELD_FUND } from './tax-rules.ts';

/** What the document does not hold itself. */
export interface Numbered {
  id: number;
  documentType: InvoiceHead['document_type'];
  formattedNumber: string;
  issueDate: string;
}

type Element = Record<string, unknown>;

const rate = (percent: number) => percent.toFixed(2);
const latin = (text: string, most: number) => toLatin(text).slice(0, most).trim();

/**
 * The document as FatturaPA 1.2 (technical specifications 1.9, valid from 1 April 2025), unsigned. It names no patient.
 * Members stand in the order of the schema. Absent ones are undefined and left out.
 */
export function toFatturaPa(document: InvoiceDocument, numbered: Numbered): string {
  const { issuer, customer } = document;
  const format = customer.kind === 'public_body' ? 'FPA12' : 'FPR12';
  const root = {
    'p:FatturaElettronica': {
      '@versione': format,
      '@xmlns:p': 'http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2',
      FatturaElettronicaHeader: {
        DatiTrasmissione: {
          IdTrasmittente: { IdPaese: 'IT', IdCodice: issuer.fiscalCode ?? issuer.vatNumber },
          ProgressivoInvio: numbered.id.toString(36).toUpperCase().padStart(5, '0').slice(-10),
          FormatoTrasmissione: format,
          CodiceDestinatario: customer.sdiCode ?? '0000000',
          PECDestinatario: customer.sdiCode === undefined ? customer.pec : undefined,
        },
        CedentePrestatore: supplier(issuer),
        CessionarioCommittente: { DatiAnagrafici: identityOf(customer), Sede: addressOf(customer.address!) },
      },
      FatturaElettronicaBody: {
        DatiGenerali: general(document, numbered),
        DatiBeniServizi: { DettaglioLinee: linesOf(document), DatiRiepilogo: summaryOf(document) },
        DatiPagamento: paymentOf(document, numbered),
      },
    },
  };
  return create({ version: '1.0', encoding: 'UTF-8' }, present(root)).end({ prettyPrint: true });
}

function supplier(issuer: InvoiceIssuer): Element {
  const { register } = issuer;
  return {
    DatiAnagrafici: {
      IdFiscaleIVA: { IdPaese: 'IT', IdCodice: issuer.vatNumber },
      CodiceFiscale: issuer.fiscalCode,
      Anagrafica: nameOf(issuer),
      AlboProfessionale: register && latin(register.name, 60),
      ProvinciaAlbo: register?.province,
      NumeroIscrizioneAlbo: register && toAscii(register.number).slice(0, 60),
      RegimeFiscale: issuer.regime,
    },
    Sede: addressOf(issuer.address),
  };
}

function identityOf(customer: Customer): Element {
  const { vatNumber, fiscalCode } = customer;
  return {
    IdFiscaleIVA: vatNumber === undefined ? undefined : { IdPaese: 'IT', IdCodice: vatNumber },
    CodiceFiscale: fiscalCode,
    Anagrafica: nameOf(customer),
  };
}

function nameOf({ name, firstName, lastName }: { name?: string; firstName?: string; lastName?: string }): Element {
  return firstName !== undefined && lastName !== undefined
    ? { Nome: latin(firstName, 60), Cognome: latin(lastName, 60) }
    : { Denominazione: latin(name!, 80) };
}

function addressOf({
  street,
  number,
  zip,
  municipality,
  province,
  country,
}: NonNullable<Customer['address']>): Element {
  return {
    Indirizzo: latin(street!, 60),
    NumeroCivico: number === undefined ? undefined : toAscii(number).slice(0, 8),
    CAP: zip,
    Comune: latin(municipality!, 60),
    Provincia: province,
    Nazione: country ?? 'IT',
  };
}

function general({ sums, stamp, terms, credits, purchaseOrder: order, notes }: InvoiceDocument, of: Numbered): Element {
  const { withholding } = sums;
  const text = [notes, credits?.reason].filter((part) => part !== undefined);
  return {
    DatiGeneraliDocumento: {
      TipoDocumento: of.documentType,
      Divisa: 'EUR',
      Data: of.issueDate,
      Numero: of.formattedNumber,
      DatiRitenuta:
        terms.withholdingRate === undefined
          ? undefined
          : {
              TipoRitenuta: 'RT01',
              ImportoRitenuta: decimal(withholding.amountCents),
              AliquotaRitenuta: rate(terms.withholdingRate),
              CausalePagamento: 'A',
            },
      DatiBollo: stamp.due ? { BolloVirtuale: 'SI', ImportoBollo: decimal(stamp.cents) } : undefined,
      DatiCassaPrevidenziale: sums.social.map((share) => ({
        TipoCassa: share.type,
        AlCassa: rate(share.fundRate),
        ImportoContributoCassa: decimal(share.amountCents),
        ImponibileCassa: decimal(share.baseCents),
        AliquotaIVA: rate(share.rate),
        Ritenuta: share.type === WITHHELD_FUND && terms.withholdingRate !== undefined ? 'SI' : undefined,
        Natura: share.nature,
      })),
      ImportoTotaleDocumento: decimal(sums.totalCents),
      Causale: text.map((part) => latin(part, 200)),
    },
    DatiOrdineAcquisto: order && {
      IdDocumento: order.number,
      Data: order.date,
      CodiceCUP: order.cup,
      CodiceCIG: order.cig,
    },
    DatiFattureCollegate: credits && { IdDocumento: credits.formattedNumber, Data: credits.issueDate },
  };
}

function linesOf({ lines, stamp, terms }: InvoiceDocument): Element[] {
  const withheld = terms.withholdingRate === undefined ? undefined : 'SI';
  const rows = lines.map((line: DocumentLine, index) => ({
    NumeroLinea: index + 1,
    Descrizione: latin(line.description, 1000),
    Quantita: `${line.quantity}.00`,
    PrezzoUnitario: decimal(line.unitCents),
    PrezzoTotale: decimal(line.amountCents),
    AliquotaIVA: rate(line.vat.rate),
    Ritenuta: withheld,
    Natura: line.vat.nature,
  }));
  if (!stamp.charge) return rows;
  const charged = {
    NumeroLinea: rows.length + 1,
    Descrizione: 'Riaddebito imposta di bollo',
    Quantita: '1.00',
    PrezzoUnitario: decimal(stamp.charge.cents),
    PrezzoTotale: decimal(stamp.charge.cents),
    AliquotaIVA: rate(0),
    Ritenuta: withheld,
    Natura: stamp.charge.nature,
  };
  return [...rows, charged];
}

function summaryOf({ sums, terms }: InvoiceDocument): Element[] {
  return sums.groups.map((group) => ({
    AliquotaIVA: rate(group.rate),
    Natura: group.nature,
    ImponibileImporto: decimal(group.baseCents),
    Imposta: decimal(group.taxCents),
    EsigibilitaIVA: group.nature ? undefined : terms.splitPayment ? 'S' : 'I',
    RiferimentoNormativo: group.nature ? latin(group.legalText ?? REFERENCE[group.nature]!, 100) : undefined,
  }));
}

const REFERENCE: Readonly<Record<string, string>> = {
  N1: 'Escluso ex art. 15, DPR 633/1972',
  'N2.1': 'Non soggetto, artt. da 7 a 7-septies, DPR 633/1972',
  'N2.2': 'Non soggetto ad IVA',
  N4: 'Esente ex art. 10, n. 18, DPR 633/1972',
};

function paymentOf({ issuer, sums }: InvoiceDocument, { documentType }: Numbered): Element | undefined {
  if (issuer.iban === undefined || documentType === 'TD04') return undefined;
  return {
    CondizioniPagamento: 'TP02',
    DettaglioPagamento: { ModalitaPagamento: 'MP05', ImportoPagamento: decimal(sums.dueCents), IBAN: issuer.iban },
  };
}

/** The same without members that are undefined. */
function present(value: unknown): Element {
  if (Array.isArray(value)) return value.map(present) as never;
  if (typeof value !== 'object' || value === null) return value as never;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, present(member)]));
}
