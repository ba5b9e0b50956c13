/**
 * The orders of a list, by the name that `sort` has for them: each column in both directions, and the id. Each ends with
 * the id, so that pages never overlap. Rows that have no value come last, in descending order first.
 */
export function ordersBy(columns: Record<string, string> = {}): Record<string, string> {
  const orders: Record<string, string> = { '-id': 'r.id desc' };
  for (const [name, column] of Object.entries(columns)) {
    orders[name] = `${column}, r.id`;
    orders[`-${name}`] = `${column} desc, r.id desc`;
  }
  return orders;
}
