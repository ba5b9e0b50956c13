import type { Queryable } from '../../platform/database/index.ts';
import { ServiceError } from '../../platform/errors.ts';
import type { SubmitCall } from '../console/page-route.ts';
import type { NoticeProblem, NoticeTyped } from '../pages/administration/notices.page.ts';
import { type Caller, note } from './decisions.service.ts';
import { findNotice, insertNotice, type NewNotice, type NoticeRow, takeRecipients } from './notices.queries.ts';

const LONGEST = { title: 150, text: 5000 };

/** @throws ServiceError not_found */
export async function anyNotice(db: Queryable, id: string): Promise<NoticeRow> {
  const notice = await findNotice(db, id);
  if (!notice) throw new ServiceError('not_found', 'There is no such notice.');
  return notice;
}

/** What was typed, and what is wrong with it. */
export function readNotice({ field }: Pick<SubmitCall, 'field'>): { typed: NoticeTyped; problem?: NoticeProblem } {
  const words = (language: 'en' | 'it') => ({
    title: field(`title_${language}`).replace(/\s+/g, ' '),
    text: field(`text_${language}`).replace(/\r\n?/g, '\n'),
  });
  const typed = { en: words('en'), it: words('it') };
  const both = [typed.en, typed.it];
  const problem = both.some(({ title, text }) => (title === '') !== (text === ''))
    ? 'half'
    : both.every(({ title }) => title === '')
      ? 'nothing'
      : both.some(({ title, text }) => title.length > LONGEST.title || text.length > LONGEST.text)
        ? 'tooLong'
        : undefined;
  return { typed, ...(problem && { problem }) };
}

/**
 * Sends a notice to everybody who registered an application in use, each once and in their language, in one transaction.
 * The letters give way to all others in the queue. The same form sent twice sends one notice.
 */
export async function sendNotice(caller: Caller, notice: NewNotice): Promise<void> {
  const { services, user } = caller;
  const { mail, accountUrl, database } = services;
  await database.transaction(async (tx) => {
    if (!(await insertNotice(tx, user.id, notice))) return;
    const url = `${accountUrl}/developer/applications`;
    const letters = (await takeRecipients(tx, notice.id)).map(({ email, language, applications }) => {
      const words = wordsFor(notice, language ?? 'en');
      return mail.sealed({ kind: 'notice', about: { ...words, applications, url } }, email, language ?? 'en');
    });
    await mail.queueBulk(tx, letters);
    const detail = { notice: notice.id, name: wordsFor(notice, 'en').title };
    await note(tx, caller, 'notice.sent', { reason: notice.reason, detail });
  });
  mail.wake();
}

/** In the reader's language, or else in the one that there is. */
function wordsFor({ en, it }: Pick<NewNotice, 'en' | 'it'>, language: 'en' | 'it') {
  const [wanted, other] = language === 'en' ? [en, it] : [it, en];
  return wanted.title === '' ? other : wanted;
}
