import { type Queryable, statement, type Tx } from '../../platform/database/index.ts';
import { containing, pageOf } from '../console/list-view.ts';
import type { ListView } from '../pages/components/data-table.ts';

export const REQUEST_TYPES = ['developer-role', 'application', 'application-change', 'general'] as const;
export type RequestType = (typeof REQUEST_TYPES)[number];
export const REQUEST_STATES = ['open', 'granted', 'refused', 'withdrawn', 'closed'] as const;
type RequestState = (typeof REQUEST_STATES)[number];

export interface RequestRow {
  id: string;
  type: RequestType;
  state: RequestState;
  author_id: string;
  author_name: string;
  author_email: string;
  author_language: 'en' | 'it' | null;
  /** The clinic that asks, of a developer role. */
  clinic_id: string | null;
  /** Of the clinic that asks, or else of the author. */
  clinic_name: string | null;
  email: string | null;
  client_id: string | null;
  client_name: string | null;
  /** Of a general request. */
  subject: string;
  reason: string;
  detail: Record<string, unknown>;
  created_at: string;
  decided_at: string | null;
  decided_by_name: string | null;
}

const SELECT = `
  select r.id, r.type, r.state, r.author_id, a.name as author_name, a.email as author_email, a.language as author_language,
         r.clinic_id, t.name as clinic_name, r.email, r.client_id, c.name as client_name, r.subject, r.reason, r.detail, r.created_at,
         r.decided_at, d.name as decided_by_name
    from support_requests r join users a on a.id = r.author_id
    left join tenants t on t.id = coalesce(r.clinic_id, a.tenant_id) left join clients c on c.id = r.client_id left join users d on d.id = r.decided_by`;

interface NewRequest {
  type: RequestType;
  authorId: string;
  clinicId?: string;
  email?: string;
  clientId?: string;
  subject?: string;
  reason: string;
  detail?: Record<string, unknown>;
}

const insert = statement<{ id: string }>(
  'support_requests_insert',
  `insert into support_requests (type, author_id, clinic_id, email, client_id, reason, detail, subject)
   values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning id`,
);

/** @returns its id; undefined when one for the same thing is open already */
export async function insertRequest(tx: Tx, request: NewRequest): Promise<string | undefined> {
  const { type, authorId, clinicId, email, clientId, reason, detail = {}, subject = '' } = request;
  const values = [type, authorId, clinicId, email, clientId, reason, detail, subject];
  return (await tx.query(insert, values))[0]?.id;
}

const find = statement<RequestRow>('support_requests_find', `${SELECT} where r.id = $1`);
export const findRequest = async (db: Queryable, id: string): Promise<RequestRow | undefined> =>
  (await db.query(find, [id]))[0];

const ofClinic = statement<RequestRow>(
  'support_requests_of_clinic',
  `${SELECT} where r.clinic_id = $1 order by r.created_at desc limit 100`,
);
/** The newest first. */
export const listRequestsOfClinic = (db: Queryable, clinicId: string): Promise<RequestRow[]> =>
  db.query(ofClinic, [clinicId]);

const ofClient = statement<RequestRow>(
  'support_requests_of_client',
  `${SELECT} where r.client_id = $1 order by r.created_at desc, r.id limit 100`,
);
/** The newest first. */
export const listRequestsOfClient = (db: Queryable, clientId: string): Promise<RequestRow[]> =>
  db.query(ofClient, [clientId]);

const ofAuthor = statement<RequestRow>(
  'support_requests_of_author',
  `${SELECT} where r.author_id = $1 order by r.created_at desc, r.id limit 100`,
);
/** The newest first, of every type. */
export const listRequestsOfAuthor = (db: Queryable, authorId: string): Promise<RequestRow[]> =>
  db.query(ofAuthor, [authorId]);

/** The longest waiting first, or what came last. */
const ORDERS = { oldest: 'r.created_at, r.id', newest: 'r.created_at desc, r.id' };
export type RequestOrder = keyof typeof ORDERS;

const lists = Object.fromEntries(
  Object.entries(ORDERS).map(([name, order]) => [
    name,
    statement<RequestRow>(
      `support_requests_list_${name}`,
      `${SELECT} where ($1 = 'all' or r.state = $1) and ($2 = '' or r.type = $2)
          and ($3 = '' or lower(a.name) like $3 or a.email like $3 or r.email like $3 or lower(c.name) like $3 or lower(t.name) like $3
               or lower(r.subject) like $3)
        order by ${order} limit $4 offset $5`,
    ),
  ]),
) as Record<RequestOrder, ReturnType<typeof statement<RequestRow>>>;

/** Those of one state, open ones unless another is asked for. */
export function listRequests(
  db: Queryable,
  list: ListView & { sort: RequestOrder; filters: { state: string; type: string } },
): Promise<RequestRow[]> {
  const { state, type } = list.filters;
  return db.query(lists[list.sort], [state || 'open', type, containing(list.q), ...pageOf(list)]);
}

/** How administrators end a request; closed is one in which nothing is granted. */
export type Decision = 'granted' | 'refused' | 'closed';

const decide = statement<{ id: string }>(
  'support_requests_decide',
  `update support_requests set state = $2, decided_at = now(), decided_by = $3 where id = $1 and state = 'open' returning id`,
);

/** Of several who decide at once one is right. @returns false when it is not open any more */
export async function decideRequest(tx: Tx, id: string, state: Decision, by: string): Promise<boolean> {
  return (await tx.query(decide, [id, state, by])).length > 0;
}

const withdraw = statement<{ id: string }>(
  'support_requests_withdraw',
  `update support_requests set state = 'withdrawn', decided_at = now() where id = $1 and state = 'open' returning id`,
);

/** @returns false when it is not open any more */
export async function withdrawRequest(tx: Tx, id: string): Promise<boolean> {
  return (await tx.query(withdraw, [id])).length > 0;
}

export interface MessageRow {
  author_name: string;
  as_administrator: boolean;
  text: string;
  at: string;
}

const messages = statement<MessageRow>(
  'support_messages_list',
  `select a.name as author_name, m.as_administrator, m.text, m.at
     from support_messages m join users a on a.id = m.author_id where m.request_id = $1 order by m.id`,
);
export const listMessages = (db: Queryable, requestId: string): Promise<MessageRow[]> =>
  db.query(messages, [requestId]);

const say = statement<unknown>(
  'support_messages_insert',
  'insert into support_messages (request_id, author_id, as_administrator, text) values ($1, $2, $3, $4)',
);

export async function insertMessage(
  db: Queryable,
  message: { requestId: string; authorId: string; asAdministrator: boolean; text: string },
): Promise<void> {
  await db.query(say, [message.requestId, message.authorId, message.asAdministrator, message.text]);
}

const administrators = statement<{ email: string; language: 'en' | 'it' | null }>(
  'support_administrators',
  `select email, language from users where administrator and status = 'active' and (expires_at is null or expires_at > now())`,
);
/** Who is told that something waits for a decision. */
export const listAdministrators = (db: Queryable) => db.query(administrators);

const own = statement<{
  type: RequestType;
  state: RequestState;
  /** Of their own requests. */
  subject: string | null;
  reason: string | null;
  created_at: string;
  messages: string[];
}>(
  'support_own',
  `select r.type, r.state, case when r.author_id = $1 then r.subject end as subject,
          case when r.author_id = $1 then r.reason end as reason, r.created_at,
          array(select m.text from support_messages m where m.request_id = r.id and m.author_id = $1 order by m.id) as messages
     from support_requests r
    where r.author_id = $1 or exists (select from support_messages m where m.request_id = r.id and m.author_id = $1)
    order by r.created_at desc limit 1000`,
);
/** The requests that a person took part in, with what they said themselves. */
export const listOwnWords = (db: Queryable, userId: string) => db.query(own, [userId]);
