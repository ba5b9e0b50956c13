import { artifactHash } from '../../src/account/oidc/artifacts.ts';
import type { Platform } from '../harness/platform.ts';
import { sql } from './sql.ts';

/** Lets a code or refresh token expire. Its payload, which says when, is sealed: it is opened, changed and sealed again. */
export async function expire(platform: Platform, kind: 'DeviceCode' | 'RefreshToken', value: string): Promise<void> {
  const { sealer } = platform;
  const hash = artifactHash(kind, value);
  const [row] = await sql<{ payload: Buffer }>(
    platform,
    'select payload from oidc_artifacts where kind = $1 and id_hash = $2',
    [kind, hash],
  );
  const payload = JSON.parse(sealer.unseal(row!.payload, kind));
  payload.exp = Math.floor(Date.now() / 1000) - 10;
  await sql(
    platform,
    `update oidc_artifacts set payload = $3, expires_at = now() - interval '10 seconds' where kind = $1 and id_hash = $2`,
    [kind, hash, sealer.seal(JSON.stringify(payload), kind)],
  );
}
