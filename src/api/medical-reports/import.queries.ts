import { statement, type Tx } from '../../platform/database/index.ts';

const reserve = statement<{ id: number }>(
  'medical_reports_reserve_ids',
  `select nextval('medical_report_ids') as id from generate_series(1, $1::int)`,
);

/** Ids that follow one another, so that the same import gives the same ones. */
export async function reserveIds(tx: Tx, count: number): Promise<number[]> {
  return (await tx.query(reserve, [count])).map(({ id }) => id);
}
