import type { ActionRow } from '../console/actions.queries.ts';
import type { ConsoleServices } from '../console/page-route.ts';
import type { ActionView } from '../pages/components/action-timeline.ts';
import type { Limits } from '../pages/developer/application.page.ts';
import type { ApplicationHead } from '../pages/developer/application-frame.ts';
import type { ApplicationRow } from './applications.queries.ts';
import { registrationOf } from './registration.ts';

/** What the pages of an application show of it. */
export function headOf(row: ApplicationRow): ApplicationHead {
  return {
    id: row.id,
    registration: registrationOf(row),
    status: row.status,
    statusReason: row.status_reason,
    confidential: !row.public,
    known: row.approved_at !== null,
  };
}

export function limitsOf(row: ApplicationRow, { lifetimes, requestsPerMinute }: ConsoleServices): Limits {
  return {
    requestsPerMinute: row.requests_per_minute,
    installationPerMinute: requestsPerMinute,
    accessToken: row.access_token_seconds ?? lifetimes.accessToken,
    refreshIdle: row.refresh_idle_seconds ?? lifetimes.refreshIdle,
    refreshAbsolute: row.refresh_absolute_seconds ?? lifetimes.refreshAbsolute,
  };
}

/** What was done, as it is shown; of a secret its last characters, of an address the address. */
export function actionViewOf({ at, action, actor_name, detail, reason }: ActionRow): ActionView {
  const { uri, email, name, clinic, description, hint } = detail;
  const words = uri ?? email ?? name ?? clinic ?? [description, hint && `…${hint}`].filter(Boolean).join(' ');
  return { at, action, actor: actor_name ?? '', detail: words, reason };
}
