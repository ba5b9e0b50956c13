import { type Queryable, statement } from '../../platform/database/index.ts';
import type { ListView } from '../pages/components/data-table.ts';
import { containing, pageOf } from './list-view.ts';

/** Everything that developers, managers and administrators do in the consoles and that is kept. */
export const ACTIONS = [
  'application.created',
  'application.submitted',
  'application.withdrawn',
  'application.deleted',
  'application.approved',
  'application.rejected',
  'application.suspended',
  'application.reinstated',
  'application.revoked',
  'application.limits-changed',
  'redirect-uri.added',
  'redirect-uri.removed',
  'secret.created',
  'secret.shown',
  'secret.rotated',
  'secret.deleted',
  'change.requested',
  'change.withdrawn',
  'change.granted',
  'change.refused',
  'developer-role.requested',
  'developer-role.withdrawn',
  'developer-role.granted',
  'developer-role.refused',
  'developer-role.removed',
  'person.disabled',
  'person.enabled',
  'administrator.made',
  'clinic.created',
  'clinic.suspended',
  'clinic.reinstated',
  'notice.sent',
  'request.answered',
  'request.closed',
  'invitation.sent',
  'invitation.withdrawn',
  'role.changed',
  'access.until-changed',
  'clinic-application.disconnected',
  'audit.exported',
  'clinic-role.created',
  'clinic-role.changed',
  'clinic-role.deleted',
  'sandbox.reset',
  'catalogue.created',
  'catalogue.changed',
  'catalogue.deactivated',
  'catalogue.reactivated',
  'catalogue.removed',
] as const;
export type Action = (typeof ACTIONS)[number];

export interface NewAction {
  actorId: string;
  actingAs: 'developer' | 'manager' | 'administrator';
  action: Action;
  clientId?: string | undefined;
  /** To whom it was done. */
  userId?: string | undefined;
  requestId?: string | undefined;
  /** An administrator always has one. */
  reason?: string;
  /** Words to show beside it, such as a redirect address. */
  detail?: Record<string, string>;
  address: string;
}

const insert = statement<unknown>(
  'console_actions_insert',
  `insert into console_actions (actor_id, acting_as, action, client_id, user_id, request_id, reason, detail, address)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
);

/** Writes down what is being done; in the transaction that does it. */
export async function noteAction(db: Queryable, action: NewAction): Promise<void> {
  await db.query(insert, [
    action.actorId,
    action.actingAs,
    action.action,
    action.clientId,
    action.userId,
    action.requestId,
    action.reason ?? '',
    action.detail ?? {},
    action.address,
  ]);
}

export interface ActionRow {
  at: string;
  actor_id: string;
  actor_name: string | null;
  acting_as: NewAction['actingAs'];
  action: Action;
  client_id: string | null;
  client_name: string | null;
  user_id: string | null;
  user_name: string | null;
  request_id: string | null;
  reason: string;
  detail: Record<string, string>;
}

// Commands on the server act by their own name.
const COLUMNS = `a.at, a.actor_id, coalesce(w.name, case when a.actor_id like 'corsia %' then a.actor_id end) as actor_name, a.acting_as, a.action, a.client_id, c.name as client_name, a.user_id, p.name as user_name,
                 a.request_id, a.reason, a.detail`;
const JOINS = `left join users w on w.id = a.actor_id left join clients c on c.id = a.client_id left join users p on p.id = a.user_id`;

const ofClient = statement<ActionRow>(
  'console_actions_of_client',
  `select ${COLUMNS} from console_actions a ${JOINS} where a.client_id = $1 order by a.id desc limit $2`,
);
const ofPerson = statement<ActionRow>(
  'console_actions_of_person',
  `select ${COLUMNS} from console_actions a ${JOINS} where a.user_id = $1 order by a.id desc limit $2`,
);
const ofClinic = statement<ActionRow>(
  'console_actions_of_clinic',
  `select ${COLUMNS} from console_actions a ${JOINS} where a.detail ? 'clinic' and a.detail ->> 'clinic' = $1 order by a.id desc limit $2`,
);

const MOST_OF_ONE = 30;

/** What was done with an application, the newest first. */
export const listActionsOfClient = (db: Queryable, clientId: string): Promise<ActionRow[]> =>
  db.query(ofClient, [clientId, MOST_OF_ONE]);

/** What was done to a person, the newest first. */
export const listActionsOfPerson = (db: Queryable, userId: string, most = MOST_OF_ONE): Promise<ActionRow[]> =>
  db.query(ofPerson, [userId, most]);

/** What administrators did with a clinic, the newest first. */
export const listActionsOfClinic = (db: Queryable, clinicId: string): Promise<ActionRow[]> =>
  db.query(ofClinic, [clinicId, MOST_OF_ONE]);

const ofManagers = statement<ActionRow>(
  'console_actions_of_managers',
  `select ${COLUMNS} from console_actions a ${JOINS}
    where a.actor_id in (select m.id from users m where m.tenant_id = $1) and a.acting_as = 'manager' and a.action like $2
      and ($3 = '' or a.detail ->> 'role' = $3)
    order by a.id desc limit $4`,
);

/** What the managers of a clinic did with their roles, one or all, or with its sandbox; the newest first. */
export const listActionsOfManagers = (
  db: Queryable,
  clinicId: string,
  what: 'clinic-role.%' | 'sandbox.%',
  role = '',
): Promise<ActionRow[]> => db.query(ofManagers, [clinicId, what, role, MOST_OF_ONE]);

// People and applications are looked through once, not for each action; joined is what the page shows alone.
const ofAdministrators = statement<ActionRow>(
  'console_actions_of_administrators',
  `with people as materialized (select id from users where $2 <> '' and lower(name) like $2)
   select ${COLUMNS}
     from (select * from console_actions
            where acting_as = 'administrator' and ($1 = '' or action = $1)
              and ($2 = '' or searched like $2 or detail ->> 'clinic' like $2
                   or actor_id in (select id from people) or user_id in (select id from people)
                   or client_id in (select id from clients where lower(name) like $2))
            order by at desc, id desc limit $3 offset $4) a ${JOINS}
    order by a.at desc, a.id desc`,
);

/** What administrators did, the newest first. */
export function listActionsOfAdministrators(
  db: Queryable,
  list: ListView & { filters: { action: string } },
): Promise<ActionRow[]> {
  return db.query(ofAdministrators, [list.filters.action, containing(list.q), ...pageOf(list)]);
}

const byActor = statement<Pick<ActionRow, 'at' | 'acting_as' | 'action' | 'reason' | 'detail'> & { address: string }>(
  'console_actions_by_actor',
  `select at, acting_as, action, reason, detail, address from console_actions where actor_id = $1 order by id desc limit $2`,
);
/** What a person did in the consoles, the newest first. */
export const listActionsBy = (db: Queryable, actorId: string, most: number) => db.query(byActor, [actorId, most]);
