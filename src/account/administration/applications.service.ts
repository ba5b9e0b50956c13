import type { Scope } from '../../catalogue/scopes.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { type ApplicationRow, findApplication, lockApplication } from '../developer/applications.queries.ts';
import { applyChange } from '../developer/changes.service.ts';
import { ChangedMeanwhile, noSuchApplication, tellDeveloper } from '../developer/registration.service.ts';
import { differences, registrationOf } from '../developer/registration.ts';
import { setOwnLifetimes } from '../oidc/clients.queries.ts';
import { setRateLimit } from '../oidc/own-rate-limit.ts';
import { type Caller, note } from './decisions.service.ts';
import type { readLimits } from './limits.ts';

/** A registration that was handed in at least once. @throws ServiceError not_found for drafts, as for unknown ones */
export async function anyApplication(db: Queryable, id: string): Promise<ApplicationRow> {
  const application = await findApplication(db, id);
  if (!application || application.status === 'draft') throw noSuchApplication();
  return application;
}

/** Sets what an application may use and how long its tokens live. */
export async function setLimits(
  caller: Caller,
  id: string,
  { typed, requestsPerMinute, lifetimes }: ReturnType<typeof readLimits>,
  reason: string,
): Promise<void> {
  await caller.services.database.transaction(async (tx) => {
    await setRateLimit(tx, id, requestsPerMinute);
    await setOwnLifetimes(tx, id, lifetimes);
    await note(tx, caller, 'application.limits-changed', { clientId: id, reason, detail: { ...typed } });
  });
}

/** Sets the scopes of an approved application without a request. @throws ChangedMeanwhile when it is not approved any more */
export async function setScopes(caller: Caller, id: string, scopes: readonly Scope[], reason: string): Promise<void> {
  await caller.services.database.transaction(async (tx) => {
    const application = await lockApplication(tx, id);
    if (application?.status !== 'approved') throw new ChangedMeanwhile();
    const [change] = differences(registrationOf(application), { scopes });
    await applyChange(tx, application, { scopes });
    const detail = {
      name: [...(change?.added ?? []).map((one) => `+${one}`), ...(change?.removed ?? []).map((one) => `−${one}`)].join(
        ' ',
      ),
    };
    await note(tx, caller, 'change.granted', { clientId: id, reason, detail });
    await tellDeveloper(tx, caller, application, 'changed', { reason });
  });
  caller.services.mail.wake();
}
