export { moveInvoices } from './links.queries.ts';
