import { listConnected } from '../applications/applications.queries.ts';
import { listActionsBy, listActionsOfPerson } from '../console/actions.queries.ts';
import { listApplicationsOf } from '../developer/applications.queries.ts';
import { listPasskeys } from '../passkeys/passkeys.queries.ts';
import { findSecondFactor } from '../second-factor/second-factor.queries.ts';
import { listEvents } from '../security/security.queries.ts';
import { listSessions } from '../sessions/sessions.queries.ts';
import { listOwnWords } from '../support/support.queries.ts';
import { findAccess } from '../users/profile.queries.ts';
import type { UserRow } from '../users/users.queries.ts';
import type { PortalServices } from '../web/portal.ts';

const MOST_EVENTS = 10_000;

/**
 * All that is kept about an account, for its person (GDPR article 15): nothing that proves who they are, and nothing of others.
 * Patients' data belongs to the clinic.
 */
export async function ownData({ database }: Pick<PortalServices, 'database'>, user: UserRow) {
  const [access, factor, passkeys, applications, sessions, events, registered, requests, actions, done] =
    await Promise.all([
      findAccess(database, user.id),
      findSecondFactor(database, user.id),
      listPasskeys(database, user.id),
      listConnected(database, user.id),
      listSessions(database, user.id),
      listEvents(database, user.id, MOST_EVENTS),
      listApplicationsOf(database, user.id),
      listOwnWords(database, user.id),
      listActionsBy(database, user.id, MOST_EVENTS),
      listActionsOfPerson(database, user.id, MOST_EVENTS),
    ]);
  return {
    account: {
      id: user.id,
      name: user.name,
      email: user.email,
      emailVerifiedAt: user.email_verified_at,
      language: user.language,
      createdAt: access.created_at,
      developer: user.developer,
      administrator: user.administrator,
      clinic: user.tenant_id && { id: user.tenant_id, name: user.tenant_name, role: user.role_key },
      accessEndsAt: access.expires_at,
      accessPurpose: access.purpose,
    },
    signIn: {
      password: user.password_hash !== null,
      secondFactorSince: factor?.created_at ?? null,
      recoveryCodesLeft: factor?.codes_left ?? 0,
      passkeys: passkeys.map(({ name, synced, created_at, last_used_at }) => ({
        name,
        synced,
        createdAt: created_at,
        lastUsedAt: last_used_at,
      })),
    },
    applications: applications.map(({ id, name, scopes, since, last_use }) => ({
      id,
      name,
      scopes,
      connectedAt: since,
      lastUsedAt: last_use,
    })),
    sessions: sessions.map(({ address, user_agent, first_seen_at, last_seen_at }) => ({
      address,
      userAgent: user_agent,
      firstSeenAt: first_seen_at,
      lastSeenAt: last_seen_at,
    })),
    securityEvents: events.map(({ kind, at, address, user_agent, detail }) => ({
      kind,
      at,
      address,
      userAgent: user_agent,
      detail,
    })),
    registeredApplications: registered.map((row) => ({
      id: row.id,
      name: row.name,
      description: row.description,
      homeUrl: row.home_url,
      privacyUrl: row.privacy_url,
      redirectUris: row.redirect_uris,
      scopes: row.scopes,
      status: row.status,
      createdAt: row.created_at,
      approvedAt: row.approved_at,
    })),
    requests: requests.map(({ created_at, ...request }) => ({ ...request, createdAt: created_at })),
    actions: actions.map(({ acting_as, ...action }) => ({ ...action, actingAs: acting_as })),
    // What managers and administrators did with the account, without who they are.
    doneByOthers: done
      .filter(({ actor_id }) => actor_id !== user.id)
      .map(({ at, acting_as, action, reason, detail }) => ({ at, actingAs: acting_as, action, reason, detail })),
  };
}
