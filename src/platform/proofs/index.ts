export { takeProof } from './proofs.queries.ts';
