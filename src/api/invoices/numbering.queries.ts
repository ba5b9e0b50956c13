import { statement, type Tx } from '../../platform/database/index.ts';

const take = statement<{ number: number }>(
  'invoice_series_take',
  `insert into invoice_series as s (tenant_id, issuer_id, section, year, last_number, last_date)
   values ($1, $2, $3, $4, 1, $5)
   on conflict (tenant_id, issuer_id, section, year)
   do update set last_number = s.last_number + 1, last_date = excluded.last_date where s.last_date <= excluded.last_date
   returning last_number as number`,
);
const lastDate = statement<{ day: string }>(
  'invoice_series_last_date',
  'select last_date as day from invoice_series where tenant_id = $1 and issuer_id = $2 and section = $3 and year = $4',
);

interface Series {
  issuerId: number;
  section: string;
  year: number;
}

/**
 * Takes the next number of a series, whose row stays locked until the transaction ends: undone with it, the number is free
 * again.
 * @returns undefined when something later was issued already
 */
export async function takeNumber(
  tx: Tx,
  tenantId: string,
  { issuerId, section, year }: Series,
  issueDate: string,
): Promise<number | undefined> {
  return (await tx.query(take, [tenantId, issuerId, section, year, issueDate]))[0]?.number;
}

export async function lastDateOf(
  tx: Tx,
  tenantId: string,
  { issuerId, section, year }: Series,
): Promise<string | undefined> {
  return (await tx.query(lastDate, [tenantId, issuerId, section, year]))[0]?.day;
}
