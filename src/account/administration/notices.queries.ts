import { type Queryable, statement, type Tx } from '../../platform/database/index.ts';
import { containing, pageOf } from '../console/list-view.ts';
import type { ListView } from '../pages/components/data-table.ts';

export interface Words {
  title: string;
  text: string;
}

export interface NoticeRow {
  id: string;
  author_name: string;
  title_en: string;
  text_en: string;
  title_it: string;
  text_it: string;
  reason: string;
  applications: number;
  people: number;
  sent_at: string;
}

const SELECT = `
  select n.id, a.name as author_name, n.title_en, n.text_en, n.title_it, n.text_it, n.reason, n.applications, n.sent_at,
         (select count(*) from notice_recipients r where r.notice_id = n.id) as people
    from notices n join users a on a.id = n.author_id`;

const list = statement<NoticeRow>(
  'notices_list',
  `${SELECT} where $1 = '' or lower(n.title_en) like $1 or lower(n.title_it) like $1
    order by n.sent_at desc, n.id limit $2 offset $3`,
);
/** The newest first. */
export const listNotices = (db: Queryable, view: ListView): Promise<NoticeRow[]> =>
  db.query(list, [containing(view.q), ...pageOf(view)]);

const find = statement<NoticeRow>('notices_find', `${SELECT} where n.id::text = $1`);
export const findNotice = async (db: Queryable, id: string): Promise<NoticeRow | undefined> =>
  (await db.query(find, [id]))[0];

/** Applications that are in use, or would be again, and whoever registered them if they can be told. */
const REGISTRANTS = `
  from clients c left join users u on u.id = c.developer_id and u.status = 'active'
 where c.status in ('approved', 'suspended')`;

const reach = statement<{ people: number; applications: number; without: number }>(
  'notices_reach',
  `select count(distinct u.id) as people, count(*) filter (where u.id is not null) as applications,
          count(*) filter (where u.id is null) as without ${REGISTRANTS}`,
);
/** How many people a notice would go to now, for how many applications, and how many applications have nobody. */
export const reachOfNotice = async (db: Queryable) => (await db.query(reach))[0]!;

const insert = statement<{ id: string }>(
  'notices_insert',
  `insert into notices (id, author_id, title_en, text_en, title_it, text_it, reason, applications)
   select $1, $2, $3, $4, $5, $6, $7, count(u.id) ${REGISTRANTS}
   on conflict (id) do nothing returning id`,
);

export interface NewNotice {
  /** Made with the form. */
  id: string;
  en: Words;
  it: Words;
  reason: string;
}

/** @returns false when this very notice was sent already */
export async function insertNotice(tx: Tx, authorId: string, { id, en, it, reason }: NewNotice): Promise<boolean> {
  const values = [id, authorId, en.title, en.text, it.title, it.text, reason];
  return (await tx.query(insert, values)).length > 0;
}

export interface RecipientRow {
  email: string;
  language: 'en' | 'it' | null;
  applications: string[];
}

const recipients = statement<RecipientRow>(
  'notices_take_recipients',
  `with told as (
     insert into notice_recipients (notice_id, user_id) select distinct $1::uuid, u.id ${REGISTRANTS} and u.id is not null
     returning user_id
   )
   select u.email, u.language, array_agg(c.name order by lower(c.name)) as applications
     from told join users u on u.id = told.user_id
     join clients c on c.developer_id = u.id and c.status in ('approved', 'suspended')
    group by u.id`,
);
/** Writes down to whom a notice goes, each once, with the names of their applications. */
export const takeRecipients = (tx: Tx, noticeId: string): Promise<RecipientRow[]> => tx.query(recipients, [noticeId]);
