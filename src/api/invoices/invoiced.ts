export { isInvoiced } from './links.queries.ts';
