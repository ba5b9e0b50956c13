/** What the law sets and may change, from a day on. Amounts in cents, rates in percent. */
interface TaxRules {
  from: string;
  /** Stamp duty of documents whose part not subject to VAT is above the threshold. DPR 642/1972, tariff, art. 13. */
  stampThresholdCents: number;
  stampCents: number;
  /** Withheld by withholding agents from professionals. DPR 600/1973, art. 25. */
  withholdingRate: number;
}

/** The latest first. */
const RULES: readonly TaxRules[] = [
  { from: '2013-06-26', stampThresholdCents: 77_47, stampCents: 2_00, withholdingRate: 20 },
];

/** The rules of the day that a document is issued on; before the first, the first. */
export function taxRulesOn(date: string): TaxRules {
  return RULES.find(({ from }) => from <= date) ?? RULES.at(-1)!;
}

/** Natura of what bears no VAT. Each of these counts for stamp duty. */
export const NATURES = ['N1', 'N2.1', 'N2.2', 'N4'] as const;
export type Nature = (typeof NATURES)[number];

/** DPR 633/1972, art. 10, c. 1, n. 18: diagnosis, treatment and rehabilitation. */
export const EXEMPT = {
  rate: 0,
  nature: 'N4',
  legalText: "Operazione esente da IVA ai sensi dell'art. 10, c. 1, n. 18, DPR 633/1972",
} as const;

/** Issuers of the flat-rate and minimum regimes charge no VAT at all. */
export const WITHOUT_VAT: Readonly<Record<string, { rate: 0; nature: 'N2.2'; legalText: string }>> = {
  RF19: {
    rate: 0,
    nature: 'N2.2',
    legalText: "Operazione senza applicazione dell'IVA, art. 1, c. 54-89, L. 190/2014",
  },
  RF02: { rate: 0, nature: 'N2.2', legalText: "Operazione senza applicazione dell'IVA, art. 27, c. 1-2, DL 98/2011" },
};

/** The contribution to INPS is part of the fee, and withheld from; those of other funds are not. DM Finanze 2 May 1996. */
export const WITHHELD_FUND = 'TC22';
