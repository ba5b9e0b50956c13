import Type, { type Static } from 'typebox';
import { fiscalCodeKind } from '../italy/fiscal-code.ts';
import { withoutNull } from '../pages.ts';
import { money } from '../resource.schema.ts';
import { calendarDate, named, oneOf, ref } from '../schema.ts';
import type { InvoiceDocument } from './document.ts';
import { ExpenseType } from './invoice-parts.schema.ts';
import type { InvoiceRow } from './invoices.queries.ts';
import { toEuro } from './money.ts';
import type { PaymentRow } from './payments.queries.ts';

const TsDocumentId = named(
  'SistemaTsDocumentId',
  Type.Object(
    {
      pIva: Type.String({ description: 'VAT number of the issuer.' }),
      dataEmissione: calendarDate(),
      dispositivo: Type.Integer({ description: 'Always 1.' }),
      numDocumento: Type.String(),
    },
    { description: 'idSpesa: what identifies a document at Sistema TS.' },
  ),
);

const TsExpense = named(
  'SistemaTsExpense',
  Type.Object(
    {
      tipoSpesa: ref(ExpenseType),
      importo: money('With VAT, contribution and recharged stamp duty.'),
      aliquotaIVA: Type.Optional(Type.Number({ description: 'Percent.' })),
      naturaIVA: Type.Optional(Type.String()),
    },
    { description: 'voceSpesa: an amount of one expense type, taxed in one way.' },
  ),
);

const TsRecord = named(
  'SistemaTsRecord',
  Type.Object(
    {
      idSpesa: ref(TsDocumentId),
      idRimborso: Type.Optional(ref(TsDocumentId)),
      dataPagamento: calendarDate(),
      flagPagamentoAnticipato: Type.Optional(
        Type.Integer({ description: '1 when paid before the document was issued.' }),
      ),
      flagOperazione: oneOf(['I', 'R'], { description: 'I inserts, R reimburses.' }),
      cfCittadino: Type.Optional(
        Type.String({ description: 'In clear here; encrypted for Sistema TS. Absent with opposition.' }),
      ),
      pagamentoTracciato: oneOf(['SI', 'NO']),
      tipoDocumento: Type.String({ description: 'F, an invoice.' }),
      flagOpposizione: Type.Integer({ minimum: 0, maximum: 1 }),
      voceSpesa: Type.Array(ref(TsExpense)),
    },
    { description: 'One record: what was paid on one day, traceable or not.' },
  ),
);

export const SistemaTs = named(
  'SistemaTs',
  Type.Object(
    {
      sendable: Type.Boolean(),
      reason: Type.Optional(
        oneOf(['not_issued', 'not_a_person', 'no_fiscal_code', 'not_paid'], {
          description: 'Why there is nothing to send.',
        }),
      ),
      deadline: Type.Optional(
        calendarDate({ description: '31 January after the year of the last payment (DM 29 October 2025).' }),
      ),
      records: Type.Array(ref(TsRecord)),
    },
    { description: 'What Sistema Tessera Sanitaria is to be told of an invoice; nothing is sent.' },
  ),
);

export type SistemaTs = Static<typeof SistemaTs>;
type TsRecord = Static<typeof TsRecord>;

/** What is to be sent of a document, given its payments; of a credit note also the invoice that it credits. */
export function sistemaTsOf(row: InvoiceRow, payments: readonly PaymentRow[], original?: InvoiceRow): SistemaTs {
  const { document } = row.details;
  const reason = reasonAgainst(row, payments);
  if (reason) return { sendable: false, reason, records: [] };
  const days = Map.groupBy(payments, ({ paid_on, traceable }) => `${paid_on} ${traceable}`);
  const parts = partsOf(document);
  const records = [...days.values()].map((group): TsRecord => {
    const { paid_on, traceable } = group[0]!;
    const paid = group.reduce((sum, { amount_cents }) => sum + amount_cents, 0);
    return withoutNull({
      idSpesa: idOf(row),
      idRimborso: original ? idOf(original) : null,
      dataPagamento: paid_on,
      flagPagamentoAnticipato: paid_on < row.issue_date! ? 1 : null,
      flagOperazione: original ? ('R' as const) : ('I' as const),
      cfCittadino: document.tsOpposition ? null : document.customer.fiscalCode!,
      pagamentoTracciato: traceable ? ('SI' as const) : ('NO' as const),
      tipoDocumento: 'F',
      flagOpposizione: document.tsOpposition ? 1 : 0,
      voceSpesa: expensesOf(parts, paid),
    }) as TsRecord;
  });
  const year = Number(payments.at(-1)!.paid_on.slice(0, 4));
  return { sendable: true, deadline: `${year + 1}-01-31`, records };
}

function reasonAgainst(
  { status, customer_kind, details }: InvoiceRow,
  payments: readonly PaymentRow[],
): SistemaTs['reason'] {
  const { customer, tsOpposition } = details.document;
  if (status === 'draft') return 'not_issued';
  if (customer_kind !== 'person') return 'not_a_person';
  if (!tsOpposition && fiscalCodeKind(customer.fiscalCode ?? '') === undefined) return 'no_fiscal_code';
  return payments.length === 0 ? 'not_paid' : undefined;
}

function idOf({ details, issue_date, formatted_number }: InvoiceRow) {
  return {
    pIva: details.document.issuer.vatNumber,
    dataEmissione: issue_date!,
    dispositivo: 1,
    numDocumento: formatted_number!,
  };
}

interface Part {
  tipoSpesa: Static<typeof ExpenseType>;
  rate: number;
  nature?: string;
  cents: number;
}

/**
 * The document's total by expense type and way of taxing. Contribution, VAT and stamp duty of each way of taxing lie with
 * its lines, in proportion.
 */
function partsOf({ lines, sums }: InvoiceDocument): Part[] {
  return sums.groups.flatMap(({ rate, nature, baseCents, taxCents }) => {
    const own = lines.filter(({ vat }) => vat.rate === rate && vat.nature === nature);
    const fees = own.reduce((sum, { amountCents }) => sum + amountCents, 0);
    const byType = Map.groupBy(own, ({ tsExpenseType }) => tsExpenseType);
    let seen = 0;
    return [...byType].map(([tipoSpesa, typed]): Part => {
      const from = seen;
      seen += typed.reduce((sum, { amountCents }) => sum + amountCents, 0);
      const cents = share(baseCents + taxCents, from, seen, fees);
      return { tipoSpesa, rate, ...(nature && { nature }), cents };
    });
  });
}

/** What was paid, in the proportions of the document. */
function expensesOf(parts: readonly Part[], paid: number) {
  let seen = 0;
  const total = parts.reduce((sum, { cents }) => sum + cents, 0);
  return parts
    .map(({ tipoSpesa, rate, nature, cents }) => {
      const start = seen;
      seen += cents;
      const importo = toEuro(share(paid, start, seen, total));
      return { tipoSpesa, importo, ...(nature ? { naturaIVA: nature } : { aliquotaIVA: rate }) };
    })
    .filter(({ importo }) => importo > 0);
}

/** What of `cents` lies between two marks of a scale: shares of neighbouring marks add up to the whole. */
function share(cents: number, from: number, to: number, scale: number): number {
  const upTo = (mark: number) => Number((BigInt(cents) * BigInt(mark) * 2n + BigInt(scale)) / (2n * BigInt(scale)));
  return upTo(to) - upTo(from);
}
