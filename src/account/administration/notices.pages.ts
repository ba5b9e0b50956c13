import { randomUUID } from 'node:crypto';
import { listView, splitPage } from '../console/list-view.ts';
import { goTo, type PageAnswer, type PageRoute, type SubmitCall, wrongForm } from '../console/page-route.ts';
import { noticePage, noticesPage, previewNoticePage, writeNoticePage } from '../pages/administration/notices.page.ts';
import { listNotices, type NoticeRow, reachOfNotice } from './notices.queries.ts';
import { anyNotice, readNotice, sendNotice } from './notices.service.ts';
import { readReason } from './reason.ts';

const HERE = '/administration/notices';
const NEW = '/administration/new-notice';
const EMPTY = { en: { title: '', text: '' }, it: { title: '', text: '' } };
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const viewOf = (row: NoticeRow) => ({
  id: row.id,
  en: { title: row.title_en, text: row.text_en },
  it: { title: row.title_it, text: row.text_it },
  author: row.author_name,
  reason: row.reason,
  people: row.people,
  applications: row.applications,
  sentAt: row.sent_at,
});

/** The form, then the notice as it would be sent, then sent: each step brings all that was typed. */
async function submitNotice(call: SubmitCall): Promise<PageAnswer> {
  const { services, context } = call;
  const { typed, problem } = readNotice(call);
  const { reason, problem: reasonProblem } = readReason(call);
  const page = { ...call.form(NEW), context, typed, reason };
  const wanted = call.field('do');
  if (wanted === 'edit') return writeNoticePage(page);
  if (problem || reasonProblem) return wrongForm(writeNoticePage({ ...page, problem, reasonProblem }));
  const id = call.field('id');
  const reach = await reachOfNotice(services.database);
  if (wanted !== 'send' || !UUID.test(id) || reach.people === 0) {
    return previewNoticePage({ ...page, id: UUID.test(id) ? id : randomUUID(), reach });
  }
  await sendNotice(call, { id, ...typed, reason });
  return goTo(`${HERE}/${id}`, 'sent');
}

/** What the developers of all applications are told. */
export const noticesPages: readonly PageRoute[] = [
  {
    path: HERE,
    requires: 'administrator',
    async show({ services, query, context }) {
      const list = listView(query, { path: HERE, sorts: ['newest'] });
      const { rows, more } = splitPage(await listNotices(services.database, list));
      return noticesPage({ context, list, notices: rows.map(viewOf), more });
    },
  },
  {
    path: NEW,
    requires: 'administrator',
    show: async (call) => writeNoticePage({ ...call.form(NEW), context: call.context, typed: EMPTY, reason: '' }),
    submit: submitNotice,
  },
  {
    path: `${HERE}/:id`,
    requires: 'administrator',
    async show({ services, params, context, done }) {
      const notice = viewOf(await anyNotice(services.database, params.id!));
      return noticePage({ context, notice, sent: done === 'sent' });
    },
  },
];
