import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { convert } from 'xmlbuilder2';
import { validateXML } from 'xmllint-wasm';

// biome-ignore lint/suspicious/noExplicitAny: what XML holds
type Any = any;

const list = (value: Any): Any[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);
const cents = (text: string) => Math.round(Number(text) * 100);

/** What the schema and the controls of SdI (code and meaning from its technical specifications) find wrong with a document. */
export async function sdiProblems(xml: string): Promise<string[]> {
  const schema = await readFile(join(import.meta.dirname, 'fatturapa.xsd'), 'utf8');
  const { errors } = await validateXML({ xml: { fileName: 'invoice.xml', contents: xml }, schema });
  if (errors.length > 0) return errors.map(({ message }) => message);
  return controls((convert(xml, { format: 'object' }) as Any)['p:FatturaElettronica']);
}

function controls(root: Any): string[] {
  const problems: string[] = [];
  const check = (code: string, holds: boolean) => {
    if (!holds) problems.push(code);
  };
  const { DatiTrasmissione: sent, CedentePrestatore: from, CessionarioCommittente: to } = root.FatturaElettronicaHeader;
  const { DatiGenerali, DatiBeniServizi } = root.FatturaElettronicaBody;
  const general = DatiGenerali.DatiGeneraliDocumento;
  const funds = list(general.DatiCassaPrevidenziale);
  const lines = list(DatiBeniServizi.DettaglioLinee);
  const summaries = list(DatiBeniServizi.DatiRiepilogo);

  check('00428 format and version differ', sent.FormatoTrasmissione === root['@versione']);
  const length = root['@versione'] === 'FPA12' ? 6 : 7;
  check('00427 recipient code of the wrong length', sent.CodiceDestinatario.length === length);
  const { IdFiscaleIVA, CodiceFiscale } = to.DatiAnagrafici;
  check('00417 customer without any code', IdFiscaleIVA !== undefined || CodiceFiscale !== undefined);
  const own = from.DatiAnagrafici.IdFiscaleIVA.IdCodice;
  check('00471 customer and supplier are the same', IdFiscaleIVA?.IdCodice !== own);
  const withheld = [...lines, ...funds].some(({ Ritenuta }) => Ritenuta === 'SI');
  check('00411 withheld lines without DatiRitenuta', !withheld || general.DatiRitenuta !== undefined);
  for (const { AliquotaIVA, Natura } of [...lines, ...summaries, ...funds])
    check('00400/00401 nature and rate contradict', (Number(AliquotaIVA) === 0) === (Natura !== undefined));
  for (const { Quantita, PrezzoUnitario, PrezzoTotale } of lines)
    check('00423 price by quantity', Math.abs(Number(Quantita) * cents(PrezzoUnitario) - cents(PrezzoTotale)) <= 1);

  const way = ({ AliquotaIVA, Natura }: Any) => `${AliquotaIVA} ${Natura}`;
  const ways = summaries.map(way);
  check(
    '00419 a rate without summary',
    [...lines, ...funds].every((one) => ways.includes(way(one))),
  );
  check('summaries of one way of taxing twice', new Set(ways).size === ways.length);
  for (const summary of summaries) {
    const { AliquotaIVA, ImponibileImporto, Imposta, EsigibilitaIVA } = summary;
    const tax = (cents(ImponibileImporto) * Number(AliquotaIVA)) / 100;
    check('00421 tax is not base by rate', Math.abs(cents(Imposta) - tax) <= 1);
    const same = (one: Any) => way(one) === way(summary);
    const base =
      lines.filter(same).reduce((sum, one) => sum + cents(one.PrezzoTotale), 0) +
      funds.filter(same).reduce((sum, one) => sum + cents(one.ImportoContributoCassa), 0);
    check('00422 base is not the sum of its parts', cents(ImponibileImporto) === base);
    check('00420 split payment of what bears no VAT', summary.Natura === undefined || EsigibilitaIVA !== 'S');
  }
  const total = summaries.reduce((sum, one) => sum + cents(one.ImponibileImporto) + cents(one.Imposta), 0);
  check('total is not the sum of the summaries', cents(general.ImportoTotaleDocumento) === total);
  if (general.TipoDocumento === 'TD04')
    check('credit note of nothing', DatiGenerali.DatiFattureCollegate !== undefined);
  for (const [field, most] of [['RiferimentoNormativo', 100]] as const)
    for (const summary of summaries)
      check(`${field} is missing`, summary.Natura === undefined || (summary[field]?.length ?? 0) <= most);
  return problems;
}
