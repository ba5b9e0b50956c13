import type { FastifyReply } from 'fastify';
import type { Html } from '../../platform/html.ts';
import { pageHeaders } from './page-headers.ts';

/** @param formTargets origins that forms of the page may lead to, beside this one */
export function sendPage(reply: FastifyReply, page: Html, formTargets: readonly string[] = []): FastifyReply {
  return reply.headers(pageHeaders(formTargets)).type('text/html; charset=utf-8').send(String(page));
}
