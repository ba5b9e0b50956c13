import { type Statement, statement } from '../../platform/database/index.ts';

/** Rows of one statement: few enough that nobody waits for them. */
export const BATCH = 500;

/** Removes a batch of the rows that match; those that somebody works on are left for the next time. */
const removal = (table: string, name: string, condition: string): Statement<{ removed: number }> =>
  statement(
    `housekeeping_${name}`,
    `with gone as (
       delete from ${table} where ctid = any(array(
         select ctid from ${table} where ${condition} limit ${BATCH} for update skip locked))
       returning 1
     ) select count(*)::int as removed from gone`,
  );

/**
 * What has no use any more. Codes and tokens are kept for a while after their end, so that late askers are told what
 * happened; a refresh token that was exchanged is kept for a week, so that its reuse still ends the family.
 */
export const REMOVALS: readonly Statement<{ removed: number }>[] = [
  removal('oidc_artifacts', 'artifacts', `expires_at < now() - interval '1 day'`),
  removal('oidc_artifacts', 'used_refresh_tokens', `kind = 'RefreshToken' and consumed_at < now() - interval '7 days'`),
  removal('grants', 'grants', `expires_at < now() - interval '1 day'`),
  removal('sign_in_failures', 'attempts', 'expires_at < now()'),
  removal('device_polls', 'device_polls', 'expires_at < now()'),
  removal('dpop_proofs', 'dpop_proofs', 'expires_at < now()'),
  removal('passkey_challenges', 'passkey_challenges', 'expires_at < now()'),
  removal('mail_links', 'mail_links', 'expires_at < now()'),
  removal('clinic_invitations', 'invitations', `expires_at < now() - interval '30 days'`),
  removal('mail_queue', 'failed_mails', `failed_at < now() - interval '30 days'`),
  removal('browser_sessions', 'browser_sessions', `last_seen_at < now() - interval '30 days'`),
  removal('known_devices', 'known_devices', `last_seen_at < now() - interval '400 days'`),
];
