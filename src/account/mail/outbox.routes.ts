import type { FastifyInstance } from 'fastify';
import type { StoredMail } from '../../platform/mail/outbox.ts';
import { outboxPage } from '../pages/outbox.page.ts';
import { pageContext } from '../web/page-context.ts';
import { sendPage } from '../web/send-page.ts';

/** The mails of a sandbox, for everybody who can reach it. */
export function registerOutbox(app: FastifyInstance, outbox: { list(): Promise<StoredMail[]> }): void {
  app.get('/outbox', async (request, reply) =>
    sendPage(reply, outboxPage({ context: pageContext(request.raw, true), mails: await outbox.list() })),
  );
}
