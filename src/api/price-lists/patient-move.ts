export { moveEntitlements } from './patient-move.queries.ts';
