import type { AdapterPayload } from 'oidc-provider';
import { type Sealer, sha256 } from '../../platform/crypto.ts';
import type { ArtifactRow } from './artifacts.queries.ts';

/** Under which an artifact is found: what people and clients hold is nowhere at rest. */
export const artifactHash = (kind: string, id: string): Buffer => sha256(`${kind} ${id}`);

/** A stored artifact as `oidc-provider` wrote it, with the second in which it was consumed. */
export function payloadOf(sealer: Sealer, kind: string, row: ArtifactRow): AdapterPayload {
  return {
    ...JSON.parse(sealer.unseal(row.payload, kind)),
    ...(row.consumed_at && { consumed: Math.floor(Date.parse(row.consumed_at) / 1000) }),
  };
}
